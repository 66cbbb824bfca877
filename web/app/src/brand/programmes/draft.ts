import { decimal, minorOf } from '@/money/money';
import { bpsOf, percent, type RewardKind, type Rule } from '@/terms/rules';
import type { RuleInput } from './query.gen';
import { editor as texts } from './texts';

/** A rule as it is being typed. `key` tells it from the others while they are moved about. */
export type Draft = {
  key: string;
  name: string;
  reward: RewardKind;
  value: string;
  categories: string;
  skus: string;
  countries: string;
  codes: string;
  orderMin: string;
  orderMax: string;
};

/** A rule with nothing in it yet. */
export const blank = (): Draft => ({
  key: crypto.randomUUID(),
  name: '',
  reward: 'PERCENT',
  value: '',
  categories: '',
  skus: '',
  countries: '',
  codes: '',
  orderMin: '',
  orderMax: '',
});

/** A rule of the terms in force, to be changed. */
export function draftOf(rule: Rule, currency: string): Draft {
  const sum = (minor: bigint | null) => (minor === null ? '' : decimal({ minor: minor.toString(), currency }));
  return {
    key: crypto.randomUUID(),
    name: rule.name,
    reward: rule.reward,
    value: rule.reward === 'PERCENT' ? percent(rule.value).replace(' %', '') : sum(rule.value),
    categories: rule.categories.join(', '),
    skus: rule.skus.join(', '),
    countries: rule.countries.join(', '),
    codes: rule.codes.join(', '),
    orderMin: sum(rule.orderMin),
    orderMax: sum(rule.orderMax),
  };
}

const words = (typed: string) => [...new Set(typed.split(',').map((word) => word.trim()))].filter(Boolean);

/** What is wrong with them, by the names of their inputs. */
export function wrong(drafts: Draft[], currency: string): Record<string, string> {
  const found: Record<string, string> = {};
  drafts.forEach((draft, at) => {
    const { name, reward, value, orderMin, orderMax } = draft;
    if (!name.trim()) found[`rules.${at}.name`] = texts.wrongName;
    if (reward === 'PERCENT' && bpsOf(value) === null) found[`rules.${at}.reward`] = texts.wrongShare;
    if (reward !== 'PERCENT' && minorOf(value, currency) === null) found[`rules.${at}.reward`] = texts.wrongSum;
    if ([orderMin, orderMax].some((sum) => sum.trim() && minorOf(sum, currency) === null)) {
      found[`rules.${at}.predicate`] = texts.wrongSum;
    }
  });
  return found;
}

/** As the graph takes it; what is wrong with it was said before. */
export function inputOf(draft: Draft, currency: string): RuleInput {
  const sum = minorOf(draft.value, currency);
  const reward = {
    PERCENT: { percentBps: bpsOf(draft.value) },
    FLAT_PER_ORDER: { flatPerOrderMinor: sum },
    FLAT_PER_ITEM: { flatPerItemMinor: sum },
    FLAT_PER_LEAD: { flatPerLeadMinor: sum },
  }[draft.reward];
  return {
    name: draft.name.trim(),
    reward: reward as RuleInput['reward'],
    predicate: {
      categories: words(draft.categories),
      skus: words(draft.skus),
      countries: words(draft.countries.toUpperCase()),
      codes: words(draft.codes),
      orderMinorMin: minorOf(draft.orderMin, currency),
      orderMinorMax: minorOf(draft.orderMax, currency),
    },
  };
}

/** As a rule to try, once it can be read. */
export function ruleOf(draft: Draft, currency: string): Rule | null {
  const value = draft.reward === 'PERCENT' ? bpsOf(draft.value) : minorOf(draft.value, currency);
  if (value === null) return null;
  const bound = (typed: string) => {
    const minor = minorOf(typed, currency);
    return minor === null ? null : BigInt(minor);
  };
  return {
    name: draft.name.trim(),
    reward: draft.reward,
    value: BigInt(value),
    categories: words(draft.categories),
    skus: words(draft.skus),
    countries: words(draft.countries.toUpperCase()),
    codes: words(draft.codes),
    orderMin: bound(draft.orderMin),
    orderMax: bound(draft.orderMax),
  };
}
