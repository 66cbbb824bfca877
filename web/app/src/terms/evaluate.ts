import type { Customer, Phase, Predicate, Reward, Rule, Tier } from './rules';

// What the server decides, decided here too, so that terms can be tried while they are written. The truth is
// `crates/domain/src/reward/evaluate.rs` and `tier.rs`; the tests are theirs.

/** A line of an order as rules see it; minor units. */
export type OrderLine = { sku: string; category: string | null; quantity: bigint; amount: bigint; earns: boolean };

/** A conversion as rules see it. */
export type Order = {
  lead: boolean;
  lines: OrderLine[];
  /** All lines, those that cannot earn included. */
  amount: bigint;
  country: string | null;
  code: string | null;
  customer: Customer | null;
  /** Whole months since the first sale of its subscription; null for a first sale. */
  renewal: number | null;
};

/** What somebody has come to in the period; minor units but for `sales`. */
export type Totals = {
  sales: bigint;
  amount: bigint;
  paid: bigint;
  /** Of the amount, what a retroactive rule won; and what it gave for that. */
  tiered: bigint;
  tieredPaid: bigint;
};

export const NOTHING: Totals = { sales: 0n, amount: 0n, paid: 0n, tiered: 0n, tieredPaid: 0n };

/** Why a rule gave nothing. */
export type Reason =
  | 'KIND'
  | 'COUNTRY'
  | 'CODE'
  | 'CUSTOMER'
  | 'ORDER_TOO_SMALL'
  | 'ORDER_TOO_LARGE'
  | 'PERIOD_TOTALS'
  | 'NOT_RECURRING'
  | 'RECURRING_ENDED'
  | 'NO_LINE'
  | 'EARLIER_RULE';

/** A part of an order at one step's rate. */
export type Slice = { from: bigint; bps: bigint; base: bigint };

/** What a rule gave, and for what. `at` is its place from 0. */
export type Applied = {
  at: number;
  rule: Rule;
  /** The places of the lines it won, from 0; of a lead none. */
  lines: number[];
  base: bigint;
  items: bigint;
  gives: bigint;
  slices: Slice[];
  phase: Phase | null;
  retroactive: boolean;
};

export type PassedOver = { at: number; rule: Rule; reason: Reason };

export type Earning = { gives: bigint; applied: Applied[]; passedOver: PassedOver[] };

export const BPS_WHOLE = 10_000n;

/** A quotient of whole numbers of which the divisor is above zero, halves to the even one. */
export function halfEven(value: bigint, by: bigint): bigint {
  let [quotient, rest] = [value / by, value % by];
  if (rest < 0n) [quotient, rest] = [quotient - 1n, rest + by];
  const twice = rest * 2n;
  return twice > by || (twice === by && quotient % 2n !== 0n) ? quotient + 1n : quotient;
}

/** The step at a total. */
export const stepAt = (tiers: Tier[], total: bigint): Tier =>
  tiers.findLast(({ from }) => from <= total) ?? tiers[0] ?? { from: 0n, bps: 0n };

function graduated(tiers: Tier[], base: bigint, from: bigint): Slice[] {
  const to = from + base;
  const found = tiers
    .map((tier, at) => {
      const end = tiers[at + 1]?.from;
      const [top, bottom] = [end !== undefined && end < to ? end : to, tier.from > from ? tier.from : from];
      return { ...tier, base: top > bottom ? top - bottom : 0n };
    })
    .filter((slice) => slice.base > 0n);
  // An order of nothing lies in the step it would begin in.
  return found.length ? found : [{ ...stepAt(tiers, from), base }];
}

type Tiers = Extract<Reward, { kind: 'TIERS' }>;

function slicesOf({ measure, mode, tiers }: Tiers, base: bigint, canEarn: bigint, before: Totals): Slice[] {
  // What is counted is how many conversions came before: the first is from 0.
  if (measure === 'SALES') return [{ ...stepAt(tiers, before.sales), base }];
  if (mode === 'RETROACTIVE') return [{ ...stepAt(tiers, before.amount + canEarn), base }];
  return graduated(tiers, base, before.amount);
}

const among = (words: string[], word: string | null) =>
  words.length === 0 || (word !== null && words.some((one) => one.toLowerCase() === word.toLowerCase()));

const within = (total: bigint, least: bigint | null, most: bigint | null) =>
  (least === null || total >= least) && (most === null || total <= most);

/** The second phase where the sale is in it; undefined where it is a later one that is in none. */
function phaseOf({ recurring }: Rule, renewal: number | null): Phase | null | undefined {
  if (renewal === null) return null;
  if (!recurring) return undefined;
  const { months, after } = recurring;
  if (months === null || renewal < months) return null;
  return after && (after.months === null || renewal < months + after.months) ? after : undefined;
}

/** Why it does not fit the order as a whole; null where it does. */
function refused(rule: Rule, phase: Phase | null | undefined, order: Order, before: Totals): Reason | null {
  const { when, reward, recurring } = rule;
  if (reward.kind === 'FLAT_PER_CLICK' || (reward.kind === 'FLAT_PER_LEAD') !== order.lead) return 'KIND';
  if (!among(when.countries, order.country)) return 'COUNTRY';
  if (!among(when.codes, order.code)) return 'CODE';
  if (when.customer && order.customer !== when.customer) return 'CUSTOMER';
  if (when.orderMin !== null && order.amount < when.orderMin) return 'ORDER_TOO_SMALL';
  if (when.orderMax !== null && order.amount > when.orderMax) return 'ORDER_TOO_LARGE';
  if (!within(before.sales, when.salesMin, when.salesMax) || !within(before.amount, when.amountMin, when.amountMax)) {
    return 'PERIOD_TOTALS';
  }
  if (phase === undefined) return recurring ? 'RECURRING_ENDED' : 'NOT_RECURRING';
  return null;
}

const fits = ({ skus, categories }: Predicate, { sku, category }: OrderLine) =>
  (skus.length === 0 || skus.includes(sku)) &&
  (categories.length === 0 || (category !== null && categories.includes(category)));

function given({ reward }: Rule, phase: Phase | null, base: bigint, items: bigint, slices: Slice[]): bigint {
  const atMost = (minor: bigint) => (minor < base ? minor : base);
  if (phase) return halfEven(base * phase.bps, BPS_WHOLE);
  switch (reward.kind) {
    case 'PERCENT':
      return halfEven(base * reward.bps, BPS_WHOLE);
    case 'TIERS':
      return halfEven(
        slices.reduce((sum, slice) => sum + slice.base * slice.bps, 0n),
        BPS_WHOLE,
      );
    case 'FLAT_PER_ORDER':
      return atMost(reward.minor);
    case 'FLAT_PER_ITEM':
      return atMost(reward.minor * items);
    default:
      return 0n;
  }
}

/** Takes the lines that a rule wins; null where none is left for it. */
function win(rule: Rule, phase: Phase | null, order: Order, before: Totals, won: boolean[]) {
  let [base, items, canEarn, matched] = [0n, 0n, 0n, false];
  const lines: number[] = [];
  order.lines.forEach((line, at) => {
    if (!line.earns) return;
    canEarn += line.amount;
    if (!fits(rule.when, line)) return;
    matched = true;
    if (won[at]) return;
    won[at] = true;
    lines.push(at);
    base += line.amount;
    items += line.quantity;
  });
  if (lines.length === 0) return matched ? 'EARLIER_RULE' : 'NO_LINE';
  const { reward } = rule;
  const slices = reward.kind === 'TIERS' && !phase ? slicesOf(reward, base, canEarn, before) : [];
  return { lines, base, items, slices, gives: given(rule, phase, base, items, slices) };
}

/** What the rules give for an order, to somebody who has come to `before` in the period: the first that fits wins. */
export function evaluate(rules: Rule[], order: Order, before: Totals): Earning {
  const earning: Earning = { gives: 0n, applied: [], passedOver: [] };
  const won = order.lines.map(() => false);
  rules.forEach((rule, at) => {
    const phase = phaseOf(rule, order.renewal);
    const { reward } = rule;
    const found =
      refused(rule, phase, order, before) ??
      // A lead is won once, as a line is.
      (order.lead && earning.applied.length > 0 ? 'EARLIER_RULE' : null) ??
      (reward.kind === 'FLAT_PER_LEAD'
        ? { lines: [], base: 0n, items: 0n, slices: [], gives: reward.minor }
        : win(rule, phase ?? null, order, before, won));
    if (typeof found === 'string') {
      earning.passedOver.push({ at, rule, reason: found });
      return;
    }
    const retroactive = reward.kind === 'TIERS' && reward.mode === 'RETROACTIVE' && !phase;
    earning.gives += found.gives;
    earning.applied.push({ at, rule, ...found, phase: phase ?? null, retroactive });
  });
  return earning;
}
