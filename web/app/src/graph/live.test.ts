import { gql } from '@urql/core';
import type { Client as Socket, SubscribePayload } from 'graphql-ws';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { acknowledge, listen, Place, sideOf } from './live';

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('fetch', () => Promise.resolve({ status: 200 }));
});
afterEach(() => vi.useRealTimers());

test('before the first news it goes on from where the stream stood when it was first acknowledged', () => {
  let stood: string | undefined = 'one';
  const place = new Place(() => stood);
  expect(place.after).toBe('one');
  stood = 'later';
  expect(place.after).toBe('one');
  place.seen('two');
  expect(place.after).toBe('two');
});

test('what cannot be told any more is not asked for again', () => {
  const place = new Place(() => 'old');
  place.lose();
  expect(place.after).toBeUndefined();
  place.seen('new');
  expect(place.after).toBe('new');
});

/** A socket that writes down what it would send. */
function socket() {
  const sent: unknown[] = [];
  const sinks: { next: (value: unknown) => void; error: (error: unknown) => void }[] = [];
  const opened = {
    subscribe: (payload: SubscribePayload, sink: (typeof sinks)[number]) => {
      const write = () => sent.push(JSON.parse(JSON.stringify(payload)).variables);
      write();
      sinks.push(Object.assign(sink, { write }));
      return () => {};
    },
  };
  return { sent, sinks, open: () => Promise.resolve(opened as unknown as Socket) };
}

const QUERY = { query: 'subscription M($after: String) { momentChanged(after: $after) { cursor } }', variables: {} };
const settle = () => vi.advanceTimersByTimeAsync(4_000);

test('each connection subscribes from the last news, and a lost place reads everything anew', async () => {
  acknowledge({ cursors: { tenant: 't1', affiliate: 'a1' } });
  const { sent, sinks, open } = socket();
  const sink = { next: vi.fn(), error: vi.fn(), complete: vi.fn() };
  const missed = vi.fn();
  listen(open, 'tenant', QUERY, sink, missed);
  await settle();
  sinks[0]?.next({ data: { momentChanged: { cursor: 't2' } } });
  sinks[0]?.error(new Event('close'));
  await settle();
  sinks[1]?.error([{ extensions: { code: 'CURSOR_EXPIRED' } }]);
  await settle();
  expect(sent).toEqual([{ after: 't1' }, { after: 't2' }, {}]);
  expect([missed.mock.calls.length, sink.error.mock.calls.length]).toEqual([2, 0]);
});

test('an affiliate’s news have a place of their own; a refusal is final', async () => {
  acknowledge({ cursors: { tenant: 't1', affiliate: 'a1' } });
  const { sent, sinks, open } = socket();
  const sink = { next: vi.fn(), error: vi.fn(), complete: vi.fn() };
  const query = 'subscription E($after: String) {\n  affiliatePayoutChanged(after: $after) { cursor } }';
  listen(open, sideOf(gql(query)), { query }, sink, vi.fn());
  await settle();
  sinks[0]?.error([{ extensions: { code: 'FORBIDDEN' } }]);
  await settle();
  expect(sent).toEqual([{ after: 'a1' }]);
  expect(sink.error).toHaveBeenCalledOnce();
});
