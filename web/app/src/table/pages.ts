import type { Client, TypedDocumentNode } from '@urql/core';
import { useSearchParams } from 'react-router';
import { type CombinedError, useQuery } from 'urql';

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
  /** Tells its place in the address from those of other lists on the screen. */
  at?: string;
};

/** What a table shows. `after` and `before` are cursors of the neighbouring pages, where there are any. */
export type Page<Row> = {
  rows: Row[] | null;
  error: CombinedError | undefined;
  stale: boolean;
  after: string | null;
  before: string | null;
  again: () => void;
};

export const PAGE_ROWS = 25;
/** The most the graph gives at once. */
const WHOLE_ROWS = 100;

type Place = { after: string | null; before: string | null };

/** What the address calls the two cursors of a list. */
export const cursors = (at = '') => ({ after: `${at}after`, before: `${at}before` });

/** The place in the list that the address names. */
function usePlace(at: string | undefined): Place {
  const [params] = useSearchParams();
  const names = cursors(at);
  return { after: params.get(names.after), before: params.get(names.before) };
}

/** One page of a list, at the place the address names. The cache keeps it up to date. */
export function usePage<Data, Variables extends Record<string, unknown>, Row>({
  document,
  variables,
  connection,
  forward,
  at,
}: Source<Data, Variables, Row>): Page<Row> {
  const { after, before } = usePlace(at);
  const paging = before ? { last: PAGE_ROWS, before } : { first: PAGE_ROWS, after };
  const [{ data, error, stale, fetching }, ask] = useQuery({
    query: document,
    variables: { ...variables, ...paging } as never,
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
