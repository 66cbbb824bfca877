// What the tests of rules are tried on: as in `crates/domain/src/reward/tests.rs`.
import { NOTHING, type Order, type Totals } from './evaluate';
import { isKnown, type Rule, readRule } from './rules';

export type Json = Record<string, unknown>;

/** Rules as the server stores them. */
export const rules = (...all: [predicate: Json, reward: Json, recurring?: Json][]): Rule[] =>
  all.map(([predicate, reward, recurring], at) => {
    const rule = readRule({ name: `rule ${at + 1}`, predicate, reward, recurring: recurring ?? null });
    if (!isKnown(rule)) throw new Error(`rule ${at + 1} is not known`);
    return rule;
  });

export const percent = (bps: number) => ({ kind: 'PERCENT', bps });
export const flat = (kind: 'ORDER' | 'ITEM' | 'LEAD' | 'CLICK', minor: number) => ({ kind: `FLAT_PER_${kind}`, minor });
export const tiers = (mode: string, measure: string, steps: [from: number, bps: number][]) => ({
  kind: 'TIERS',
  measure,
  mode,
  tiers: steps.map(([from, bps]) => ({ from, bps })),
});

/** Two mugs at 2.50, three pens at 1.11 in all, and postage that earns nothing. */
export const order = (more: Partial<Order> = {}): Order => ({
  lead: false,
  lines: [
    { sku: 'MUG', category: 'Home', quantity: 2n, amount: 500n, earns: true },
    { sku: 'PEN', category: null, quantity: 3n, amount: 111n, earns: true },
    { sku: 'POST', category: null, quantity: 1n, amount: 400n, earns: false },
  ],
  amount: 1011n,
  country: 'United Kingdom',
  code: 'SPRING',
  customer: null,
  renewal: null,
  ...more,
});
export const lead = order({ lead: true, lines: [], amount: 0n });

/** Who has made so many sales, of so much. */
export const totals = (sales: number, amount: number): Totals => ({
  ...NOTHING,
  sales: BigInt(sales),
  amount: BigInt(amount),
});

/** For so many months, then so much. */
export const recurs = (months: number, after: Json): Json =>
  Object.fromEntries([
    ['months', months],
    ['then', after],
  ]);
