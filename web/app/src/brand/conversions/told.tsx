import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { useQuery } from 'urql';
import { having } from '@/graph/node';
import type { Decision } from '@/path/decision';
import type { Person } from '@/path/layout';
import type { Told } from '@/path/steps';
import { useTenant } from '@/shell/viewer';
import type { Conversion } from './detail';
import { ConversionPathDocument, TouchedThingsDocument } from './query.gen';
import { conversions as texts } from './texts';

/** The graph looks up so many ids at once. */
const IDS_MAX = 100;

const distinct = (ids: string[]) => [...new Set(ids.filter(Boolean))].slice(-IDS_MAX);

/** Who is on a path, and what its touches were of. */
export function useTold(decision: Decision, conversion: Conversion) {
  const { candidates } = decision;
  const [{ data }] = useQuery({
    query: ConversionPathDocument,
    variables: {
      touches: distinct(candidates.map(({ touch }) => touch)),
      payees: distinct(candidates.map(({ payee }) => payee)),
    },
    pause: candidates.length === 0,
  });
  const touches = (data?.touches ?? []).flatMap((node) => having(node, 'verdict') ?? []);
  const things = useThings(distinct(touches.map(({ linkId, codeId, momentId }) => linkId ?? codeId ?? momentId ?? '')));

  const people = new Map<string, Person>();
  for (const { payee } of conversion.attribution?.credits ?? []) {
    people.set(payee.id, { name: payee.name, role: payee.kind });
  }
  for (const node of data?.payees ?? []) {
    const payee = having(node, 'kind');
    if (payee) people.set(payee.id, { name: payee.name, role: payee.kind });
  }
  const told = new Map<string, Told>(
    touches.map(({ id, reason, referrerHost, linkId, codeId, momentId }) => [
      id,
      { reason, referrerHost, about: things.get(linkId ?? codeId ?? momentId ?? '') ?? null },
    ]),
  );
  return { people, told };
}

const EXCERPT = 40;
const short = (text: string) => (text.length > EXCERPT ? `${text.slice(0, EXCERPT)}…` : text);

/** Links, codes and moments by id, each as it is called, leading to where it is. */
function useThings(ids: string[]): Map<string, ReactNode> {
  const tenant = useTenant();
  const [{ data }] = useQuery({ query: TouchedThingsDocument, variables: { ids }, pause: ids.length === 0 });
  const things = new Map<string, ReactNode>();
  for (const node of data?.nodes ?? []) {
    const [link, code, moment] = [having(node, 'slug'), having(node, 'code'), having(node, 'body')];
    const leads = (id: string, to: string, text: string) =>
      things.set(
        id,
        <Link key={id} to={`/t/${tenant.id}/${to}`}>
          {text}
        </Link>,
      );
    if (link) leads(link.id, `affiliates/${link.enrollmentId}`, texts.link(link.slug));
    if (code) leads(code.id, `affiliates/${code.enrollment.id}`, code.code);
    if (moment) leads(moment.id, `moments/${moment.id}`, `“${short(moment.title || moment.body)}”`);
  }
  return things;
}
