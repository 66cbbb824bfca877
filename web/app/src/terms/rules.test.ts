import { expect, test } from 'vitest';
import { bpsOf, conditions, type Order, percent, readRules, reward, tryOn } from './rules';

const RULES = readRules([
  { name: 'Lamps', predicate: { categories: ['lamps'] }, reward: { kind: 'PERCENT', bps: 1500 } },
  {
    name: 'Large',
    predicate: { order_minor_min: 10000, countries: ['GB', 'IE'] },
    reward: { kind: 'PERCENT', bps: 1200 },
  },
  { name: 'Leads', predicate: {}, reward: { kind: 'FLAT_PER_LEAD', minor: 200 } },
  { name: 'Rest', predicate: {}, reward: { kind: 'FLAT_PER_ITEM', minor: 150 } },
  { name: 'Of the future', predicate: {}, reward: { kind: 'PER_MOON' } },
]);
const order = (more: Partial<Order>): Order => ({
  lead: false,
  minor: 1000n,
  quantity: 1n,
  sku: '',
  category: '',
  country: 'GB',
  code: '',
  ...more,
});
const gives = (more: Partial<Order>) => {
  const found = tryOn(RULES, order(more), 'GBP');
  return found && `${RULES[found.at]?.name} ${found.gives.minor}`;
};

test('the first rule that fits wins, whatever a later one would give', () => {
  expect(RULES.map(({ name }) => name)).toEqual(['Lamps', 'Large', 'Leads', 'Rest']);
  expect(gives({ category: 'Lamps', minor: 20000n })).toBe('Lamps 3000');
  expect(gives({ minor: 10000n, country: 'gb' })).toBe('Large 1200');
  expect(gives({ minor: 10000n, country: 'FR', quantity: 3n })).toBe('Rest 450');
  expect(gives({ lead: true, minor: 0n })).toBe('Leads 200');
  expect(tryOn(RULES.slice(0, 1), order({}), 'GBP')).toBeNull();
});

test('halves go to the even one, and nothing gives more than the order', () => {
  const half = readRules([{ name: 'Half', predicate: {}, reward: { kind: 'PERCENT', bps: 5000 } }]);
  expect(tryOn(half, order({ minor: 5n }), 'GBP')?.gives.minor).toBe('2');
  expect(tryOn(half, order({ minor: 7n }), 'GBP')?.gives.minor).toBe('4');
  expect(gives({ minor: 100n })).toBe('Rest 100');
});

test('says it in words', () => {
  expect(reward(RULES[0] as never, 'GBP')).toBe('15 % of the goods');
  expect(conditions(RULES[1] as never, 'GBP')).toEqual(['buyers in GB or IE', 'orders of £100.00 or more']);
  expect(percent(1250n)).toBe('12.5 %');
  expect(percent(5n)).toBe('0.05 %');
});

test('reads percentages as people type them', () => {
  expect(['12.5', '7 %', '100', '0.05'].map(bpsOf)).toEqual([1250, 700, 10000, 5]);
  expect(['100.01', '1.234', '-1', 'ten', ''].map(bpsOf)).toEqual([null, null, null, null, null]);
});
