import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { useQuery } from 'urql';
import { having } from '@/graph/node';
import { useTenant } from '@/shell/viewer';
import { TouchedThingsDocument } from './query.gen';
import { conversions as texts } from './texts';

/** The graph looks up so many ids at once. */
const IDS_MAX = 100;

/** Each once, the latest so many that the graph looks up. */
export const distinct = (ids: string[]) => [...new Set(ids.filter(Boolean))].slice(-IDS_MAX);

type Touch = { linkId: string | null; codeId: string | null; momentId: string | null };

/** What a touch was of. A link to a moment is told as the link. */
export const idOf = ({ linkId, codeId, momentId }: Touch) => linkId ?? codeId ?? momentId ?? '';

/** A link, code or moment: as it is called, leading to where it is, and whose it is. */
export type Thing = { name: ReactNode; text: string; whose: string };

const EXCERPT = 40;
const short = (text: string) => (text.length > EXCERPT ? `${text.slice(0, EXCERPT)}…` : text);

/** Links, codes and moments by id; null until they have come. */
export function useThings(ids: string[]): Map<string, Thing> | null {
  const tenant = useTenant();
  const [{ data, error }] = useQuery({ query: TouchedThingsDocument, variables: { ids }, pause: ids.length === 0 });
  if (!data && !error && ids.length > 0) return null;
  const things = new Map<string, Thing>();
  const add = (id: string, to: string, text: string, whose: string | undefined) => {
    const name = (
      <Link key={id} to={`/t/${tenant.id}/${to}`}>
        {text}
      </Link>
    );
    things.set(id, { name, text, whose: whose ?? '' });
  };
  for (const node of data?.nodes ?? []) {
    const [link, code, moment] = [having(node, 'slug'), having(node, 'code'), having(node, 'body')];
    if (link) add(link.id, `affiliates/${link.enrollmentId}`, texts.link(link.slug), link.owner?.name);
    if (code) add(code.id, `affiliates/${code.enrollment.id}`, code.code, code.enrollment.name);
    if (moment) {
      add(moment.id, `moments/${moment.id}`, `“${short(moment.title || moment.body)}”`, moment.creator?.name);
    }
  }
  return things;
}
