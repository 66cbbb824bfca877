import { beforeEach, expect, test, vi } from 'vitest';

const tokens = (number: number, lifeMs = 900_000) => ({
  accessToken: `access-${number}`,
  accessTokenExpiresAt: new Date(Date.now() + lifeMs).toISOString(),
});
const answer = (data: unknown) => new Response(JSON.stringify({ data }), { status: 200 });
const asked = vi.fn<typeof fetch>();

async function fresh() {
  vi.resetModules();
  return import('./session');
}

beforeEach(() => {
  asked.mockReset();
  vi.stubGlobal('fetch', asked);
});

test('many who need a token make one request', async () => {
  const session = await fresh();
  asked.mockImplementation(async () => answer({ tokenRefresh: { session: tokens(2), userErrors: [] } }));
  const given = await Promise.all([session.token(), session.token(), session.token()]);
  expect(given).toEqual(['access-2', 'access-2', 'access-2']);
  expect(asked).toHaveBeenCalledTimes(1);
  expect(session.current().state).toBe('in');
});

test('a token about to end is renewed, a refused one as well, a good one is not', async () => {
  const session = await fresh();
  asked.mockResolvedValueOnce(answer({ signIn: { session: tokens(1, 20_000), userErrors: [] } }));
  await session.signIn({ email: 'a@b.c', password: 'x' });
  asked.mockImplementation(async () => answer({ tokenRefresh: { session: tokens(2), userErrors: [] } }));
  expect(await session.token()).toBe('access-2');
  expect(await session.token()).toBe('access-2');
  expect(asked).toHaveBeenCalledTimes(2);
  expect(await session.token('access-2')).toBe('access-2');
  expect(asked).toHaveBeenCalledTimes(3);
});

test('a refusal ends the session, silence does not', async () => {
  const session = await fresh();
  asked.mockResolvedValueOnce(answer({ signIn: { session: tokens(1), userErrors: [] } }));
  await session.signIn({ email: 'a@b.c', password: 'x' });
  asked.mockRejectedValueOnce(new TypeError('no network'));
  await session.token('access-1');
  expect(session.current().state).toBe('in');
  asked.mockResolvedValueOnce(answer({ tokenRefresh: { session: null, userErrors: [] } }));
  expect(await session.token('access-1')).toBeNull();
  expect(session.current()).toEqual({ state: 'out', expired: true });
});

test('signing out wins over a renewal under way', async () => {
  const session = await fresh();
  asked.mockResolvedValueOnce(answer({ signIn: { session: tokens(1), userErrors: [] } }));
  await session.signIn({ email: 'a@b.c', password: 'x' });
  let arrive: (value: Response) => void = () => {};
  asked.mockImplementationOnce(() => new Promise((done) => (arrive = done)));
  const renewal = session.token('access-1');
  await new Promise((done) => setTimeout(done));
  asked.mockResolvedValueOnce(answer({ signOut: { signedOut: true, userErrors: [] } }));
  await session.signOut();
  arrive(answer({ tokenRefresh: { session: tokens(2), userErrors: [] } }));
  expect(await renewal).toBeNull();
  expect(session.current()).toEqual({ state: 'out', expired: false });
});

test('no token of a session is kept where a script of another could read it', async () => {
  const session = await fresh();
  asked.mockResolvedValueOnce(answer({ signIn: { session: tokens(1), userErrors: [] } }));
  await session.signIn({ email: 'a@b.c', password: 'x' });
  expect(sessionStorage.length + localStorage.length).toBe(0);
  expect(document.cookie).toBe('');
});

test('a tab stays in its brand when it renews', async () => {
  const session = await fresh();
  asked.mockImplementation(async () => answer({ tokenRefresh: { session: tokens(1), userErrors: [] } }));
  expect(await session.switchTo('tenant_2')).toBe(true);
  await session.token('access-1');
  const bodies = asked.mock.calls.map(([, init]) => JSON.parse(String(init?.body)).variables.input);
  expect(bodies).toEqual([{ tenantId: 'tenant_2' }, { tenantId: 'tenant_2' }]);
});

test('too many tries are told with how long to wait', async () => {
  const session = await fresh();
  const body = { data: null, errors: [{ message: 'x', extensions: { code: 'THROTTLED', retryAfterMs: 90_500 } }] };
  asked.mockResolvedValueOnce(new Response(JSON.stringify(body), { status: 200 }));
  const [refusal] = await session.signIn({ email: 'a@b.c', password: 'x' });
  expect(refusal?.message).toContain('2 minutes');
  expect(session.current().state).toBe('unknown');
});
