import { gql, type TypedDocumentNode } from '@urql/core';
import { useCallback, useEffect, useRef } from 'react';
import { useSubscription } from 'urql';
import { useConnection } from './connection';

type Again = (options: { requestPolicy: 'network-only' }) => void;

/** A list is read again at most so often, however many news come. */
const PAUSE_MS = 700;
/** While news do not come by themselves, it is asked this often. */
const POLL_MS = 5_000;
/** While they do: what news that were lost cost at most. */
const LIVE_POLL_MS = 15_000;

/** Calls at most once in a while, and once more after the last call. */
function usePaced(call: () => void): () => void {
  const last = useRef(call);
  last.current = call;
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const at = useRef(0);
  useEffect(() => () => clearTimeout(timer.current), []);
  return useCallback(() => {
    clearTimeout(timer.current);
    const wait = at.current + PAUSE_MS - Date.now();
    timer.current = setTimeout(
      () => {
        at.current = Date.now();
        last.current();
      },
      Math.max(0, wait),
    );
  }, []);
}

/** A subscription whose events say that something has changed. */
export type News = TypedDocumentNode<unknown, { after?: string | null }>;

/** In the place of none: never sent. */
const NONE = gql('subscription None { __typename }') as News;

/**
 * Keeps what is shown up to date: an event puts its object into the cache, and `again` reads the list it belongs to.
 * While news do not come by themselves the list is asked for every few seconds instead, and now and then in any case. `null` listens to nothing.
 */
export function useFresh(news: News | null, again: Again, pollMs = POLL_MS) {
  const read = usePaced(() => again({ requestPolicy: 'network-only' }));
  useSubscription({ query: news ?? NONE, variables: {}, pause: !news }, (_before: unknown, event: unknown) => {
    read();
    return event;
  });
  const { heard } = useConnection();
  const off = !news;
  useEffect(() => {
    if (off) return;
    const timer = setInterval(
      () => {
        if (window.document.visibilityState === 'visible') read();
      },
      heard === 'live' ? Math.max(pollMs, LIVE_POLL_MS) : pollMs,
    );
    return () => clearInterval(timer);
  }, [off, heard, pollMs, read]);
}
