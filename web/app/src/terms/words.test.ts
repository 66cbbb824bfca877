import { expect, test } from 'vitest';
import { flat, percent, recurs, rules, tiers } from './examples';
import { readRules } from './rules';
import { bonus, caps, conditions, earns, nth, reward, steps, subscription } from './words';

const [lamps, large, leads, clicks, graduated, back, bySales, backBySales, life] = rules(
  [{ categories: ['lamps'], customer: 'NEW' }, percent(1500), recurs(12, { bps: 500, months: 6 })],
  [{ order_minor_min: 10000, countries: ['GB', 'IE'] }, percent(1200)],
  [{}, flat('LEAD', 200)],
  [{}, flat('CLICK', 3)],
  [
    {},
    tiers('GRADUATED', 'AMOUNT', [
      [0, 500],
      [100000, 800],
      [500000, 1000],
    ]),
  ],
  [
    {},
    tiers('RETROACTIVE', 'AMOUNT', [
      [0, 500],
      [100000, 800],
    ]),
  ],
  [
    {},
    tiers('GRADUATED', 'SALES', [
      [0, 500],
      [2, 1000],
    ]),
  ],
  [
    {},
    tiers('RETROACTIVE', 'SALES', [
      [0, 500],
      [2, 1000],
    ]),
  ],
  [{}, percent(1000), {}],
) as [never, never, never, never, never, never, never, never, never];

test('says what a rule gives, and when', () => {
  expect(reward(lamps, 'GBP')).toBe('15 % of the goods');
  expect(conditions(lamps, 'GBP')).toEqual(['goods in lamps', 'first-time buyers']);
  expect(conditions(large, 'GBP')).toEqual(['buyers in the United Kingdom or Ireland', 'orders of £100.00 or more']);
  expect([leads, clicks].map((rule) => reward(rule, 'GBP'))).toEqual(['£2.00 a lead', '£0.03 a click that counts']);
});

test('says every step', () => {
  expect(reward(graduated, 'GBP')).toBe('5 to 10 % of the goods, by steps');
  expect(steps(graduated, 'MONTH', 'GBP')).toEqual([
    '5 % of the first £1,000.00 sold in the month',
    '8 % of what lies between £1,000.00 and £5,000.00',
    '10 % of what lies above £5,000.00',
  ]);
  expect(steps(back, 'QUARTER', 'GBP')).toEqual([
    '5 % to begin with',
    '8 % of everything in the quarter once it comes to £1,000.00',
  ]);
  expect(steps(bySales, 'YEAR', 'GBP')).toEqual([
    '5 % from the first sale of the year on',
    '10 % from the 3rd sale on',
  ]);
  expect(steps(backBySales, 'MONTH', 'GBP')[1]).toBe('10 % from the 3rd sale on, and for those before it too');
});

test('counts sales as people do: so many before is one more', () => {
  const when = (predicate: object) => conditions(rules([predicate as never, percent(1)])[0] as never, 'GBP', 'MONTH');
  expect(when({ period_sales_min: 9 })).toEqual(['from the 10th sale of the month on']);
  expect(when({ period_sales_max: 2 })).toEqual(['up to the 3rd sale of the month']);
  expect(when({ period_sales_min: 0, period_sales_max: 0 })).toEqual(['the 1st sale of the month']);
  expect(when({ period_sales_min: 1, period_sales_max: 3 })).toEqual(['the 2nd to the 4th sale of the month']);
  expect(when({ period_minor_min: 5000 })).toEqual(['once £50.00 were sold in the month']);
  expect([1n, 2n, 3n, 4n, 11n, 12n, 13n, 21n, 102n].map(nth)).toEqual(
    '1st 2nd 3rd 4th 11th 12th 13th 21st 102nd'.split(' '),
  );
});

test('says which payments of a subscription count, of others only where one recurs', () => {
  const all = [lamps, large, leads];
  expect(subscription(lamps, all)).toBe('for the first 12 months of a subscription, then 5 % for 6 months more');
  expect(subscription(large, all)).toBe('the first payment of a subscription only');
  expect(subscription(leads, all)).toBeNull();
  expect(subscription(large, [large])).toBeNull();
  expect(subscription(life, all)).toBe('for as long as a subscription runs');
});

test('says bonuses and caps', () => {
  const of = { name: 'x', measure: 'SALES', goal: 1000n, minor: 5000n } as const;
  expect(bonus(of, 'MONTH', 'GBP')).toBe('£50.00 once 1,000 sales are made in a month');
  expect(bonus({ ...of, measure: 'AMOUNT' }, 'YEAR', 'GBP')).toBe('£50.00 once £10.00 are sold in a year');
  const version = { period: 'QUARTER', bonuses: [], capPerOrder: 5000n, capPerPeriod: 100000n, odd: false } as const;
  expect(caps({ ...version, bonuses: [] }, 'GBP')).toEqual(['£50.00 for one sale', '£1,000.00 in a quarter']);
  expect(caps({ ...version, bonuses: [of], capPerOrder: null }, 'GBP')).toEqual([
    '£1,000.00 in a quarter, bonuses included',
  ]);
});

test('says terms in a line, those with a rule that is not known as well', () => {
  expect(earns([lamps, large], 'GBP')).toBe('15 % of the goods, and 1 more');
  expect(earns(readRules([{ name: 'x', predicate: {}, reward: { kind: 'PER_MOON' } }]), 'GBP')).toBe(
    'A rule this page does not know',
  );
  expect(earns([], 'GBP')).toBe('Nothing yet: it has no terms');
});
