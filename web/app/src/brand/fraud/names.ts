import { useMemo } from 'react';
import { useQuery } from 'urql';
import { having } from '@/graph/node';
import { type Found, type Names, named } from './evidence';
import { FindingNamesDocument } from './query.gen';

/** The graph looks up so many ids at once. */
const IDS_MAX = 100;

/** The names of what findings rest on. What has none is told without. */
export function useNames(found: Found[]): Names {
  const { links, affiliates } = named(found);
  const [{ data }] = useQuery({
    query: FindingNamesDocument,
    variables: { links: links.slice(0, IDS_MAX), affiliates: affiliates.length > 0 },
    pause: links.length + affiliates.length === 0,
  });
  return useMemo(() => {
    const names = new Map<string, string>();
    for (const node of data?.nodes ?? []) {
      const link = having(node, 'slug');
      if (link) names.set(link.id, link.slug);
    }
    for (const { affiliateId, name } of data?.payees?.nodes ?? []) if (affiliateId) names.set(affiliateId, name);
    return names;
  }, [data]);
}
