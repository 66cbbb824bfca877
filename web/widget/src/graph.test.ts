import { afterEach, expect, test, vi } from 'vitest';
import { watch } from './document';
import { Failure, graph } from './graph';

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});
const { ask } = graph('https://go.shop.example', 'trb_pk_1');
const answers = (status: number, body: unknown) => {
  const fetched = vi.fn().mockImplementation(async () => new Response(JSON.stringify(body), { status }));
  vi.stubGlobal('fetch', fetched);
  return fetched;
};
const fails = (asked: Promise<unknown>) =>
  asked.then(
    () => null,
    (error) => error as Failure,
  );

test('it asks with the key and without cookies', async () => {
  const fetched = answers(200, { data: { feed: null } });
  expect(await ask('{ x }', { a: 1 })).toEqual({ feed: null });
  const [address, options] = fetched.mock.calls[0] ?? [];
  expect(address).toBe('https://go.shop.example/graphql');
  expect(options).toMatchObject({ method: 'POST', credentials: 'omit', body: '{"query":"{ x }","variables":{"a":1}}' });
  expect(options.headers.authorization).toBe('Bearer trb_pk_1');
});

test('what passes is told from what does not', async () => {
  const coded = (code: string, more = {}) => ({ errors: [{ message: '', extensions: { code, ...more } }], data: null });
  const cases: [number, unknown, string, boolean][] = [
    [401, coded('UNAUTHENTICATED'), 'UNAUTHENTICATED', false],
    [403, coded('ORIGIN_NOT_ALLOWED'), 'ORIGIN_NOT_ALLOWED', false],
    [200, coded('GRAPHQL_VALIDATION_FAILED'), 'GRAPHQL_VALIDATION_FAILED', false],
    [200, coded('UNAVAILABLE', { retryAfterMs: 1000 }), 'UNAVAILABLE', true],
    [429, coded('LIMITED'), 'LIMITED', true],
    [502, {}, 'HTTP_502', true],
    [404, {}, 'HTTP_404', false],
    [200, 'hello', 'HTTP_200', false],
  ];
  for (const [status, body, code, passes] of cases) {
    answers(status, body);
    expect(await fails(ask('{ x }', {}))).toMatchObject({ code, passes });
  }
});

test('offline, no JSON and too slow are one: unreachable', async () => {
  vi.stubGlobal('fetch', vi.fn().mockRejectedValue(new TypeError('offline')));
  expect(await fails(ask('{ x }', {}))).toMatchObject({ code: 'UNREACHABLE', passes: true });
  vi.stubGlobal(
    'fetch',
    vi.fn().mockImplementation(async () => new Response('<html>')),
  );
  expect(await fails(ask('{ x }', {}))).toMatchObject({ code: 'UNREACHABLE', passes: true });
  vi.useFakeTimers();
  const slow = (_: string, { signal }: { signal: AbortSignal }) =>
    new Promise((_, refuse) => signal.addEventListener('abort', () => refuse(signal.reason)));
  vi.stubGlobal('fetch', slow);
  const asked = fails(ask('{ x }', {}));
  await vi.advanceTimersByTimeAsync(10_000);
  expect(await asked).toBeInstanceOf(Failure);
});

test('several feeds are looked at by one document', () => {
  expect(watch(2)).toBe(
    'query TributaryWatch($h0: String!, $n0: Int!, $h1: String!, $n1: Int!) { ' +
      'f0: feed(handle: $h0) { moments(first: $n0) { nodes { id version } } } ' +
      'f1: feed(handle: $h1) { moments(first: $n1) { nodes { id version } } } }',
  );
});
