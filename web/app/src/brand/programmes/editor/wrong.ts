import { countries } from '@/terms/countries';
import { bpsOf } from '@/terms/rules';
import { type Draft, fromOf, type RuleDraft } from './draft';
import { editor as texts } from './texts';
import { countOf, monthsOf, sumOf } from './typed';

type Wrong = Record<string, string>;

function rewardWrong({ kind, value, measure, steps }: RuleDraft, currency: string): Wrong {
  if (kind === 'PERCENT') return bpsOf(value) === null ? { value: texts.wrongShare } : {};
  if (kind !== 'TIERS') return sumOf(value, currency) === null ? { value: texts.wrongSum } : {};
  const found: Wrong = {};
  steps.forEach((step, at) => {
    if (bpsOf(step.share) === null) found[`steps.${at}.share`] = texts.wrongShare;
    if (at === 0) return;
    const [from, last] = [fromOf(step, measure, currency), steps[at - 1]];
    const before = at === 1 || !last ? 0n : fromOf(last, measure, currency);
    if (from === null) found[`steps.${at}.from`] = measure === 'AMOUNT' ? texts.wrongSum : texts.wrongCount;
    else if (before !== null && from <= before) found[`steps.${at}.from`] = texts.wrongStep;
  });
  return found;
}

function recurringWrong({ recurs, months, after, afterShare, afterMonths }: RuleDraft): Wrong {
  if (recurs !== 'MONTHS') return {};
  return {
    ...(monthsOf(months) === null ? { months: texts.wrongMonths } : {}),
    ...(after !== 'NOTHING' && bpsOf(afterShare) === null ? { afterShare: texts.wrongShare } : {}),
    ...(after === 'MONTHS' && monthsOf(afterMonths) === null ? { afterMonths: texts.wrongMonths } : {}),
  };
}

function boundsWrong(draft: RuleDraft, currency: string): Wrong {
  const sum = (typed: string) => sumOf(typed, currency);
  const found: Wrong = {};
  const pairs = [
    ['orderMin', 'orderMax', sum, texts.wrongSum],
    ['salesMin', 'salesMax', countOf, texts.wrongCount],
    ['amountMin', 'amountMax', sum, texts.wrongSum],
  ] as const;
  for (const [least, most, read, wrong] of pairs) {
    for (const name of [least, most]) if (draft[name].trim() && read(draft[name]) === null) found[name] = wrong;
    const [from, to] = [read(draft[least]), read(draft[most])];
    if (from !== null && to !== null && from > to) found[most] = texts.wrongOrder;
  }
  return found;
}

/** What is wrong with a rule, by the names of its inputs. */
function ruleWrong(draft: RuleDraft, currency: string): Wrong {
  const nowhere = draft.countries.find((word) => !countries().has(word.toUpperCase()));
  return {
    ...(nowhere === undefined ? {} : { countries: texts.noCountry(nowhere) }),
    ...(draft.name.trim() ? {} : { name: texts.wrongName }),
    ...rewardWrong(draft, currency),
    ...recurringWrong(draft),
    ...boundsWrong(draft, currency),
  };
}

/** What can be said to be wrong without the server, by the names of the inputs: `rules.KEY.value`. */
export function wrong(draft: Draft, currency: string): Wrong {
  const found: Wrong = {};
  for (const rule of draft.rules) {
    for (const [name, text] of Object.entries(ruleWrong(rule, currency))) found[`rules.${rule.key}.${name}`] = text;
  }
  for (const { key, name, measure, goal, minor } of draft.bonuses) {
    const at = `bonuses.${key}`;
    const above = (typed: string) => (sumOf(typed, currency) ?? 0n) > 0n;
    if (!name.trim()) found[`${at}.name`] = texts.wrongName;
    else if (draft.bonuses.some((other) => other.key !== key && other.name.trim() === name.trim())) {
      found[`${at}.name`] = texts.wrongTwice;
    }
    if (measure === 'SALES' ? countOf(goal) === null : !above(goal)) {
      found[`${at}.goal`] = measure === 'SALES' ? texts.wrongCount : texts.wrongAbove;
    }
    if (!above(minor)) found[`${at}.minor`] = texts.wrongAbove;
  }
  const [order, period] = [draft.capPerOrderMinor, draft.capPerPeriodMinor].map((cap) => sumOf(cap, currency) ?? 0n);
  if (draft.capPerOrderMinor.trim() && !order) found.capPerOrderMinor = texts.wrongAbove;
  if (draft.capPerPeriodMinor.trim() && !period) found.capPerPeriodMinor = texts.wrongAbove;
  if (order && period && order > period) found.capPerOrderMinor = texts.wrongCaps;
  return found;
}
