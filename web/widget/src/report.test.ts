import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { clickId, consent, consented } from './consent';
import { type Moment, moment } from './moment';
import { reporter } from './report';

const shown = (id: string, impressionToken: string | null = `token-${id}`): Moment => {
  const read = moment({ id, kind: 'REVIEW', version: '1', body: 'x', impressionToken }, 'https://go.shop.example');
  if (!read) throw new Error('no moment');
  return read;
};
let sent: { address: string; body: { key: string; events: { kind: string; momentId: string; clickId?: string }[] } }[];

beforeEach(() => {
  vi.useFakeTimers({ now: new Date('2026-03-01T10:00:00Z') });
  localStorage.clear();
  sent = [];
  const take = (address: string, body: string) => {
    sent.push({ address, body: JSON.parse(body) });
    return true;
  };
  vi.stubGlobal('navigator', { sendBeacon: take });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  delete (window as { Tributary?: unknown }).Tributary;
});

test('nothing is sent without the visitor’s word, nor after it is taken back', () => {
  const { report } = reporter('https://go.shop.example', 'trb_pk_1');
  expect(report('VIEW', shown('a'))).toBe(false);
  vi.advanceTimersByTime(5_000);
  consent(true);
  expect(report('VIEW', shown('a'))).toBe(true);
  consent(false);
  vi.advanceTimersByTime(5_000);
  expect(sent).toEqual([]);
});

test('views are gathered, once each, with their proofs', () => {
  consent(true);
  const { report } = reporter('https://go.shop.example', 'trb_pk_1');
  for (const id of ['a', 'b', 'a']) report('VIEW', shown(id));
  report('VIEW', shown('without', null));
  report('MOMENT_CLICK', shown('a'));
  report('PRODUCT_CLICK', shown('a'));
  expect(sent).toEqual([]);
  vi.advanceTimersByTime(1_000);
  expect(sent).toEqual([
    {
      address: 'https://go.shop.example/v1/events',
      body: {
        key: 'trb_pk_1',
        events: [
          { kind: 'VIEW', momentId: 'a', token: 'token-a' },
          { kind: 'VIEW', momentId: 'b', token: 'token-b' },
          { kind: 'MOMENT_CLICK', momentId: 'a', token: 'token-a' },
          { kind: 'PRODUCT_CLICK', momentId: 'a', token: 'token-a' },
        ],
      },
    },
  ]);
});

test('a report has at most a hundred events, and the visitor’s last click', () => {
  consent(true);
  localStorage.setItem('trb_clicks', JSON.stringify([{ id: 'click-1', at: Date.now() - 1000 }]));
  const { report, flush } = reporter('https://go.shop.example', 'trb_pk_1');
  for (let id = 0; id < 130; id += 1) report('VIEW', shown(`${id}`));
  flush();
  expect(sent.map(({ body }) => body.events.length)).toEqual([100, 30]);
  expect(sent[0]?.body.events[0]?.clickId).toBe('click-1');
});

test('where a browser has no beacons a request outlives the page', () => {
  consent(true);
  const fetched = vi.fn().mockRejectedValue(new Error('offline'));
  vi.stubGlobal('navigator', {});
  vi.stubGlobal('fetch', fetched);
  const { report, flush } = reporter('https://go.shop.example', 'trb_pk_1');
  report('VIEW', shown('a'));
  flush();
  expect(fetched.mock.calls[0]?.[1]).toMatchObject({ method: 'POST', keepalive: true, credentials: 'omit' });
});

test('t.js speaks where it is, and what it keeps is read where it is not', () => {
  localStorage.setItem('trb_consent', 'true');
  localStorage.setItem('trb_clicks', JSON.stringify([{ id: 'old', at: Date.now() - 31 * 24 * 3600 * 1000 }]));
  expect([consented(), clickId(Date.now())]).toEqual([true, null]);
  let word = false;
  const script = {
    clickIds: () => ['from-t.js'],
    consent: (given?: boolean) => {
      word = given ?? word;
      return word;
    },
  };
  (window as { Tributary?: unknown }).Tributary = script;
  expect([consented(), clickId(Date.now())]).toEqual([false, 'from-t.js']);
  consent(true);
  expect(word).toBe(true);
});

test('a browser that keeps nothing still has a word', () => {
  vi.stubGlobal('localStorage', {
    getItem: () => {
      throw new Error('denied');
    },
    setItem: () => {
      throw new Error('denied');
    },
  });
  expect(consented()).toBe(false);
  consent(true);
  expect(consented()).toBe(true);
  consent(false);
  expect(consented()).toBe(false);
});
