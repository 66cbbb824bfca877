import { expect, test } from 'vitest';
import { evidenceWords, type Found, named } from './evidence';
import { groups, type HeldRow, scoreOf } from './groups';
import { signals } from './texts';

const NAMES = new Map([
  ['link_1', 'wren'],
  ['affiliate_2', 'Otto Brandt'],
]);
const EVIDENCE: Record<Found['signal'], unknown> = {
  SELF_REFERRAL_EMAIL: { affiliate: 'affiliate_1' },
  SELF_REFERRAL_DEVICE: { visitor: 'visitor_1', browsers: 2 },
  SELF_REFERRAL_PAYOUT_ACCOUNT: { affiliates: ['affiliate_2'], count: 1 },
  CLICK_FLOOD: { link: 'link_1', clicks: 1612, allowed: 500 },
  DUPLICATE_VISITORS: { link: 'link_9', clicks: 240, repeats: 180 },
  TOO_SOON: { touch: 'touch_1', seconds: 3, least: 10 },
  LEAKED_CODE: { uses: 60, withoutClick: 58, host: 'codes.example' },
  DISPOSABLE_EMAIL: { disposable: true },
  BANNED_REFERRER: { touch: 'touch_1', host: 'win.spam.example' },
  SHARED_PAYOUT_ACCOUNT: { affiliates: ['affiliate_2', 'affiliate_3'], count: 2 },
};

test('each signal tells its evidence in words, never by an id', () => {
  const all = (Object.keys(signals) as Found['signal'][]).map((signal) => ({ signal, evidence: EVIDENCE[signal] }));
  const told = all.map((found) => evidenceWords(found, NAMES).join(' '));
  for (const [at, { signal }] of all.entries()) {
    expect(told[at], signal).toMatch(/\w+.*\.$/);
    expect(told[at], signal).not.toMatch(/_\d|[{}"]|undefined|null|NaN/);
  }
  expect(evidenceWords({ signal: 'CLICK_FLOOD', evidence: EVIDENCE.CLICK_FLOOD }, NAMES)).toEqual([
    'The link “wren” had 1,612 clicks within the hour before; 500 are a flood.',
  ]);
  expect(evidenceWords({ signal: 'DUPLICATE_VISITORS', evidence: EVIDENCE.DUPLICATE_VISITORS }, NAMES)).toEqual([
    '180 of the 240 clicks of the link within a week were repeats: 75 %.',
  ]);
  expect(named(all)).toEqual({ links: ['link_1', 'link_9'], affiliates: ['affiliate_2', 'affiliate_3'] });
});

test('a code that nobody leaked by itself is not said to be used by strangers', () => {
  const evidence = { uses: 3, withoutClick: 0, host: 'codes.example' };
  expect(evidenceWords({ signal: 'LEAKED_CODE', evidence }, NAMES)).toEqual([
    'A visitor on this path came from codes.example, where coupon codes are collected.',
  ]);
});

const row = (id: string, payee: string, minor: string, more: Partial<HeldRow> = {}): HeldRow => ({
  id,
  state: 'HELD',
  amount: { minor, currency: 'GBP' },
  maturesAt: '2026-12-01',
  holdReason: null,
  payee: { id: payee, name: payee, kind: 'AFFILIATE' },
  adjusts: null,
  conversion: { id: 'sale' },
  fraudFindings: [],
  ...more,
});

test('what one payee has held of one sale is one thing to decide, with its corrections', () => {
  const found = groups([
    row('a', 'wren', '800'),
    row('bonus', 'wren', '500'),
    row('back', 'wren', '-300', { adjusts: { id: 'a' } }),
    row('b', 'otto', '100'),
    row('c', 'wren', '70', { conversion: { id: 'another' } }),
    row('d', 'wren', '70', { state: 'PENDING' }),
    row('clicks', 'wren', '30', { conversion: null }),
    row('stray', 'otto', '-10', { adjusts: { id: 'elsewhere' }, conversion: { id: 'elsewhere' } }),
  ]);
  expect(
    found.map(({ originals, sum, corrected }) => [originals.map(({ id }) => id).join(), sum.minor, corrected]),
  ).toEqual([
    ['a,bonus', '1000', true],
    ['b', '100', false],
    ['c', '70', false],
    ['clicks', '30', false],
  ]);
});

test('a score is of the findings about a payee and about the buyer, a hundred at most', () => {
  const findings = [
    { points: 60, payee: { id: 'wren' } },
    { points: 25, payee: null },
    { points: 90, payee: { id: 'otto' } },
  ];
  expect([scoreOf(findings, 'wren'), scoreOf(findings, 'otto'), scoreOf(findings, 'robin')]).toEqual([85, 100, 25]);
});
