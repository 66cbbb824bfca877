import { expect, test } from 'vitest';
import { recurs } from './examples';
import { bpsOf, isKnown, percent, readRule } from './rules';

const read = (rule: object) => readRule({ name: 'one', predicate: {}, reward: {}, recurring: null, ...rule });
const PERCENT = { kind: 'PERCENT', bps: 1500 };

test('reads all that a rule holds', () => {
  const predicate = {
    skus: ['a'],
    categories: ['lamps'],
    countries: ['GB'],
    codes: ['MARA'],
    order_minor_min: 1,
    order_minor_max: 2,
    customer: 'NEW',
    period_sales_min: 3,
    period_sales_max: 4,
    period_minor_min: 5,
    period_minor_max: 6,
  };
  const tiers = { kind: 'TIERS', measure: 'SALES', mode: 'RETROACTIVE', tiers: [{ from: 0, bps: 5 }] };
  expect(read({ predicate, reward: tiers, recurring: recurs(3, { bps: 500, months: 2 }) })).toEqual({
    name: 'one',
    when: {
      skus: ['a'],
      categories: ['lamps'],
      countries: ['GB'],
      codes: ['MARA'],
      orderMin: 1n,
      orderMax: 2n,
      customer: 'NEW',
      salesMin: 3n,
      salesMax: 4n,
      amountMin: 5n,
      amountMax: 6n,
    },
    reward: { kind: 'TIERS', measure: 'SALES', mode: 'RETROACTIVE', tiers: [{ from: 0n, bps: 5n }] },
    recurring: { months: 3, after: { bps: 500n, months: 2 } },
  });
  for (const kind of ['ORDER', 'ITEM', 'LEAD', 'CLICK'].map((of) => `FLAT_PER_${of}`)) {
    expect(read({ reward: { kind, minor: 7 } })).toMatchObject({ reward: { kind, minor: 7n } });
  }
  expect(read({ reward: PERCENT, recurring: {} })).toMatchObject({ recurring: { months: null, after: null } });
});

test('a rule with anything in it that is not known is unknown as a whole, and never left out', () => {
  const unknown = [
    { reward: { kind: 'PER_MOON', minor: 1 } },
    { reward: { kind: 'PERCENT', bps: 5, cap: 1 } },
    { reward: { kind: 'PERCENT', bps: 1.5 } },
    { reward: { kind: 'PERCENT' } },
    { reward: null },
    { reward: PERCENT, predicate: { weekday: 'MONDAY' } },
    { reward: PERCENT, predicate: { customer: 'LOYAL' } },
    { reward: PERCENT, predicate: { skus: [1] } },
    { reward: PERCENT, predicate: { order_minor_min: '1.5' } },
    { reward: PERCENT, recurring: { weeks: 2 } },
    { reward: PERCENT, recurring: recurs(1, { minor: 5 }) },
    { reward: { kind: 'TIERS', measure: 'CLICKS', mode: 'GRADUATED', tiers: [] } },
    { reward: { kind: 'TIERS', measure: 'SALES', mode: 'BOTH', tiers: [] } },
    { reward: { kind: 'TIERS', measure: 'SALES', mode: 'GRADUATED', tiers: [{ from: 0, bps: 1, to: 2 }] } },
    { reward: { kind: 'TIERS', measure: 'SALES', mode: 'GRADUATED' } },
  ];
  for (const rule of unknown) {
    const line = read(rule);
    expect(isKnown(line), JSON.stringify(rule)).toBe(false);
    expect(line.name).toBe('one');
  }
});

test('says percentages exactly', () => {
  expect(percent(1250n)).toBe('12.5 %');
  expect(percent(5n)).toBe('0.05 %');
});

test('reads percentages as people type them', () => {
  expect(['12.5', '7 %', '100', '0.05'].map(bpsOf)).toEqual([1250, 700, 10000, 5]);
  expect(['100.01', '1.234', '-1', 'ten', ''].map(bpsOf)).toEqual([null, null, null, null, null]);
});
