import { money } from '@/money/money';
import { inWords } from './countries';
import { isKnown, type Line, ofOrders, type Period, percent, type Recurring, type Rule, type Tier } from './rules';
import { periods, terms, rules as words } from './texts';
import type { Bonus, Version } from './version';

const or = new Intl.ListFormat('en-GB', { type: 'disjunction' });
const PLURAL = new Intl.PluralRules('en-GB', { type: 'ordinal' });
const SUFFIX: Partial<Record<Intl.LDMLPluralRule, string>> = { one: 'st', two: 'nd', few: 'rd' };

/** `1st`, `22nd`, `113th`. */
export const nth = (place: bigint) => `${place}${SUFFIX[PLURAL.select(Number(place))] ?? 'th'}`;

/** For sums of one currency: `£12.00`. */
export const sums = (currency: string) => (minor: bigint) => money({ minor: minor.toString(), currency });

/** What it gives, in words: `15 % of the goods`. */
export function reward({ reward: given }: Rule, currency: string): string {
  if (given.kind === 'PERCENT') return words.percent(percent(given.bps));
  if (given.kind === 'TIERS') {
    const rates = given.tiers.map(({ bps }) => bps).sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
    const [least, most] = [percent(rates[0] ?? 0n), percent(rates.at(-1) ?? 0n)];
    return least === most ? words.percent(most) : words.tiers(least, most);
  }
  const sum = sums(currency)(given.minor);
  return {
    FLAT_PER_ORDER: words.perOrder,
    FLAT_PER_ITEM: words.perItem,
    FLAT_PER_LEAD: words.perLead,
    FLAT_PER_CLICK: words.perClick,
  }[given.kind](sum);
}

/** Its steps, one after the other; empty where it has none. */
export function steps({ reward: given }: Rule, period: Period, currency: string): string[] {
  if (given.kind !== 'TIERS') return [];
  const { measure, mode, tiers } = given;
  const sum = sums(currency);
  const of = periods[period].the;
  return tiers.map(({ from, bps }: Tier, at) => {
    const share = percent(bps);
    const next = tiers[at + 1];
    if (measure === 'SALES') {
      if (at === 0) return words.salesFirst(share, of);
      return (mode === 'RETROACTIVE' ? words.salesBack : words.salesFrom)(share, nth(from + 1n));
    }
    if (mode === 'RETROACTIVE') {
      return at === 0 ? words.backFirst(share) : words.backReached(share, sum(from), of);
    }
    if (at === 0) return `${next ? words.stepFirst(share, sum(next.from)) : words.stepAll(share)} ${of}`;
    return next ? words.stepBetween(share, sum(from), sum(next.from)) : words.stepAbove(share, sum(from));
  });
}

/** Which goods it is for. */
export const goods = ({ when }: Rule): string[] =>
  [
    when.categories.length ? words.categories(or.format(when.categories)) : '',
    when.skus.length ? words.skus(or.format(when.skus)) : '',
  ].filter(Boolean);

export const countries = ({ when }: Rule) =>
  when.countries.length ? words.countries(or.format(when.countries.map(inWords))) : '';
export const codes = ({ when }: Rule) => (when.codes.length ? words.codes(or.format(when.codes)) : '');

/** How large an order has to be. */
export function orderSize({ when: { orderMin, orderMax } }: Rule, currency: string): string[] {
  const sum = sums(currency);
  return [
    orderMin !== null ? words.orderMin(sum(orderMin)) : '',
    orderMax !== null ? words.orderMax(sum(orderMax)) : '',
  ].filter(Boolean);
}

/** What somebody has to have come to in the period. */
export function soFar({ when }: Rule, period: Period, currency: string): string[] {
  const { salesMin, salesMax, amountMin, amountMax } = when;
  const [sum, of] = [sums(currency), periods[period].the];
  const found: string[] = [];
  // So many before is one more with this one.
  const [from, to] = [salesMin !== null && nth(salesMin + 1n), salesMax !== null && nth(salesMax + 1n)];
  if (from && to) found.push(from === to ? words.salesOnly(from, of) : words.salesBetween(from, to, of));
  else if (from) found.push(words.salesMin(from, of));
  else if (to) found.push(words.salesMax(to, of));
  if (amountMin !== null && amountMax !== null) found.push(words.amountBetween(sum(amountMin), sum(amountMax), of));
  else if (amountMin !== null) found.push(words.amountMin(sum(amountMin), of));
  else if (amountMax !== null) found.push(words.amountMax(sum(amountMax), of));
  return found;
}

/** Which payments of a subscription it is for. */
export function recurs({ months, after }: Recurring): string {
  const first = months === null ? words.recursAlways : words.recursFor(words.months(months));
  if (!after) return first;
  const share = percent(after.bps);
  return `${first}, ${after.months === null ? words.followedAlways(share) : words.followed(share, words.months(after.months))}`;
}

/** When it applies, in words; empty if always. */
export const conditions = (rule: Rule, currency: string, period: Period = 'MONTH'): string[] =>
  [
    ...goods(rule),
    countries(rule),
    codes(rule),
    rule.when.customer ? words.customer(rule.when.customer) : '',
    ...orderSize(rule, currency),
    ...soFar(rule, period, currency),
  ].filter(Boolean);

/** What is to be said of subscriptions: of what is paid for the first payment only where other rules recur. */
export function subscription(rule: Rule, all: readonly Line[]): string | null {
  if (rule.recurring) return recurs(rule.recurring);
  const others = all.some((line) => isKnown(line) && line.recurring);
  return others && ofOrders(rule) ? words.recursNot : null;
}

const COUNT = new Intl.NumberFormat('en-GB');

/** `£50.00 once 10 sales are made in a month`. */
export function bonus({ measure, goal, minor }: Bonus, period: Period, currency: string): string {
  const sum = sums(currency);
  const aim = measure === 'SALES' ? COUNT.format(goal) : sum(goal);
  return words.bonus[measure](sum(minor), aim, periods[period].a);
}

/** What is paid at most. */
export function caps(
  { capPerOrder, capPerPeriod, period, bonuses }: Omit<Version, 'rules'>,
  currency: string,
): string[] {
  const sum = sums(currency);
  return [
    capPerOrder !== null ? words.capPerOrder(sum(capPerOrder)) : '',
    capPerPeriod !== null
      ? (bonuses.length ? words.capPerPeriodAll : words.capPerPeriod)(sum(capPerPeriod), periods[period].a)
      : '',
  ].filter(Boolean);
}

/** What terms give, in a line: the first rule, and how many follow. */
export function earns(rules: readonly Line[], currency: string): string {
  const [first, ...rest] = rules;
  if (!first) return terms.noTerms;
  const said = isKnown(first) ? reward(first, currency) : terms.unknown;
  return rest.length ? `${said}, ${terms.andMore(rest.length)}` : said;
}
