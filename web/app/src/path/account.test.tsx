import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { Account } from './account';
import { readDecision } from './decision';
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

const decision = readDecision({ credits: [CREDIT], pool: 1170 });
const [credit] = decision.credits;
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
      'Of the pool|£11.70',
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

test('without terms nothing is earned, and that is said', () => {
  const [bare] = readDecision({ credits: [{ payee: 'p', role: 'CREATOR', weight: 1, of: 1, terms: null }] }).credits;
  if (!bare) throw new Error('no credit');
  const text = read(renderToStaticMarkup(<Account credit={bare} person={undefined} currency="GBP" />));
  expect(text).toContain('Somebody|Creator|£0.00|No terms were in force for them: nothing is earned.');
});

test('the split says that its parts come to the pool, or is silent where they do not', () => {
  const split = (pool: number) =>
    read(
      renderToStaticMarkup(
        <Split
          decision={readDecision({ credits: [CREDIT], pool })}
          people={new Map([['wren', person]])}
          currency="GBP"
        />,
      ),
    );
  expect(split(1170)).toContain('The parts come to £11.70, to the cent.');
  expect(split(1170)).toContain('£7.70 was cut by caps or a budget and is paid to nobody.');
  expect(split(1170)).toContain('£2.00 is paid beside it, as a bonus or a top-up.');
  expect(split(1171)).not.toContain('The parts come to');
});
