import {
  type Applied,
  BPS_WHOLE,
  type Earning,
  evaluate,
  halfEven,
  NOTHING,
  type Order,
  stepAt,
  type Totals,
} from './evaluate';
import type { Rule, Tier } from './rules';
import type { Bonus, Known } from './version';

// From what the rules give to what is paid, as `crates/domain/src/reward/settle.rs` does it for one affiliate who is alone
// on the path.

/** What a cap cut: that of one sale, or that of the period. */
export type Cut = { by: 'ORDER' | 'PERIOD'; minor: bigint };

/** The rate of a higher step for what was paid before it was reached. */
export type TopUp = { kind: 'TOP_UP'; name: string; step: Tier; base: bigint; due: bigint; before: bigint };
/** A goal that was reached. */
export type Reached = { kind: 'BONUS'; name: string; bonus: Bonus };
/** What is paid beside the rules: what it comes to, and what of it is paid. */
export type Extra = (TopUp | Reached) & { gives: bigint; pays: bigint; cuts: Cut[] };

export type Settlement = { pays: bigint; cuts: Cut[]; extras: Extra[]; added: Totals };

const sum = <Of>(all: Of[], of: (one: Of) => bigint) => all.reduce((total, one) => total + of(one), 0n);
const of = (totals: Totals, bonus: Bonus) => (bonus.measure === 'SALES' ? totals.sales : totals.amount);

export const plus = (a: Totals, b: Totals): Totals => ({
  sales: a.sales + b.sales,
  amount: a.amount + b.amount,
  paid: a.paid + b.paid,
  tiered: a.tiered + b.tiered,
  tieredPaid: a.tieredPaid + b.tieredPaid,
});

function cut(by: Cut['by'], left: bigint | null, minor: bigint, cuts: Cut[]): bigint {
  if (left === null) return minor;
  const most = left > 0n ? left : 0n;
  if (minor <= most) return minor;
  cuts.push({ by, minor: minor - most });
  return most;
}

/** The rate that was reached, for what the period had before, less what that gave: what caps cut of it stays cut. */
function topUp({ rules }: Known, before: Totals, added: Totals): (TopUp & { gives: bigint }) | null {
  const rule = rules.find(({ reward }) => reward.kind === 'TIERS' && reward.mode === 'RETROACTIVE');
  if (rule?.reward.kind !== 'TIERS' || before.tiered === 0n) return null;
  const { measure, tiers } = rule.reward;
  // Conversions are counted before this one, amounts with it: as the rate of the order itself is found.
  const at = (totals: Totals, one: bigint) => {
    const count = totals.sales - one;
    return stepAt(tiers, measure === 'AMOUNT' ? totals.amount : count > 0n ? count : 0n);
  };
  const [was, step] = [at(before, 1n), at(plus(before, added), 1n)];
  if (step.bps <= was.bps) return null;
  const due = halfEven(before.tiered * step.bps, BPS_WHOLE);
  const gives = due - before.tieredPaid;
  if (gives <= 0n) return null;
  return { kind: 'TOP_UP', name: rule.name, step, base: before.tiered, due, before: before.tieredPaid, gives };
}

/** What an order pays somebody who has come to `before` in the period. */
export function settle(version: Known, earning: Earning, order: Order, before: Totals): Settlement {
  const cuts: Cut[] = [];
  let left = version.capPerPeriod === null ? null : version.capPerPeriod - before.paid;
  const pays = cut('PERIOD', left, cut('ORDER', version.capPerOrder, earning.gives, cuts), cuts);
  if (left !== null) left -= pays;
  const tiered = earning.applied.filter((applied: Applied) => applied.retroactive);
  const added: Totals = {
    sales: 1n,
    amount: sum(order.lines, (line) => (line.earns ? line.amount : 0n)),
    paid: pays,
    tiered: sum(tiered, ({ base }) => base),
    tieredPaid: sum(tiered, ({ gives }) => gives),
  };
  const extras: Extra[] = [];
  const add = (extra: (TopUp | Reached) & { gives: bigint }) => {
    const own: Cut[] = [];
    const paid = cut('PERIOD', left, extra.gives, own);
    if (left !== null) left -= paid;
    added.paid += paid;
    extras.push({ ...extra, pays: paid, cuts: own });
  };
  const more = topUp(version, before, added);
  if (more) {
    added.tieredPaid += more.gives;
    add(more);
  }
  const after = plus(before, added);
  for (const bonus of version.bonuses) {
    if (of(before, bonus) >= bonus.goal || of(after, bonus) < bonus.goal) continue;
    add({ kind: 'BONUS', name: bonus.name, bonus, gives: bonus.minor });
  }
  return { pays, cuts, extras, added };
}

/** All of it at once. */
export function tryOn(version: Known, order: Order, before: Totals = NOTHING) {
  const earning = evaluate(version.rules, order, before);
  const settlement = settle(version, earning, order, before);
  return { earning, settlement, total: settlement.pays + sum(settlement.extras, ({ pays }) => pays) };
}

/** What a day's clicks pay, and why. `at` is the place of the rule from 0. */
export type ClickDay = { at: number; rule: Rule; clicks: bigint; each: bigint; pays: bigint; cuts: Cut[] };

/** What so many valid clicks of a day pay, as `crates/billing/src/click_day.rs` does it; null where no rule is for clicks. */
export function tryClicks({ rules, capPerPeriod }: Known, clicks: bigint, before: Totals = NOTHING): ClickDay | null {
  const at = rules.findIndex(({ reward }) => reward.kind === 'FLAT_PER_CLICK');
  const rule = rules[at];
  if (rule?.reward.kind !== 'FLAT_PER_CLICK') return null;
  const cuts: Cut[] = [];
  const each = rule.reward.minor;
  // The cap of one sale is for sales.
  const pays = cut('PERIOD', capPerPeriod === null ? null : capPerPeriod - before.paid, clicks * each, cuts);
  return { at, rule, clicks, each, pays, cuts };
}
