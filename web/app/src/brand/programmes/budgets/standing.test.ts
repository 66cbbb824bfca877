import { expect, test } from 'vitest';
import { standing } from './standing';

const now = new Date('2026-11-27T12:00:00Z');
const money = (minor: number) => ({ minor: String(minor), currency: 'GBP' });
const of = (amount: number, reserved: number, startsAt = '2026-11-01T00:00:00Z', endsAt: string | null = null) => {
  const { left, filled, state } = standing({ amount: money(amount), reserved: money(reserved), startsAt, endsAt }, now);
  return [left.minor, filled, state];
};

test('says what is left, and how much is taken', () => {
  expect(of(10_000, 2_500)).toEqual(['7500', 25, 'NOW']);
  expect(of(10_000, 0)).toEqual(['10000', 0, 'NOW']);
  expect(of(10_000, 1)).toEqual(['9999', 1, 'NOW']);
  expect(of(10_000, 9_999)).toEqual(['1', 99, 'NOW']);
  expect(of(10_000, 10_000)).toEqual(['0', 100, 'SPENT']);
});

test('holds from its start until before its end', () => {
  expect(of(10, 0, '2026-11-27T12:00:00Z')[2]).toBe('NOW');
  expect(of(10, 0, '2026-11-27T12:00:01Z')[2]).toBe('COMING');
  expect(of(10, 0, '2026-11-01T00:00:00Z', '2026-11-27T12:00:00Z')[2]).toBe('OVER');
  expect(of(10, 10, '2026-11-01T00:00:00Z', '2026-11-27T12:00:00Z')[2]).toBe('OVER');
});
