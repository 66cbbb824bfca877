import { expect, test } from 'vitest';
import { signals } from '@/brand/fraud/texts';
import type { FraudSignal, ThresholdPartsFragment } from './query.gen';
import { changes, check, effect, initialValues, KINDS } from './values';

const STANDING: ThresholdPartsFragment = {
  points: (Object.keys(signals) as FraudSignal[]).map((signal) => ({ signal, points: 40 })),
  holdAt: 70,
  tooSoonSeconds: 10,
  floodClicksPerHour: 500,
  duplicatePercent: 60,
  duplicateClicksMin: 100,
  leakedPercent: 90,
  leakedUsesMin: 50,
  bannedReferrers: ['spam.example'],
  couponHosts: [],
  updatedAt: null,
};

test('every signal there is can be set, once', () => {
  const shown = KINDS.flatMap(({ signals: some }) => some.map(({ signal }) => signal));
  expect([...shown].sort()).toEqual(Object.keys(signals).sort());
});

test('what stands is sent by nobody, and what was changed alone', () => {
  const values = initialValues(STANDING);
  expect(check(values)).toEqual({});
  expect(changes(values, STANDING)).toEqual({});
  const changed = {
    ...values,
    holdAt: ' 60 ',
    'points.TOO_SOON': '0',
    bannedReferrers: 'Spam.example\n\nwin.example, ',
  };
  expect(check(changed)).toEqual({});
  expect(changes(changed, STANDING)).toEqual({
    holdAt: 60,
    points: [{ signal: 'TOO_SOON', points: 0 }],
    bannedReferrers: ['spam.example', 'win.example'],
  });
  expect(changes({ ...values, bannedReferrers: '' }, STANDING)).toEqual({ bannedReferrers: [] });
});

test.each([
  ['holdAt', '0'],
  ['holdAt', '101'],
  ['points.TOO_SOON', '-1'],
  ['points.TOO_SOON', '101'],
  ['tooSoonSeconds', '1.5'],
  ['leakedUsesMin', '1001'],
  ['bannedReferrers', 'https://spam.example'],
  ['couponHosts', '*.deals.example'],
  ['couponHosts', 'deals'],
])('%s is not %s, and it is said beside it', (name, typed) => {
  expect(Object.keys(check({ ...initialValues(STANDING), [name]: typed }))).toEqual([name]);
});

test('a signal holds by itself where it is worth as much as holding takes', () => {
  expect([effect('0', '70'), effect('70', '70'), effect('69', '70'), effect('x', '70'), effect('5', '')]).toEqual([
    'OFF',
    'ALONE',
    'TOGETHER',
    null,
    null,
  ]);
});
