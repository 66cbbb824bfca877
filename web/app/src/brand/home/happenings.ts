import { useEffect, useState } from 'react';
import { type CombinedError, useClient } from 'urql';
import { type Source, walk } from '@/table/pages';
import { type Happening, since } from './figures';
import { HomeConversionsDocument, HomeMomentsDocument, HomePayoutsDocument, HomeTouchesDocument } from './query.gen';

/** The graph counts nothing by period yet, so the newest of each list are read; no more than these. */
const ROWS_MAX = 500;

/** The newest of a list. `more`: there are older ones within reach that were not read. */
export type Newest = { list: Happening[]; more: boolean };

/** What the river is drawn from. `sales` are worth their amount, `pools` their commission. */
export type River = { moments: Newest; touches: Newest; sales: Newest; pools: Newest; payouts: Newest | null };

type Client = ReturnType<typeof useClient>;

/** Reads a list, newest first, until `at` leaves the two periods. */
async function newest<Data, Variables extends Record<string, unknown>, Row>(
  client: Client,
  source: Source<Data, Variables, Row>,
  at: (row: Row) => string,
): Promise<{ rows: Row[]; more: boolean }> {
  const from = since(new Date()).getTime();
  const rows: Row[] = [];
  for await (const edges of walk(client, source)) {
    for (const { node } of edges) {
      if (new Date(at(node)).getTime() < from) return { rows, more: false };
      if (rows.length === ROWS_MAX) return { rows, more: true };
      rows.push(node);
    }
  }
  return { rows, more: false };
}

const nothing = {};

async function read(client: Client, withMoney: boolean): Promise<River> {
  const [moments, touches, conversions, payouts] = await Promise.all([
    newest(
      client,
      { document: HomeMomentsDocument, variables: nothing, connection: (data) => data.moments },
      (row) => row.createdAt,
    ),
    newest(
      client,
      { document: HomeTouchesDocument, variables: nothing, connection: (data) => data.touches },
      (row) => row.occurredAt,
    ),
    newest(
      client,
      { document: HomeConversionsDocument, variables: nothing, connection: (data) => data.conversions },
      (row) => row.recordedAt,
    ),
    withMoney
      ? newest(
          client,
          { document: HomePayoutsDocument, variables: nothing, connection: (data) => data.payouts },
          (row) => row.createdAt,
        )
      : null,
  ]);
  const sales = conversions.rows.filter(({ kind }) => kind === 'SALE');
  return {
    moments: { more: moments.more, list: moments.rows.map(({ createdAt }) => ({ at: createdAt, worth: null })) },
    touches: {
      more: touches.more,
      list: touches.rows
        .filter(({ verdict }) => verdict === 'VALID')
        .map(({ occurredAt }) => ({ at: occurredAt, worth: null })),
    },
    sales: { more: conversions.more, list: sales.map(({ occurredAt, amount }) => ({ at: occurredAt, worth: amount })) },
    pools: {
      more: conversions.more,
      list: conversions.rows.map(({ occurredAt, attribution }) => ({
        at: occurredAt,
        worth: attribution?.pool ?? null,
      })),
    },
    payouts: payouts && {
      more: payouts.more,
      list: payouts.rows
        .filter(({ state }) => state === 'TRANSFERRED' || state === 'PARTIALLY_REVERSED')
        .map(({ createdAt, amount }) => ({ at: createdAt, worth: amount })),
    },
  };
}

/** The river's happenings, read once; `again` reads them anew. */
export function useRiver(withMoney: boolean) {
  const client = useClient();
  const [river, setRiver] = useState<River | null>(null);
  const [error, setError] = useState<CombinedError | undefined>();
  const [round, setRound] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new round reads anew
  useEffect(() => {
    let stopped = false;
    read(client, withMoney)
      .then((found) => {
        if (stopped) return;
        setRiver(found);
        setError(undefined);
      })
      .catch((wrong: CombinedError) => stopped || setError(wrong));
    return () => {
      stopped = true;
    };
  }, [client, withMoney, round]);
  return { river, error, again: () => setRound(round + 1) };
}
