import { expect, test } from 'vitest';
import { NOTHING, type Order, type Totals } from './evaluate';
import { flat, percent, recurs, rules, tiers, totals } from './examples';
import { explain } from './explain';
import { tryOn } from './settle';
import { LINE, orderOf, type Typed, totalsOf, UNTYPED } from './trial';
import type { Known } from './version';

const version = (all: Known['rules'], more: Partial<Known> = {}): Known => ({
  rules: all,
  period: 'MONTH',
  bonuses: [],
  capPerOrder: null,
  capPerPeriod: null,
  odd: false,
  ...more,
});
/** What is typed of an order of one line. */
type One = Partial<Typed> & { amount?: string; quantity?: string };
const typedOf = ({ amount = '120', quantity = '1', ...typed }: One): Typed => ({
  ...UNTYPED,
  lines: [{ ...LINE, amount, quantity }],
  ...typed,
});
const said = (of: Known, typed: One, before: Totals = NOTHING) => {
  const order = orderOf(typedOf(typed), 'GBP') as Order;
  const found = tryOn(of, order, before);
  return { ...explain(found, { version: of, order, before, currency: 'GBP' }), total: found.total };
};

test('says which rule won and why each earlier one did not, with sums to the cent', () => {
  const of = version(
    rules(
      [{ categories: ['lamps'] }, percent(1500)],
      [{ countries: ['GB'] }, percent(1400)],
      [{ order_minor_min: 20000 }, percent(1200)],
      [{}, flat('LEAD', 200)],
      [{ customer: 'RETURNING' }, percent(1100)],
      [{ period_sales_min: 9 }, percent(1000)],
      [{}, percent(825)],
      [{}, percent(1)],
    ),
  );
  const { passed, won, after, total } = said(of, { amount: '120.13', country: 'FR', customer: 'NEW' });
  expect(passed.map(({ place, why }) => `${place} ${why}`)).toEqual([
    '1 is for goods in lamps.',
    '2 is for buyers in the United Kingdom; this one is in France.',
    '3 is for orders of £200.00 or more.',
    '4 is for leads.',
    '5 is for buyers who bought before.',
    '6 counts from the 10th sale of the month on.',
  ]);
  expect(won).toEqual([
    { place: 7, name: 'rule 7', lines: [], steps: ['8.25 % of £120.13 is £9.910725, rounded to £9.91'] },
  ]);
  expect([after, total]).toEqual([[], 991n]);
});

test('shows a graduated rate over its steps', () => {
  const steps: [number, number][] = [
    [0, 500],
    [100000, 800],
    [105000, 1000],
  ];
  const of = version(rules([{}, tiers('GRADUATED', 'AMOUNT', steps)]));
  expect(said(of, { amount: '120' }, totals(3, 95000)).won[0]?.steps).toEqual([
    'Before this order the month stands at £950.00, so it lies in several steps',
    '5 % of the £50.00 up to £1,000.00 is £2.50',
    '8 % of the £50.00 up to £1,050.00 is £4.00',
    '10 % of the £20.00 above £1,050.00 is £2.00',
    'Together £8.50',
  ]);
  expect(said(of, { amount: '120' }, totals(3, 0)).won[0]?.steps).toEqual([
    'Before this order the month stands at £0.00: it lies in the step of 5 %',
    '5 % of £120.00 is £6.00',
  ]);
});

test('shows what a retroactive step adds, bonuses, and what caps cut', () => {
  const of = version(
    rules([
      {},
      tiers('RETROACTIVE', 'AMOUNT', [
        [0, 500],
        [100000, 1000],
      ]),
    ]),
    {
      capPerOrder: 1000n,
      capPerPeriod: 10000n,
      bonuses: [{ name: 'A thousand', measure: 'AMOUNT', goal: 100000n, minor: 2500n }],
    },
  );
  const typed = { amount: '120', sold: '950', paid: '47.50' };
  const before = totalsOf(typedOf(typed), of, 'GBP');
  expect(before).toEqual({ sales: 0n, amount: 95000n, paid: 4750n, tiered: 95000n, tieredPaid: 4750n });
  const { won, after, total } = said(of, typed, before);
  expect(won[0]?.steps).toEqual([
    'With this order the month comes to £1,070.00: the step of 10 %',
    '10 % of £120.00 is £12.00',
  ]);
  expect(after).toEqual([
    'One sale pays £10.00 at most: £2.00 less',
    '10 % now counts for the £950.00 before it too: that is £95.00, less £47.50 earned for it, so £47.50 more',
    '£100.00 is the most in the month, of which £42.50 was left: £5.00 less',
    '“A thousand” is reached: £25.00 more',
    '£100.00 is the most in the month, of which £0.00 was left: £25.00 less',
  ]);
  expect(total).toBe(1000n + 4250n);
});

test('knows the month of a subscription', () => {
  const of = version(rules([{}, percent(1000), recurs(2, { bps: 500, months: 1 })], [{}, flat('ORDER', 100), {}]));
  const at = (renewal: string) => said(of, { amount: '10', renewal });
  expect(['1', '2', '3', '4'].map((month) => Number(at(month).total))).toEqual([100, 100, 50, 100]);
  expect(at('3').won[0]?.steps).toEqual([
    'The first 2 months are over, so what follows them counts',
    '5 % of £10.00 is £0.50',
  ]);
  expect(at('4').passed[0]?.why).toBe(
    'counts for the first 2 months of a subscription, then 5 % for 1 month more; that is over.',
  );
});

test('a sum is never more than the goods cost', () => {
  expect(said(version(rules([{}, flat('ITEM', 500)])), { amount: '12', quantity: '3' }).won[0]?.steps).toEqual([
    '3 × £5.00 is £15.00',
    'Never more than the goods cost: £12.00',
  ]);
});
