// As the tests of `crates/domain/src/reward/whole.rs`.
import { expect, test } from 'vitest';
import { flat, percent, rules } from './examples';
import type { Bonus, Known } from './version';
import { aboveWhole } from './whole';

const bonus = (measure: Bonus['measure'], goal: bigint, minor: bigint): Bonus => ({
  name: `${measure} ${goal}`,
  measure,
  goal,
  minor,
});
const above = (all: Known['rules'], bonuses: Bonus[], capPerPeriod: bigint | null = null) =>
  aboveWhole({ rules: all, bonuses, capPerPeriod, period: 'MONTH', capPerOrder: null, odd: false });
const none = { unbounded: [], bonuses: [], rules: [] };

test('a bonus for a number of sales needs a cap of the period', () => {
  const some = [bonus('AMOUNT', 1000n, 10n), bonus('SALES', 10n, 5000n)];
  expect(above(rules([{}, percent(1000)]), some)).toEqual({ ...none, unbounded: [1] });
  expect(above(rules([{}, percent(1000)]), some, 100_000n)).toEqual(none);
});

test('shares and bonuses together may be all that is sold, and no more', () => {
  const tenth = rules([{}, percent(9000)]);
  expect(above(tenth, [bonus('AMOUNT', 1000n, 100n)])).toEqual(none);
  expect(above(tenth, [bonus('AMOUNT', 1000n, 101n)])).toEqual({ ...none, bonuses: [0] });
  // Those below it were paid by then.
  expect(above(tenth, [bonus('AMOUNT', 2000n, 150n), bonus('AMOUNT', 1000n, 60n)])).toEqual({ ...none, bonuses: [0] });
  expect(above(tenth, [bonus('AMOUNT', 1000n, 101n)], 1000n)).toEqual(none);
});

test('a sum an order is its share of the smallest order; an item brings all it costs', () => {
  const goal = [bonus('AMOUNT', 10_000n, 1000n)];
  expect(above(rules([{}, flat('ORDER', 500)]), goal)).toEqual({ ...none, rules: [0] });
  expect(above(rules([{ order_minor_min: 1000 }, flat('ORDER', 500)]), goal)).toEqual(none);
  expect(above(rules([{ order_minor_min: 550 }, flat('ORDER', 500)]), goal)).toEqual({ ...none, rules: [0] });
  expect(above(rules([{ order_minor_min: 1000 }, flat('ITEM', 5)]), goal)).toEqual({ ...none, rules: [0] });
  expect(above(rules([{}, flat('ORDER', 500)]), [])).toEqual(none);
});

test('sums for some lines come on top of each other, and of a share', () => {
  const half = (category: string) =>
    [{ categories: [category], order_minor_min: 1000 }, flat('ORDER', 500)] as [object, object];
  const goal = [bonus('AMOUNT', 10_000n, 1n)];
  expect(above(rules(half('lamps') as never), goal)).toEqual(none);
  expect(above(rules(half('lamps') as never, [{}, percent(4900)]), goal)).toEqual(none);
  expect(above(rules(half('lamps') as never, [{}, percent(5000)]), goal)).toEqual({ ...none, rules: [0] });
  expect(above(rules(half('lamps') as never, half('mugs') as never), goal)).toEqual({ ...none, rules: [0] });
});
