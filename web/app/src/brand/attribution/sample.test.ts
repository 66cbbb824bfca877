import { expect, test } from 'vitest';
import { STANDARD, UNBOUNDED } from '@/attribution/policy';
import { agoOf, FIRST_PATH, inOrder, type Part, shareOut, withOneMore } from './sample';
import { minutesOf, typedSpan } from './span';

const bps = (parts: Part[]) => Object.fromEntries(parts.map((part) => [part.party, part.bps]));

test('the first path under the policy a brand starts with', () => {
  const { steps, parts } = shareOut(STANDARD, FIRST_PATH);
  expect(bps(parts)).toEqual({ ines: 4_000, joe: 1_000, sam: 1_000, coupons: 4_000 });
  expect(parts.find(({ closer }) => closer)?.party).toBe('coupons');
  expect([...steps.values()].map((step) => step.bps)).toEqual([4_000, 1_000, 1_000, 4_000]);
});

test('limits show what they took: closer at least 50 %, creators together at most 30 %', () => {
  const draft = {
    ...STANDARD,
    affiliates: UNBOUNDED,
    closer: { floorBps: 5_000, ceilingBps: 10_000 },
    creators: { floorBps: 0, ceilingBps: 3_000 },
  };
  const { parts } = shareOut(draft, FIRST_PATH);
  expect(bps(parts)).toEqual({ ines: 2_400, joe: 1_400, sam: 600, coupons: 5_600 });
  expect(parts.map(({ unboundedBps }) => unboundedBps)).toEqual([4_000, 1_000, 1_000, 4_000]);
  const equal = shareOut({ ...draft, model: 'LINEAR' }, FIRST_PATH);
  expect(bps(equal.parts)).toEqual({ ines: 1_500, joe: 2_000, sam: 1_500, coupons: 5_000 });
});

test('a late coupon site steps back, and what is too early does not count', () => {
  const draft = { ...STANDARD, viewWindowDays: 0, standDown: { minutes: 60, keepsBps: 0 } };
  const { steps, parts } = shareOut(draft, FIRST_PATH);
  expect(steps.get(3)?.standing).toBe('OUTSIDE_WINDOW');
  expect(steps.get(4)?.standing).toBe('STOOD_DOWN');
  expect(bps(parts)).toEqual({ ines: 5_000, joe: 5_000 });
});

test('a touch without a time is left out, and keeps its place', () => {
  const path = FIRST_PATH.map((step) => (step.id === 2 ? { ...step, ago: ' days' } : step));
  expect(shareOut(STANDARD, path).steps.has(2)).toBe(false);
  expect(inOrder(path)).toEqual(path);
  expect(inOrder([...FIRST_PATH].reverse())).toEqual(FIRST_PATH);
});

test('one more is another one, and comes last', () => {
  const path = withOneMore(FIRST_PATH);
  expect(path.at(-1)?.id).toBe(5);
  expect(inOrder(path).at(-1)?.id).toBe(5);
  expect(FIRST_PATH.map(agoOf)).toEqual([7_200, 4_320, 360, 2]);
});

test('spans are read in their unit and written in the longest', () => {
  expect(typedSpan(10_080)).toBe('7 days');
  expect(typedSpan(90)).toBe('90 minutes');
  expect(typedSpan(0)).toBe('0 minutes');
  expect(minutesOf('36 hours', 60, 525_600)).toBe(2_160);
  for (const bad of ['', 'days', ' days', '1.5 days', '-1 days', '366 days', '0 hours']) {
    expect(minutesOf(bad, 60, 525_600), bad).toBeNull();
  }
});
