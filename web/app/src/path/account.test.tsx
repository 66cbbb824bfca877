import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { Account } from './account';
import { readDecision } from './decision';
import { layout } from './layout';
import { cents, gains, paidOf } from './shares';
import { Split } from './split';

const CREDIT = {
  payee: 'wren',
  role: 'AFFILIATE',
  weight: 3,
  of: 5,
  terms: { id: 'u', version: 3 },
  rules: [
    {
      rule: 's',
      name: 'Tiers',
      base: 20000,
      gives: 1800,
      tiers: [
        { from: 0, bps: 800, base_minor: 10000 },
        { from: 10000, bps: 1000, base_minor: 10000 },
      ],
    },
    { rule: 'w', name: 'Wool', base: 1000, gives: 150, phase: { bps: 1500 } },
  ],
  passedOver: [{ rule: 'l', name: 'Leads', reason: 'KIND' }],
  earnedAlone: 1950,
  part: 1170,
  amount: 400,
  before: { sales: 2, amount: 9000, paid: 900, tiered: 0, tiered_paid: 0 },
  cuts: [
    { by: 'ORDER', minor: 170 },
    { by: 'BUDGET', minor: 600 },
  ],
  extras: [
    {
      kind: 'TOP_UP',
      name: 'Tiers',
      minor: 200,
      cuts: [{ by: 'PERIOD', minor: 25 }],
      why: { tier: 10000, bps: 1000, base: 9000, due: 1125, paidBefore: 900 },
    },
  ],
  budget: 'b',
  budgetLeft: 600,
};

const [credit] = readDecision({ credits: [CREDIT] }).credits;
const person = { name: 'Wren Calder', role: 'AFFILIATE' as const };

/** What is read, without what it is written in. */
const read = (html: string) =>
  html
    .replaceAll(/<[^>]*>/g, '|')
    .replaceAll(/\|+/g, '|')
    .replaceAll('&quot;', '"');

test('each step from the rules to the cent is told', () => {
  if (!credit) throw new Error('no credit');
  const rules = new Map([['l', '£2.00 a lead']]);
  const text = read(renderToStaticMarkup(<Account credit={credit} person={person} currency="GBP" rules={rules} />));
  expect(text).toBe(
    [
      '|Wren Calder|Affiliate · Terms 3|£6.00',
      'In this period before: 2 sales, of £90.00, which paid £9.00.',
      '“Tiers”|8 % of £100.00|10 % of £100.00|£18.00',
      '“Wool”|on £10.00|15 %, as later payments of a subscription earn|£1.50',
      'Alone on the path|£19.50',
      'Part of the path|× 60 %',
      'Before limits and bonuses|£11.70',
      'Cut: the most of one order|− £1.70',
      'Cut: the budget is spent|− £6.00',
      'Top-up: Tiers|The tier of 10 % was reached. It is good for the £90.00 before as well, which had paid £9.00.|+ £2.25',
      'Cut: the most of one period|− £0.25',
      'Gets|£6.00',
      'The budget had £6.00 left.',
      '1 rule did not apply',
      '“Leads”: it is for the other kind of conversion.|£2.00 a lead|',
    ].join('|'),
  );
});

test('a rule says what it gives where its decision tells it, and is silent where it does not', () => {
  const told = (reward?: unknown, more: object = {}) => {
    const [one] = readDecision({
      credits: [{ ...CREDIT, rules: [{ rule: 'r', name: 'Rest', base: 3037, gives: 243, reward, ...more }] }],
    }).credits;
    if (!one) throw new Error('no credit');
    return read(renderToStaticMarkup(<Account credit={one} person={person} currency="GBP" />));
  };
  expect(told({ kind: 'PERCENT', bps: 800 })).toContain('“Rest”|8 % of the goods|on £30.37|£2.43');
  expect(told({ kind: 'FLAT_PER_ORDER', minor: 500 })).toContain('“Rest”|£5.00 an order|on £30.37|£2.43');
  for (const none of [undefined, null, {}, { kind: 'SOMETHING_NEW' }])
    expect(told(none)).toContain('“Rest”|on £30.37|£2.43');
  // What a later phase pays is told as such, and nothing beside it.
  expect(told({ kind: 'PERCENT', bps: 800 }, { phase: { bps: 400 } })).toContain(
    '“Rest”|on £30.37|4 %, as later payments of a subscription earn|£2.43',
  );
});

test('without terms nothing is earned, and that is said', () => {
  const [bare] = readDecision({ credits: [{ payee: 'p', role: 'CREATOR', weight: 1, of: 1, terms: null }] }).credits;
  if (!bare) throw new Error('no credit');
  const text = read(renderToStaticMarkup(<Account credit={bare} person={undefined} currency="GBP" />));
  expect(text).toContain('Somebody|Creator|£0.00|No terms were in force for them: nothing is earned.');
});

const split = (why: object, stands: bigint | null = null) =>
  read(
    renderToStaticMarkup(
      <Split decision={readDecision(why)} people={new Map([['wren', person]])} currency="GBP" stands={stands} />,
    ),
  );

test('the split is of what is paid: after cuts, with what is paid beside it', () => {
  const text = split({ credits: [CREDIT], pool: 1170 });
  expect(text).toContain('|£6.00 in all|Wren Calder|Affiliate · 100 % of the money · after a cut of £7.95|£6.00|');
  expect(text).toContain('The parts come to £6.00, to the cent.');
  expect(text).toContain(
    'Before limits the pool is £11.70. £7.95 was cut by caps or a budget and is paid to nobody. £2.25 was added, as a bonus or a top-up.',
  );
  // What cannot be reckoned is not said to be right.
  expect(split({ credits: [CREDIT], pool: 1171 })).not.toContain('The parts come to');
});

test('the parts of the split come to 100 %', () => {
  const bare = { ...CREDIT, cuts: [], extras: [] };
  const credits = [141, 19].map((minor, at) => ({ ...bare, payee: `${at}`, part: minor, amount: minor }));
  const text = split({ credits, pool: 160 });
  expect(text.match(/[\d.]+ % of the money/g)).toEqual(['88.13 % of the money', '11.87 % of the money']);
});

test('what limits cut to nothing is split into nothing', () => {
  const cut = { ...CREDIT, part: 1335, amount: 0, cuts: [{ by: 'BUDGET', minor: 1335 }], extras: [] };
  const text = split({ credits: [cut], pool: 1335 });
  expect(text).toContain('|£0.00 in all|Wren Calder|Affiliate · after a cut of £13.35|£0.00|');
  expect(text).toContain('The parts come to £0.00, to the cent.');
});

test('of what was made void or taken back the split says what still stands', () => {
  const why = { credits: [CREDIT], pool: 1170 };
  expect(split(why, 0n)).toContain('Of the £6.00, £0.00 still stands');
  expect(split(why, 600n)).not.toContain('still stands');
});

test('split, picture, steps and arithmetic say the same sum of the same person', () => {
  const why = {
    credits: [CREDIT],
    pool: 1170,
    candidates: [1, 2].map((at) => ({
      ...{ touch: `${at}`, payee: 'wren', role: 'AFFILIATE', kind: 'CLICK', verdict: 'VALID', standing: 'ELIGIBLE' },
      ...{ weight: at, at: `2026-01-0${at}` },
    })),
  };
  const made = readDecision(why);
  const all = gains(made, 'GBP');
  const carried = [...cents(made.candidates, all).values()].reduce((sum, { minor }) => sum + BigInt(minor), 0n);
  const lanes = layout({
    ...{ candidates: made.candidates, carried: cents(made.candidates, all), credits: all, at: '2026-01-03' },
    ...{ width: 800, right: 84, windowDays: 30, previousSale: null },
  }).lanes;
  expect([carried, lanes[0]?.gets, paidOf(made)]).toEqual([600n, 600n, 600n]);
});
