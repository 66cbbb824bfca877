import type { Reward, Rule } from '@/terms/rules';
import type { Known } from '@/terms/version';
import type { RuleInput, TermsCreateInput } from './query.gen';

type Terms = Pick<TermsCreateInput, 'rules' | 'bonuses' | 'period' | 'capPerOrderMinor' | 'capPerPeriodMinor'>;

const whole = (value: bigint | null) => (value === null ? null : value.toString());

function rewardInput(reward: Reward): RuleInput['reward'] {
  switch (reward.kind) {
    case 'PERCENT':
      return { percentBps: Number(reward.bps) };
    case 'FLAT_PER_ORDER':
      return { flatPerOrderMinor: reward.minor.toString() };
    case 'FLAT_PER_ITEM':
      return { flatPerItemMinor: reward.minor.toString() };
    case 'FLAT_PER_LEAD':
      return { flatPerLeadMinor: reward.minor.toString() };
    case 'FLAT_PER_CLICK':
      return { flatPerClickMinor: reward.minor.toString() };
    case 'TIERS': {
      const { measure, mode, tiers } = reward;
      return {
        tiers: { measure, mode, tiers: tiers.map(({ from, bps }) => ({ from: from.toString(), bps: Number(bps) })) },
      };
    }
  }
}

function ruleInput({ name, when, reward, recurring }: Rule): RuleInput {
  return {
    name,
    reward: rewardInput(reward),
    predicate: {
      skus: when.skus,
      categories: when.categories,
      countries: when.countries,
      codes: when.codes,
      customer: when.customer,
      orderMinorMin: whole(when.orderMin),
      orderMinorMax: whole(when.orderMax),
      periodSalesMin: whole(when.salesMin),
      periodSalesMax: whole(when.salesMax),
      periodMinorMin: whole(when.amountMin),
      periodMinorMax: whole(when.amountMax),
    },
    recurring: recurring && {
      months: recurring.months,
      // biome-ignore lint/suspicious/noThenProperty: the graph calls it so, and nobody waits for it
      then: recurring.after && { bps: Number(recurring.after.bps), months: recurring.after.months },
    },
  };
}

/** A version as the graph takes it. */
export function termsInput({ rules, bonuses, period, capPerOrder, capPerPeriod }: Known): Terms {
  return {
    rules: rules.map(ruleInput),
    bonuses: bonuses.map((bonus) => ({ ...bonus, goal: bonus.goal.toString(), minor: bonus.minor.toString() })),
    period,
    capPerOrderMinor: whole(capPerOrder),
    capPerPeriodMinor: whole(capPerPeriod),
  };
}
