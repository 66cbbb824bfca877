import { expect, test } from 'vitest';
import { flat, percent, recurs, rules, tiers } from '@/terms/examples';
import { type Known, readVersion } from '@/terms/version';
import { blank, blankRule, blankStep, draftOf, type RuleDraft, ruleDraft, versionOf } from './draft';
import { termsInput } from './input';
import { wrong } from './wrong';

const ALL: Known = {
  rules: rules(
    [{ categories: ['lamps', 'Home, garden'], order_minor_min: 100050, order_minor_max: 200000 }, percent(1205)],
    [{ countries: ['GB', 'FR'], codes: ['A'] }, flat('LEAD', 205)],
    [{}, flat('CLICK', 3)],
    [{ skus: ['a'], customer: 'RETURNING' }, flat('ITEM', 50), {}],
    [{ period_sales_min: 0, period_sales_max: 9 }, flat('ORDER', 500), { months: 12 }],
    [{ period_minor_min: 5, period_minor_max: 600 }, percent(0), recurs(3, { bps: 500, months: 2 })],
    [
      {},
      tiers('RETROACTIVE', 'AMOUNT', [
        [0, 500],
        [100000, 1000],
      ]),
      recurs(1, { bps: 100 }),
    ],
    [
      {},
      tiers('GRADUATED', 'SALES', [
        [0, 500],
        [2, 1000],
        [10, 10000],
      ]),
    ],
  ),
  period: 'QUARTER',
  bonuses: [
    { name: 'ten', measure: 'SALES', goal: 10n, minor: 500n },
    { name: 'much', measure: 'AMOUNT', goal: 100000n, minor: 2550n },
  ],
  capPerOrder: 5000n,
  capPerPeriod: 100000n,
  odd: false,
};

test('whatever terms hold comes back unchanged from the editor', () => {
  expect(versionOf(draftOf(ALL, 'GBP'), 'GBP')).toEqual(ALL);
  expect(wrong(draftOf(ALL, 'GBP'), 'GBP')).toEqual({});
  // In a currency without parts as well.
  expect(versionOf(draftOf(ALL, 'JPY'), 'JPY')).toEqual(ALL);
});

test('becomes the input of the graph to the last field', () => {
  const input = termsInput(ALL);
  expect(input.rules[0]).toEqual({
    name: 'rule 1',
    reward: { percentBps: 1205 },
    predicate: {
      categories: ['lamps', 'Home, garden'],
      skus: [],
      countries: [],
      codes: [],
      customer: null,
      orderMinorMin: '100050',
      orderMinorMax: '200000',
      periodSalesMin: null,
      periodSalesMax: null,
      periodMinorMin: null,
      periodMinorMax: null,
    },
    recurring: null,
  });
  expect(input.rules.slice(1, 5).map(({ reward }) => reward)).toEqual([
    { flatPerLeadMinor: '205' },
    { flatPerClickMinor: '3' },
    { flatPerItemMinor: '50' },
    { flatPerOrderMinor: '500' },
  ]);
  expect(input.rules[4]?.predicate).toMatchObject({ periodSalesMin: '0', periodSalesMax: '9' });
  expect(input.rules.slice(3, 7).map(({ recurring }) => JSON.stringify(recurring))).toEqual([
    '{"months":null,"then":null}',
    '{"months":12,"then":null}',
    '{"months":3,"then":{"bps":500,"months":2}}',
    '{"months":1,"then":{"bps":100,"months":null}}',
  ]);
  expect(input.rules[7]?.reward).toEqual({
    tiers: {
      measure: 'SALES',
      mode: 'GRADUATED',
      tiers: [
        { from: '0', bps: 500 },
        { from: '2', bps: 1000 },
        { from: '10', bps: 10000 },
      ],
    },
  });
  expect({ ...input, rules: [] }).toEqual({
    rules: [],
    period: 'QUARTER',
    bonuses: [
      { name: 'ten', measure: 'SALES', goal: '10', minor: '500' },
      { name: 'much', measure: 'AMOUNT', goal: '100000', minor: '2550' },
    ],
    capPerOrderMinor: '5000',
    capPerPeriodMinor: '100000',
  });
});

/** What the server keeps of an input, as `crates/api/src/graphql/rule.rs` reads it. */
function kept({ rules: all, ...rest }: ReturnType<typeof termsInput>) {
  const under = (name: string) => name.replaceAll(/[A-Z]/g, (capital) => `_${capital.toLowerCase()}`);
  const numbers = (value: unknown) => (typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value);
  const stored = (fields: object) =>
    Object.fromEntries(
      Object.entries(fields).flatMap(([name, value]) => (value === null ? [] : [[under(name), numbers(value)]])),
    );
  const reward = (input: object) => {
    const [[name, value]] = Object.entries(input) as [[string, { tiers: { from: string; bps: number }[] } | string]];
    if (typeof value === 'object') return { kind: 'TIERS', ...value, tiers: value.tiers.map(stored) };
    if (name === 'percentBps') return { kind: 'PERCENT', bps: value };
    return { kind: under(name).replace('_minor', '').toUpperCase(), minor: Number(value) };
  };
  const lines = all.map((rule) => ({
    name: rule.name,
    predicate: stored(rule.predicate ?? {}),
    reward: reward(rule.reward),
    recurring: rule.recurring && stored({ ...rule.recurring }),
  }));
  return readVersion({ ...rest, rules: lines, period: rest.period ?? '', bonuses: rest.bonuses ?? [] });
}

test('what the server keeps of the input is what was there before', () => {
  expect(kept(termsInput(ALL))).toEqual(ALL);
});

const draft = (more: Partial<RuleDraft>) => ({
  rules: [{ ...blankRule(), key: 'k', name: 'Good', value: '10', ...more }],
  bonuses: [],
  period: 'MONTH' as const,
  capPerOrderMinor: '',
  capPerPeriodMinor: '',
});
const faults = (more: Partial<RuleDraft>) => Object.keys(wrong(draft(more), 'GBP'));

test('says what is wrong beside its input', () => {
  expect(faults({})).toEqual([]);
  expect(faults({ name: ' ', value: '101' })).toEqual(['rules.k.name', 'rules.k.value']);
  expect(faults({ kind: 'FLAT_PER_ORDER', value: '1.505' })).toEqual(['rules.k.value']);
  expect(faults({ kind: 'FLAT_PER_ORDER', value: '10000000000.01' })).toEqual(['rules.k.value']);
  expect(faults({ orderMin: 'x', orderMax: '3', amountMin: '5', amountMax: '4', salesMin: '0' })).toEqual([
    'rules.k.orderMin',
    'rules.k.salesMin',
    'rules.k.amountMax',
  ]);
  expect(faults({ recurs: 'MONTHS', months: '121', after: 'MONTHS' })).toEqual([
    'rules.k.months',
    'rules.k.afterShare',
    'rules.k.afterMonths',
  ]);
});

test('steps rise from nothing', () => {
  const step = (from: string, share: string) => ({ ...blankStep(), from, share });
  const of = (...steps: ReturnType<typeof step>[]) => faults({ kind: 'TIERS', steps });
  expect(of(step('', '5'), step('1000', '8'))).toEqual([]);
  expect(of(step('', ''), step('', '8'))).toEqual(['rules.k.steps.0.share', 'rules.k.steps.1.from']);
  expect(of(step('', '5'), step('1000', '8'), step('1000', '9'))).toEqual(['rules.k.steps.2.from']);
  // The first sale is in the first step already.
  expect(faults({ kind: 'TIERS', measure: 'SALES', steps: [step('', '5'), step('1', '8')] })).toEqual([
    'rules.k.steps.1.from',
  ]);
});

test('bonuses have names of their own, caps do not contradict each other', () => {
  const bonus = { key: 'b', name: 'ten', measure: 'SALES' as const, goal: '0', minor: '0' };
  const all = { ...draft({}), bonuses: [bonus, { ...bonus, key: 'c', goal: '5', minor: '5' }] };
  expect(Object.keys(wrong({ ...all, capPerOrderMinor: '6', capPerPeriodMinor: '5' }, 'GBP'))).toEqual([
    'bonuses.b.name',
    'bonuses.b.goal',
    'bonuses.b.minor',
    'bonuses.c.name',
    'capPerOrderMinor',
  ]);
});

test('countries that older terms name in words become their letters; what is none is marked', () => {
  const [rule] = rules([{ countries: ['United Kingdom', 'GB', 'Narnia'] }, percent(1000)]);
  if (!rule) throw new Error('no rule');
  const draft = ruleDraft(rule, 'GBP');
  expect(draft.countries).toEqual(['GB', 'Narnia']);
  const found = wrong({ ...blank(), rules: [draft] }, 'GBP');
  expect(found[`rules.${draft.key}.countries`]).toBe('“Narnia” is no country.');
});
