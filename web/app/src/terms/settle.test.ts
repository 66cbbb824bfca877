// The examples of `crates/domain/src/reward/tests/paid.rs`, for one affiliate who is alone on the path.
import { expect, test } from 'vitest';
import { NOTHING, type Order, type Totals } from './evaluate';
import { flat, lead, order, percent, rules, tiers, totals } from './examples';
import { plus, tryOn } from './settle';
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

/** What so many orders in a row are paid: by the rules, and beside them. */
function inARow(terms: Known, count: number, of: Order = order()) {
  let before: Totals = NOTHING;
  return Array.from({ length: count }, () => {
    const { settlement } = tryOn(terms, of, before);
    before = plus(before, settlement.added);
    const extras = settlement.extras.reduce((sum, { pays }) => sum + pays, 0n);
    const cuts = [...settlement.cuts, ...settlement.extras.flatMap((extra) => extra.cuts)];
    return [Number(settlement.pays), Number(extras), Number(cuts.reduce((sum, { minor }) => sum + minor, 0n))];
  });
}

const RISES: [number, number][] = [
  [0, 500],
  [1000, 1000],
];

test('a retroactive tier is paid for what was before it', () => {
  const byAmount = version(rules([{}, tiers('RETROACTIVE', 'AMOUNT', RISES)]));
  expect(inARow(byAmount, 3)).toEqual([
    [31, 0, 0],
    [61, 30, 0],
    [61, 0, 0],
  ]);
  // Two orders at 31; the third reaches the step: 10 % of their 1,222 is 122, less 62.
  const bySales = version(
    rules([
      {},
      tiers('RETROACTIVE', 'SALES', [
        [0, 500],
        [2, 1000],
      ]),
    ]),
  );
  expect(inARow(bySales, 4).map(([pays, extra]) => [pays, extra])).toEqual([
    [31, 0],
    [31, 0],
    [61, 60],
    [61, 0],
  ]);
});

test('a top-up shows its arithmetic; a rate that falls takes nothing back', () => {
  const before: Totals = { sales: 1n, amount: 611n, paid: 31n, tiered: 611n, tieredPaid: 31n };
  const { settlement } = tryOn(version(rules([{}, tiers('RETROACTIVE', 'AMOUNT', RISES)])), order(), before);
  expect(settlement.extras).toEqual([
    {
      kind: 'TOP_UP',
      name: 'rule 1',
      step: { from: 1000n, bps: 1000n },
      base: 611n,
      due: 61n,
      before: 31n,
      gives: 30n,
      pays: 30n,
      cuts: [],
    },
  ]);
  const falls = version(
    rules([
      {},
      tiers('RETROACTIVE', 'AMOUNT', [
        [0, 1000],
        [1000, 500],
      ]),
    ]),
  );
  expect(inARow(falls, 2)[1]).toEqual([31, 0, 0]);
});

test('a retroactive rate is the one reached with the whole order', () => {
  // 500 of mugs alone do not come to 600; with the pens the order does.
  const terms = version(
    rules(
      [
        { skus: ['MUG'] },
        tiers('RETROACTIVE', 'AMOUNT', [
          [0, 500],
          [600, 1000],
        ]),
      ],
      [{}, percent(100)],
    ),
  );
  const first = tryOn(terms, order());
  expect(first.settlement).toMatchObject({ pays: 51n, added: { tiered: 500n, tieredPaid: 50n } });
  expect(inARow(terms, 2)[1]).toEqual([51, 0, 0]);
  // An order of pens alone takes the mugs before it along: 10 % of 300 is 30, less 15.
  const pens = order({ lines: order().lines.slice(1, 2) });
  const before: Totals = { sales: 1n, amount: 500n, paid: 15n, tiered: 300n, tieredPaid: 15n };
  const { settlement } = tryOn(terms, pens, before);
  expect([settlement.pays, settlement.extras[0]?.pays, settlement.added.tieredPaid]).toEqual([1n, 15n, 15n]);
});

test('a goal is paid when it is reached and not again', () => {
  const bonus = (measure: 'SALES' | 'AMOUNT', goal: bigint) => ({ name: measure, measure, goal, minor: 500n });
  const terms = version(rules([{}, percent(1000)]), { bonuses: [bonus('SALES', 3n), bonus('AMOUNT', 611n)] });
  const names = (before: Totals) => tryOn(terms, order(), before).settlement.extras.map(({ name }) => name);
  expect(names(NOTHING)).toEqual(['AMOUNT']);
  expect(names(totals(2, 611))).toEqual(['SALES']);
  expect(names(totals(3, 1833))).toEqual([]);
});

test('a cap reached in mid-conversion pays what is left and says what it cut', () => {
  const terms = version(rules([{}, percent(1000)]), {
    capPerOrder: 50n,
    capPerPeriod: 100n,
    bonuses: [{ name: 'first', measure: 'SALES', goal: 1n, minor: 40n }],
  });
  const first = tryOn(terms, order()).settlement;
  expect(first).toMatchObject({ pays: 50n, cuts: [{ by: 'ORDER', minor: 11n }], extras: [{ pays: 40n }] });
  const second = tryOn(terms, order(), first.added);
  expect(second.settlement).toMatchObject({
    pays: 10n,
    cuts: [
      { by: 'ORDER', minor: 11n },
      { by: 'PERIOD', minor: 40n },
    ],
  });
  expect(tryOn(terms, order(), plus(first.added, second.settlement.added)).total).toBe(0n);
  const late = tryOn(terms, order(), { ...NOTHING, paid: 30n });
  expect(late.settlement).toMatchObject({ pays: 50n, extras: [{ pays: 20n, cuts: [{ by: 'PERIOD', minor: 20n }] }] });
  expect(late.total).toBe(70n);
});

test('what a cap cut is not brought back by a top-up', () => {
  const steps: [number, number][] = [...RISES, [1500, 2000]];
  const all = rules([{}, tiers('RETROACTIVE', 'AMOUNT', steps)]);
  // 10 % of 611 is 61, of which the first order gave 31, 11 of them cut.
  expect(inARow(version(all, { capPerOrder: 20n }), 2).map(([pays, extra]) => [pays, extra])).toEqual([
    [20, 0],
    [20, 30],
  ]);
  expect(inARow(version(all, { capPerPeriod: 60n }), 3)).toEqual([
    [31, 0, 0],
    [29, 0, 62],
    [0, 0, 244],
  ]);
});

test('a lead is paid, capped and counted', () => {
  const terms = version(rules([{}, flat('LEAD', 200)]), {
    capPerPeriod: 300n,
    bonuses: [{ name: 'two', measure: 'SALES', goal: 2n, minor: 50n }],
  });
  expect(inARow(terms, 2, lead)).toEqual([
    [200, 0, 0],
    [100, 0, 150],
  ]);
});
