import { BPS_WHOLE } from './evaluate';
import type { Rule } from './rules';
import type { Bonus, Known } from './version';

// Whether terms can pay more than everything that was sold, as `crates/domain/src/reward/whole.rs` decides it.

/** What of them can: bonuses that nothing bounds, bonuses that are too much, rules whose flat sum is; by place from 0. */
export type Above = { unbounded: number[]; bonuses: number[]; rules: number[] };

function most(of: bigint[]): bigint {
  let best = 0n;
  for (const one of of) if (one > best) best = one;
  return best;
}
const atMostAll = (bps: bigint) => (bps >= BPS_WHOLE ? BPS_WHOLE : bps);
const sum = (of: bigint[]) => of.reduce((all, one) => all + one, 0n);

/** The highest rate it pays by; 0 where it pays sums. */
function percentRate({ reward, recurring }: Rule): bigint {
  const first =
    reward.kind === 'PERCENT' ? reward.bps : reward.kind === 'TIERS' ? most(reward.tiers.map(({ bps }) => bps)) : 0n;
  return most([first, recurring?.after?.bps ?? 0n]);
}

/** What its sum is of the smallest order it is for, rounded up: all of it where orders may be of any size, or each item brings it. */
function flatRate({ reward, when }: Rule): bigint {
  if ((reward.kind !== 'FLAT_PER_ORDER' && reward.kind !== 'FLAT_PER_ITEM') || reward.minor === 0n) return 0n;
  const least = when.orderMin;
  if (reward.kind === 'FLAT_PER_ITEM' || !least) return BPS_WHOLE;
  const bps = (reward.minor * BPS_WHOLE + least - 1n) / least;
  return atMostAll(bps);
}

const forSomeLines = ({ when }: Rule) => when.skus.length > 0 || when.categories.length > 0;
const highestPercent = (rules: Rule[]) => most(rules.map(percentRate));

/** The most of an order that all rules together give. Shares divide its lines; sums for some of its lines add up. */
function highest(rules: Rule[]): bigint {
  const added = sum(rules.filter(forSomeLines).map(flatRate));
  const alone = most(rules.filter((rule) => !forSomeLines(rule)).map(flatRate));
  return atMostAll(added + most([alone, highestPercent(rules)]));
}

/** What of the terms can pay more than is sold: the server refuses it. */
export function aboveWhole({ rules, bonuses, capPerPeriod }: Known): Above {
  const found: Above = { unbounded: [], bonuses: [], rules: [] };
  const given = ({ goal }: Bonus) =>
    sum(bonuses.filter((one) => one.measure === 'AMOUNT' && one.goal <= goal).map(({ minor }) => minor));
  const isAbove = (bonus: Bonus, bps: bigint) => given(bonus) * BPS_WHOLE + bonus.goal * bps > bonus.goal * BPS_WHOLE;
  bonuses.forEach((bonus, at) => {
    if (bonus.measure === 'SALES') {
      // A number of sales says nothing of what they are worth.
      if (capPerPeriod === null) found.unbounded.push(at);
      return;
    }
    if (!isAbove(bonus, highest(rules)) || (capPerPeriod !== null && capPerPeriod <= bonus.goal)) return;
    // Without what is flat there would be enough: it is for that rule to give less.
    const largest = rules.reduce(
      (best, rule, place) => (flatRate(rule) > flatRate(rules[best] as Rule) ? place : best),
      0,
    );
    if (isAbove(bonus, highestPercent(rules))) found.bonuses.push(at);
    else if (!found.rules.includes(largest)) found.rules.push(largest);
  });
  return found;
}
