import { decimal, minorOf } from '@/money/money';
import { codeOf } from '@/terms/countries';
import {
  bpsOf,
  type Customer,
  type Measure,
  ofOrders,
  type Period,
  percent,
  type Recurring,
  type Reward,
  type RewardKind,
  type Rule,
  type TierMode,
} from '@/terms/rules';
import type { Known } from '@/terms/version';
import { countOf, monthsOf, sumOf } from './typed';

/** One step of a rule by steps. Of sales `from` is the place of the first sale in it: `3` where two came before. */
export type StepDraft = { key: string; from: string; share: string };

/** A rule as it is being typed. `key` tells it from the others while they are moved about. */
export type RuleDraft = {
  key: string;
  name: string;
  kind: RewardKind;
  /** A percentage or a sum; of steps nothing. */
  value: string;
  measure: Measure;
  mode: TierMode;
  steps: StepDraft[];
  categories: string[];
  skus: string[];
  countries: string[];
  codes: string[];
  customer: Customer | '';
  orderMin: string;
  orderMax: string;
  /** Places of sales, as in a step. */
  salesMin: string;
  salesMax: string;
  amountMin: string;
  amountMax: string;
  recurs: 'FIRST' | 'MONTHS' | 'LIFE';
  months: string;
  /** What follows the first months. */
  after: 'NOTHING' | 'MONTHS' | 'LIFE';
  afterShare: string;
  afterMonths: string;
};

export type BonusDraft = { key: string; name: string; measure: Measure; goal: string; minor: string };

/** A version of terms as it is being typed. */
export type Draft = {
  rules: RuleDraft[];
  bonuses: BonusDraft[];
  period: Period;
  capPerOrderMinor: string;
  capPerPeriodMinor: string;
};

const key = () => crypto.randomUUID();

export const blankStep = (): StepDraft => ({ key: key(), from: '', share: '' });
export const blankBonus = (): BonusDraft => ({ key: key(), name: '', measure: 'SALES', goal: '', minor: '' });

/** A rule with nothing in it yet. */
export const blankRule = (): RuleDraft => ({
  key: key(),
  name: '',
  kind: 'PERCENT',
  value: '',
  measure: 'AMOUNT',
  mode: 'GRADUATED',
  steps: [blankStep(), blankStep()],
  categories: [],
  skus: [],
  countries: [],
  codes: [],
  customer: '',
  orderMin: '',
  orderMax: '',
  salesMin: '',
  salesMax: '',
  amountMin: '',
  amountMax: '',
  recurs: 'FIRST',
  months: '',
  after: 'NOTHING',
  afterShare: '',
  afterMonths: '',
});

export const blank = (): Draft => ({
  rules: [blankRule()],
  bonuses: [],
  period: 'MONTH',
  capPerOrderMinor: '',
  capPerPeriodMinor: '',
});

const shareText = (bps: bigint) => percent(bps).replace(' %', '');
const sumText = (currency: string) => (minor: bigint | null) =>
  minor === null ? '' : decimal({ minor: minor.toString(), currency });
const placeText = (before: bigint | null) => (before === null ? '' : (before + 1n).toString());

function rewardDraft(reward: Reward, currency: string): Partial<RuleDraft> {
  const { kind } = reward;
  if (kind === 'PERCENT') return { kind, value: shareText(reward.bps) };
  if (kind !== 'TIERS') return { kind, value: sumText(currency)(reward.minor) };
  const { measure, mode, tiers } = reward;
  const from = measure === 'AMOUNT' ? sumText(currency) : placeText;
  const steps = tiers.map((tier) => ({ key: key(), from: from(tier.from), share: shareText(tier.bps) }));
  return { kind, measure, mode, steps };
}

function recurringDraft(recurring: Recurring | null): Partial<RuleDraft> {
  if (!recurring) return {};
  const { months, after } = recurring;
  return {
    recurs: months === null ? 'LIFE' : 'MONTHS',
    months: months === null ? '' : String(months),
    after: after ? (after.months === null ? 'LIFE' : 'MONTHS') : 'NOTHING',
    afterShare: after ? shareText(after.bps) : '',
    afterMonths: after?.months ? String(after.months) : '',
  };
}

/** A rule of terms there are, to be changed. */
export function ruleDraft({ name, when, reward, recurring }: Rule, currency: string): RuleDraft {
  const sum = sumText(currency);
  return {
    ...blankRule(),
    name,
    ...rewardDraft(reward, currency),
    categories: when.categories,
    skus: when.skus,
    // Older terms may name them otherwise.
    countries: [...new Set(when.countries.map((word) => codeOf(word) ?? word))],
    codes: when.codes,
    customer: when.customer ?? '',
    orderMin: sum(when.orderMin),
    orderMax: sum(when.orderMax),
    salesMin: placeText(when.salesMin),
    salesMax: placeText(when.salesMax),
    amountMin: sum(when.amountMin),
    amountMax: sum(when.amountMax),
    ...recurringDraft(recurring),
  };
}

/** A version there is, to be changed: nothing of it is left out. */
export function draftOf(version: Known, currency: string): Draft {
  const sum = sumText(currency);
  return {
    rules: version.rules.map((rule) => ruleDraft(rule, currency)),
    bonuses: version.bonuses.map(({ name, measure, goal, minor }) => ({
      key: key(),
      name,
      measure,
      goal: measure === 'SALES' ? goal.toString() : sum(goal),
      minor: sum(minor),
    })),
    period: version.period,
    capPerOrderMinor: sum(version.capPerOrder),
    capPerPeriodMinor: sum(version.capPerPeriod),
  };
}

function rewardOf({ kind, value, measure, mode, steps }: RuleDraft, currency: string): Reward | null {
  if (kind === 'PERCENT') {
    const bps = bpsOf(value);
    return bps === null ? null : { kind, bps: BigInt(bps) };
  }
  if (kind !== 'TIERS') {
    const minor = sumOf(value, currency);
    return minor === null ? null : { kind, minor };
  }
  const tiers = steps.flatMap((step, at) => {
    const [bps, from] = [bpsOf(step.share), at === 0 ? 0n : fromOf(step, measure, currency)];
    return bps === null || from === null ? [] : [{ from, bps: BigInt(bps) }];
  });
  return tiers.length === steps.length ? { kind, measure, mode, tiers } : null;
}

/** From which total a step above the first holds: a sum, or how many sales came before. The first is from nothing. */
export function fromOf({ from }: StepDraft, measure: Measure, currency: string): bigint | null {
  if (measure === 'AMOUNT') return sumOf(from, currency);
  const place = countOf(from);
  return place === null ? null : place - 1n;
}

function recurringOf({ recurs, months, after, afterShare, afterMonths }: RuleDraft): Recurring | null | undefined {
  if (recurs === 'FIRST') return null;
  if (recurs === 'LIFE') return { months: null, after: null };
  const first = monthsOf(months);
  if (first === null) return undefined;
  if (after === 'NOTHING') return { months: first, after: null };
  const [bps, more] = [bpsOf(afterShare), monthsOf(afterMonths)];
  if (bps === null || (after === 'MONTHS' && more === null)) return undefined;
  return { months: first, after: { bps: BigInt(bps), months: after === 'LIFE' ? null : more } };
}

/** As a rule, once it can be read; null before. */
export function ruleOf(draft: RuleDraft, currency: string): Rule | null {
  const reward = rewardOf(draft, currency);
  const recurring = recurringOf(draft);
  const sum = (typed: string) => (typed.trim() ? sumOf(typed, currency) : null);
  const before = (typed: string) => {
    const place = countOf(typed);
    return place === null ? null : place - 1n;
  };
  if (!reward || recurring === undefined) return null;
  return {
    name: draft.name.trim(),
    reward,
    recurring,
    when: {
      categories: draft.categories,
      skus: draft.skus,
      countries: draft.countries,
      codes: draft.codes,
      customer: draft.customer || null,
      orderMin: sum(draft.orderMin),
      orderMax: sum(draft.orderMax),
      salesMin: before(draft.salesMin),
      salesMax: before(draft.salesMax),
      amountMin: sum(draft.amountMin),
      amountMax: sum(draft.amountMax),
    },
  };
}

/** As a version to try; null while a rule or a bonus cannot be read. */
export function versionOf(draft: Draft, currency: string): Known | null {
  const rules = draft.rules.flatMap((rule) => ruleOf(rule, currency) ?? []);
  const bonuses = draft.bonuses.flatMap(({ name, measure, goal: aim, minor: sum }) => {
    const [goal, minor] = [measure === 'SALES' ? countOf(aim) : sumOf(aim, currency), sumOf(sum, currency)];
    return goal === null || minor === null ? [] : [{ name: name.trim(), measure, goal, minor }];
  });
  if (rules.length < draft.rules.length || bonuses.length < draft.bonuses.length) return null;
  const cap = (typed: string) => (minorOf(typed, currency) === null ? null : sumOf(typed, currency));
  return {
    rules,
    bonuses,
    period: draft.period,
    capPerOrder: cap(draft.capPerOrderMinor),
    capPerPeriod: cap(draft.capPerPeriodMinor),
    odd: false,
  };
}

/** What a rule may ask for: a lead has no goods, a click has nothing. What is asked already is shown all the same. */
export function asksFor(draft: RuleDraft) {
  const { kind } = draft;
  const click = kind === 'FLAT_PER_CLICK';
  const orders = ofOrders({ reward: { kind } } as Rule);
  return {
    categories: orders || draft.categories.length > 0,
    skus: orders || draft.skus.length > 0,
    countries: !click || draft.countries.length > 0,
    codes: !click || draft.codes.length > 0,
    customer: !click || draft.customer !== '',
    order: orders || draft.orderMin !== '' || draft.orderMax !== '',
    sales: !click || draft.salesMin !== '' || draft.salesMax !== '',
    amount: !click || draft.amountMin !== '' || draft.amountMax !== '',
    recurring: orders || draft.recurs !== 'FIRST',
  };
}
