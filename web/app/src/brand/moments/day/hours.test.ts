import { expect, test } from 'vitest';
import { busiest, ceiling, hourName, hoursOf, sumOf } from './hours';

const ROWS = [
  { hour: 7, intent: 'BUY' as const, moments: 3 },
  { hour: 7, intent: null, moments: 2 },
  { hour: 21, intent: 'KNOW' as const, moments: 5 },
  { hour: 21, intent: 'NONE' as const, moments: 1 },
];

test('hours without moments are shown too, and what nobody has read is told apart from what wants nothing', () => {
  const hours = hoursOf(ROWS);
  expect(hours).toHaveLength(24);
  expect(hours[7]).toEqual({ hour: 7, all: 5, of: { BUY: 3, DO: 0, GO: 0, KNOW: 0, NONE: 0, UNREAD: 2 } });
  expect(hours[8]?.all).toBe(0);
  expect(sumOf(hours)).toEqual({ BUY: 3, DO: 0, GO: 0, KNOW: 5, NONE: 1, UNREAD: 2 });
});

test('the busiest hour; none of an empty day', () => {
  expect(busiest(hoursOf(ROWS))?.hour).toBe(21);
  expect(busiest(hoursOf([]))).toBeNull();
});

test('the axis ends in a round number', () => {
  expect([1, 2, 3, 7, 10, 11, 23, 60, 1000, 1001].map(ceiling)).toEqual([1, 2, 5, 10, 10, 20, 50, 100, 1000, 2000]);
  expect(ceiling(0)).toBe(1);
});

test('hours have two digits', () => {
  expect([hourName(0), hourName(21)]).toEqual(['00:00', '21:00']);
});
