import { expect, test } from 'vitest';
import { change, heights, periods } from './figures';

test('two periods of thirty days meet and do not overlap, over the ends of months and years', () => {
  expect(periods(new Date('2026-01-15T23:30:00Z'))).toEqual({
    from: '2025-12-17',
    to: '2026-01-15',
    fromBefore: '2025-11-17',
    toBefore: '2025-12-16',
  });
});

test('a change is of the period before, and there is none from nothing', () => {
  expect([change(150n, 100n), change(50n, 100n), change(0n, 3n), change(5n, 0n)]).toEqual([50n, -50n, -100n, null]);
  expect(change(50n, -100n)).toBe(150n);
});

test('the highest bar is whole, and what came to nothing or less has none', () => {
  expect(heights([0n, 9007199254740993n, 4503599627370496n, -5n])).toEqual([0, 1000, 499, 0]);
  expect(heights([0n, 0n])).toEqual([0, 0]);
});
