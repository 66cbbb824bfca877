import { expect, test } from 'vitest';
import { change, counts, days, type Happening, PERIOD_DAYS, worths } from './figures';

const now = new Date(2026, 10, 26, 12);
const ago = (hours: number, minor: string | null = null, currency = 'GBP'): Happening => ({
  at: new Date(now.getTime() - hours * 3_600_000).toISOString(),
  worth: minor === null ? null : { minor, currency },
});

test('a period takes thirty days, and the one before it the thirty before', () => {
  const list = [ago(0), ago(30 * 24 - 1), ago(30 * 24), ago(60 * 24 - 1), ago(60 * 24)];
  expect(counts(list, now)).toEqual({ now: 2, before: 2 });
});

test('sums one currency, exactly', () => {
  const list = [ago(1, '9007199254740993'), ago(2, '1'), ago(3, '500', 'EUR'), ago(31 * 24, '7'), ago(4)];
  expect(worths(list, 'GBP', now)).toEqual({
    now: { minor: '9007199254740994', currency: 'GBP' },
    before: { minor: '7', currency: 'GBP' },
  });
});

test('a change is of the period before, and there is none from nothing', () => {
  expect([change(150n, 100n), change(50n, 100n), change(0n, 3n), change(5n, 0n)]).toEqual([50n, -50n, -100n, null]);
});

test('every day of the period is there, today last', () => {
  const found = days([ago(0, '5'), ago(1, '6'), ago(24, '7'), ago(30 * 24, '8'), ago(2, '9', 'EUR')], 'GBP', now);
  expect(found).toHaveLength(PERIOD_DAYS);
  expect(found.slice(-2).map(({ worth }) => worth)).toEqual([7n, 11n]);
  expect(found.reduce((all, { worth }) => all + worth, 0n)).toBe(18n);
});
