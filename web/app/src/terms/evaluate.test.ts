// The examples of `crates/domain/src/reward/tests`: what is tried here pays what the server pays.
import { expect, test } from 'vitest';
import { evaluate, halfEven, NOTHING, type Order } from './evaluate';
import { flat, type Json, lead, order, percent, recurs, rules, tiers, totals } from './examples';
import type { Rule } from './rules';

const earned = (all: Rule[], of = order(), before = NOTHING) => Number(evaluate(all, of, before).gives);
const reason = (predicate: Json, of = order(), before = NOTHING) => {
  const { gives, passedOver } = evaluate(rules([predicate, percent(1000)]), of, before);
  expect(gives).toBe(0n);
  return passedOver[0]?.reason;
};

test('a rate is taken once on the sum and rounds half even', () => {
  const tenth = rules([{}, percent(1000)]);
  expect(earned(tenth)).toBe(61);
  const [mug] = order().lines;
  const of = (...amounts: bigint[]) =>
    order({ lines: amounts.map((amount) => ({ ...(mug as never as Order['lines'][0]), amount })) });
  // Line by line twice 0.5 would round to nothing.
  expect(earned(tenth, of(5n, 5n))).toBe(1);
  expect(earned(tenth, of(15n, 10n))).toBe(2);
  expect([5n, 15n, 25n, -5n, -15n].map((x) => halfEven(x, 10n))).toEqual([0n, 2n, 2n, 0n, -2n]);
});

test('the first matching rule wins each line even when a later one gives more', () => {
  const { gives, applied, passedOver } = evaluate(
    rules([{ skus: ['MUG'] }, percent(100)], [{}, percent(5000)], [{ skus: ['MUG', 'PEN'] }, flat('ORDER', 9)]),
    order(),
    NOTHING,
  );
  expect(applied.map(({ base, gives: part }) => [base, part])).toEqual([
    [500n, 5n],
    [111n, 56n],
  ]);
  expect(gives).toBe(61n);
  expect(passedOver.map((one) => one.reason)).toEqual(['EARLIER_RULE']);
});

test('flat rewards count once or per item and never exceed their lines', () => {
  const of = (predicate: Json, reward: Json) => earned(rules([predicate, reward]));
  expect(of({}, flat('ORDER', 500))).toBe(500);
  expect(of({}, flat('ORDER', 900))).toBe(611);
  expect(of({}, flat('ITEM', 50))).toBe(250);
  expect(of({ skus: ['PEN'] }, flat('ITEM', 50))).toBe(111);
  expect(of({}, flat('ITEM', 1_000_000_000_000))).toBe(611);
});

test('postage earns nothing', () => {
  expect(reason({ skus: ['POST'] })).toBe('NO_LINE');
  expect(earned(rules([{}, flat('ORDER', 500)]), order({ lines: order().lines.slice(2) }))).toBe(0);
});

test('predicates say why they do not match', () => {
  expect(reason({ countries: ['EIRE'] })).toBe('COUNTRY');
  expect(reason({ codes: ['WINTER'] })).toBe('CODE');
  expect(reason({ categories: ['Garden'] })).toBe('NO_LINE');
  // Words for goods are compared to the letter, countries and codes in any case.
  expect(reason({ categories: ['home'] })).toBe('NO_LINE');
  expect(reason({ order_minor_min: 1012 })).toBe('ORDER_TOO_SMALL');
  expect(reason({ order_minor_max: 1010 })).toBe('ORDER_TOO_LARGE');
  const all = {
    countries: ['united kingdom'],
    codes: ['spring'],
    categories: ['Home'],
    order_minor_min: 1011,
    order_minor_max: 1011,
  };
  expect(earned(rules([all, percent(1000)]))).toBe(50);
  for (const kept of [
    { period_sales_min: 3 },
    { period_sales_max: 1 },
    { period_minor_min: 21 },
    { period_minor_max: 19 },
  ]) {
    expect(reason(kept, order(), totals(2, 20))).toBe('PERIOD_TOTALS');
  }
  expect(reason({}, order({ renewal: 0 }))).toBe('NOT_RECURRING');
  expect(reason({ customer: 'NEW' })).toBe('CUSTOMER');
});

test('leads earn by rules for leads only, clicks by none of them', () => {
  const all = rules([{}, percent(1000)], [{}, flat('LEAD', 200)], [{}, flat('LEAD', 300)]);
  const { gives, passedOver } = evaluate(all, lead, NOTHING);
  expect(gives).toBe(200n);
  expect(passedOver.map((one) => one.reason)).toEqual(['KIND', 'EARLIER_RULE']);
  expect(earned(all)).toBe(61);
  expect(evaluate(rules([{}, flat('CLICK', 3)]), order(), NOTHING).passedOver[0]?.reason).toBe('KIND');
});

test('buyers and totals are told apart', () => {
  const by = (predicate: Json, of: Order, before = NOTHING) => earned(rules([predicate, percent(1000)]), of, before);
  expect([null, 'NEW', 'RETURNING'].map((customer) => by({ customer: 'NEW' }, order({ customer } as never)))).toEqual([
    0, 61, 0,
  ]);
  const tenth = { period_sales_min: 9, period_sales_max: 9 };
  expect([8, 9, 10].map((sales) => by(tenth, order(), totals(sales, 0)))).toEqual([0, 61, 0]);
  expect([999, 1000].map((amount) => by({ period_minor_min: 1000 }, order(), totals(0, amount)))).toEqual([0, 61]);
});

test('graduated tiers give each part its own rate', () => {
  const steps: [number, number][] = [
    [0, 500],
    [1000, 1000],
    [1500, 2000],
  ];
  // 611 from 900 on: 100 at 5 %, 500 at 10 %, 11 at 20 %: 5 + 50 + 2.2.
  const { gives, applied } = evaluate(rules([{}, tiers('GRADUATED', 'AMOUNT', steps)]), order(), totals(9, 900));
  expect(gives).toBe(57n);
  expect(applied[0]?.slices.map(({ from, bps, base }) => [from, bps, base])).toEqual([
    [0n, 500n, 100n],
    [1000n, 1000n, 500n],
    [1500n, 2000n, 11n],
  ]);
  // By sales a step counts conversions before: the third is in the step from 2.
  const bySales = rules([
    {},
    tiers('GRADUATED', 'SALES', [
      [0, 500],
      [2, 1000],
    ]),
  ]);
  expect([0, 1, 2, 3].map((sales) => earned(bySales, order(), totals(sales, 0)))).toEqual([31, 31, 61, 61]);
});

test('a subscription earns for its months, then by its second phase', () => {
  const at = (all: Rule[], renewal: number | null) => {
    const { gives, passedOver } = evaluate(all, order({ renewal }), NOTHING);
    return [Number(gives), ...passedOver.map((one) => one.reason)];
  };
  const of = (recurring?: Json, second?: Json) => rules([{}, percent(1000), recurring], [{}, flat('ORDER', 9), second]);
  expect(at(of(), 1)).toEqual([0, 'NOT_RECURRING', 'NOT_RECURRING']);
  const phased = of(recurs(3, { bps: 500, months: 2 }));
  expect([null, 0, 2, 3, 4, 5].map((renewal) => at(phased, renewal)[0])).toEqual([61, 61, 61, 31, 31, 0]);
  expect(at(phased, 5)).toEqual([0, 'RECURRING_ENDED', 'NOT_RECURRING']);
  // A later rule is asked when an earlier one has ended.
  expect(at(of(recurs(3, { bps: 500, months: 2 }), {}), 99)).toEqual([9, 'RECURRING_ENDED']);
  expect(at(of(recurs(1, { bps: 100 }), {}), 99)[0]).toBe(6);
});

test('tiers are for the first months and the second phase is plain', () => {
  const all = rules([{}, tiers('RETROACTIVE', 'AMOUNT', [[0, 1000]]), recurs(1, { bps: 500 })]);
  const at = (renewal: number) => evaluate(all, order({ renewal }), NOTHING).applied[0];
  expect(at(0)).toMatchObject({ gives: 61n, retroactive: true, phase: null, slices: [{}] });
  expect(at(1)).toMatchObject({ gives: 31n, retroactive: false, phase: { bps: 500n, months: null }, slices: [] });
});
