import type { Client, TypedDocumentNode } from '@urql/core';
import { useCallback, useEffect, useState } from 'react';
import { useSearchParams } from 'react-router';
import { type CombinedError, useClient, useQuery } from 'urql';

/** A list as the graph pages it. */
export type Connection<Row> = {
  edges: { cursor: string; node: Row }[];
  pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; startCursor?: string | null; endCursor?: string | null };
};

/** Which list: its document, what else it is asked with, and where in the answer it is. */
export type Source<Data, Variables, Row> = {
  document: TypedDocumentNode<Data, Variables>;
  variables: Omit<Variables, 'first' | 'after' | 'last' | 'before'>;
  connection: (data: Data) => Connection<Row> | null | undefined;
  /** The graph pages it forward only. */
  forward?: boolean;
};

/** What a table shows. `after` and `before` are cursors of the neighbouring pages, where there are any. */
export type Page<Row> = {
  rows: Row[] | null;
  error: CombinedError | undefined;
  stale: boolean;
  after: string | null;
  before: string | null;
  /** Of a search through the list: how many rows were looked at, if it stopped before the end. */
  searched: number | null;
  again: () => void;
};

export const PAGE_ROWS = 25;
/** The most the graph gives at once. */
const WHOLE_ROWS = 100;
/** A search stops after so many rows, and goes on when asked to. */
const SEARCH_ROWS = 2_000;

type Place = { after: string | null; before: string | null };

/** The place in the list that the address names. */
function usePlace(): Place {
  const [params] = useSearchParams();
  return { after: params.get('after'), before: params.get('before') };
}

/** One page of a list, at the place the address names. The cache keeps it up to date. */
export function usePage<Data, Variables extends Record<string, unknown>, Row>(
  { document, variables, connection, forward }: Source<Data, Variables, Row>,
  paused: boolean,
): Page<Row> {
  const { after, before } = usePlace();
  const paging = before ? { last: PAGE_ROWS, before } : { first: PAGE_ROWS, after };
  const [{ data, error, stale, fetching }, ask] = useQuery({
    query: document,
    variables: { ...variables, ...paging } as never,
    pause: paused,
  });
  const list = data && !(fetching && !stale && !data) ? connection(data) : null;
  const info = list?.pageInfo;
  const more = before ? true : info?.hasNextPage;
  const less = after ? true : before ? info?.hasPreviousPage : false;
  return {
    rows: list ? list.edges.map((edge) => edge.node) : null,
    error: list ? undefined : error,
    stale: Boolean(stale || fetching),
    after: more ? (info?.endCursor ?? null) : null,
    before: less && !forward ? (info?.startCursor ?? null) : null,
    searched: null,
    again: () => ask({ requestPolicy: 'network-only' }),
  };
}

/** Every row of a list from a place on, page by page. Throws urql's error. */
export async function* walk<Data, Variables extends Record<string, unknown>, Row>(
  client: Client,
  { document, variables, connection }: Source<Data, Variables, Row>,
  after: string | null = null,
): AsyncGenerator<Connection<Row>['edges']> {
  let cursor = after;
  for (;;) {
    const asked = { ...variables, first: WHOLE_ROWS, after: cursor } as unknown as Variables;
    const { data, error } = await client.query(document, asked, { requestPolicy: 'network-only' }).toPromise();
    const list = data && connection(data);
    if (!list) throw error ?? new Error('the list did not come');
    yield list.edges;
    if (!list.pageInfo.hasNextPage || !list.pageInfo.endCursor) return;
    cursor = list.pageInfo.endCursor;
  }
}

/** Of what `walk` gives, the first rows that pass, and the cursor behind the last one looked at. */
export async function search<Row>(
  edges: AsyncIterable<Connection<Row>['edges']>,
  keep: (row: Row) => boolean,
  rowsMax = PAGE_ROWS,
  searchedMax = SEARCH_ROWS,
): Promise<{ rows: Row[]; after: string | null; searched: number }> {
  const rows: Row[] = [];
  let searched = 0;
  let last: string | null = null;
  for await (const page of edges) {
    for (const { cursor, node } of page) {
      if (rows.length === rowsMax || searched === searchedMax) return { rows, after: last, searched };
      searched += 1;
      last = cursor;
      if (keep(node)) rows.push(node);
    }
  }
  return { rows, after: null, searched };
}

type Found<Row> = { of: unknown; rows: Row[]; after: string | null; searched: number; error?: CombinedError };

/** One page of what passes a filter that the graph does not have: the list is read until the page is full. */
export function useSearch<Data, Variables extends Record<string, unknown>, Row>(
  source: Source<Data, Variables, Row>,
  keep: ((row: Row) => boolean) | null,
): Page<Row> {
  const client = useClient();
  const { after } = usePlace();
  const [found, setFound] = useState<Found<Row> | null>(null);
  const [round, setRound] = useState(0);
  const key = JSON.stringify([source.variables, after, round]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the source is as good as its variables, which are in the key
  useEffect(() => {
    if (!keep) return;
    let stopped = false;
    search(walk(client, source, after), keep)
      .then((answer) => stopped || setFound({ of: keep, ...answer }))
      .catch((error: CombinedError) => stopped || setFound({ of: keep, rows: [], after: null, searched: 0, error }));
    return () => {
      stopped = true;
    };
  }, [client, key, keep]);
  const again = useCallback(() => setRound((before) => before + 1), []);
  const current = found?.of === keep ? found : null;
  return {
    rows: current && !current.error ? current.rows : null,
    error: current?.error,
    stale: !current,
    after: current?.after ?? null,
    before: null,
    searched: current?.after && current.rows.length < PAGE_ROWS ? current.searched : null,
    again,
  };
}
