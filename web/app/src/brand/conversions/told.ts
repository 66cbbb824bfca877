import { useQuery } from 'urql';
import { having } from '@/graph/node';
import type { Decision } from '@/path/decision';
import type { Person } from '@/path/layout';
import type { Told } from '@/path/steps';
import type { Conversion } from './detail';
import { ConversionPathDocument } from './query.gen';
import { distinct, idOf, useThings } from './things';

/** Who is on a path, and what its touches were of. */
export function useTold(decision: Decision, { credits }: Conversion['attributions'][number]) {
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
  const things = useThings(distinct(touches.map(idOf)));

  const people = new Map<string, Person>();
  for (const { payee } of credits) {
    people.set(payee.id, { name: payee.name, role: payee.kind });
  }
  for (const node of data?.payees ?? []) {
    const payee = having(node, 'kind');
    if (payee) people.set(payee.id, { name: payee.name, role: payee.kind });
  }
  const told = new Map<string, Told>(
    touches.map((touch) => {
      const { id, reason, referrerHost } = touch;
      return [id, { reason, referrerHost, about: things?.get(idOf(touch))?.name ?? null }];
    }),
  );
  return { people, told };
}
