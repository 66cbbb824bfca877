import { expect, test } from 'vitest';
import { readRules } from '@/terms/rules';
import { blank, draftOf, inputOf, ruleOf, wrong } from './draft';

test('what is in force comes back unchanged from the editor', () => {
  const rules = readRules([
    {
      name: 'Lamps',
      predicate: { categories: ['lamps', 'oak'], order_minor_min: 100050 },
      reward: { kind: 'PERCENT', bps: 1205 },
    },
    { name: 'Leads', predicate: { countries: ['GB'], codes: ['A'] }, reward: { kind: 'FLAT_PER_LEAD', minor: 205 } },
  ]);
  expect(rules.map((rule) => ruleOf(draftOf(rule, 'GBP'), 'GBP'))).toEqual(rules);
});

test('becomes the input with one reward, whole minor units, and no empty words', () => {
  const draft = {
    ...blank(),
    name: ' Mugs ',
    reward: 'FLAT_PER_ITEM' as const,
    value: '1.5',
    countries: 'gb, , ie,GB',
    orderMin: '1,000',
  };
  expect(inputOf(draft, 'GBP')).toEqual({
    name: 'Mugs',
    reward: { flatPerItemMinor: '150' },
    predicate: {
      categories: [],
      skus: [],
      countries: ['GB', 'IE'],
      codes: [],
      orderMinorMin: '100000',
      orderMinorMax: null,
    },
  });
  expect(inputOf({ ...draft, reward: 'PERCENT', value: '12.5' }, 'GBP').reward).toEqual({ percentBps: 1250 });
});

test('says what is wrong beside its input', () => {
  const good = { ...blank(), name: 'Good', value: '10' };
  expect(wrong([good], 'GBP')).toEqual({});
  const found = wrong(
    [good, { ...blank(), value: '101' }, { ...good, reward: 'FLAT_PER_ORDER', value: '1.505', orderMax: 'x' }],
    'GBP',
  );
  expect(Object.keys(found)).toEqual(['rules.1.name', 'rules.1.reward', 'rules.2.reward', 'rules.2.predicate']);
});
