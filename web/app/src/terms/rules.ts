import { list, object, text, texts, whole } from '@/graph/json';
import { type Money, money, share } from '@/money/money';
import { terms, rules as words } from './texts';

/** What a rule gives. Of money it is minor units, of a percentage basis points. */
export const REWARDS = ['PERCENT', 'FLAT_PER_ORDER', 'FLAT_PER_ITEM', 'FLAT_PER_LEAD'] as const;
export type RewardKind = (typeof REWARDS)[number];

/** One line of the terms, as the graph keeps it. Empty lists and nulls are no condition. */
export type Rule = {
  name: string;
  skus: string[];
  categories: string[];
  countries: string[];
  codes: string[];
  orderMin: bigint | null;
  orderMax: bigint | null;
  reward: RewardKind;
  value: bigint;
};

/** An order of one kind of goods, for trying rules on. */
export type Order = {
  lead: boolean;
  minor: bigint;
  quantity: bigint;
  sku: string;
  category: string;
  country: string;
  code: string;
};

const bound = (value: unknown) => (value === undefined || value === null ? null : whole(value));

/** Reads `Rule { name predicate reward }`; null for a reward that is not known here. */
export function readRule(rule: { name: string; predicate: unknown; reward: unknown }): Rule | null {
  const when = object(rule.predicate);
  const gives = object(rule.reward);
  const reward = REWARDS.find((kind) => kind === text(gives.kind));
  if (!reward) return null;
  return {
    name: rule.name,
    skus: texts(when.skus),
    categories: texts(when.categories),
    countries: texts(when.countries),
    codes: texts(when.codes),
    orderMin: bound(when.order_minor_min),
    orderMax: bound(when.order_minor_max),
    reward,
    value: whole(reward === 'PERCENT' ? gives.bps : gives.minor),
  };
}

/** `12.5 %` of 1250 basis points, exactly. */
export function percent(bps: bigint): string {
  const part = (bps % 100n).toString().padStart(2, '0').replace(/0+$/, '');
  return `${bps / 100n}${part ? `.${part}` : ''} %`;
}

/** What a person typed as a percentage, `12.5`, as basis points; null where it is none of 0 to 100. */
export function bpsOf(typed: string): number | null {
  const parts = /^(\d{1,3})(?:\.(\d{1,2}))?$/.exec(typed.trim().replace(/\s*%$/, ''));
  if (!parts) return null;
  const bps = Number(parts[1]) * 100 + Number((parts[2] ?? '').padEnd(2, '0'));
  return bps <= 10_000 ? bps : null;
}

const or = new Intl.ListFormat('en-GB', { type: 'disjunction' });

/** What it gives, in words: `15 % of the goods`. */
export function reward(rule: Rule, currency: string): string {
  const sum = money({ minor: rule.value.toString(), currency });
  if (rule.reward === 'PERCENT') return words.percent(percent(rule.value));
  return { FLAT_PER_ORDER: words.perOrder, FLAT_PER_ITEM: words.perItem, FLAT_PER_LEAD: words.perLead }[rule.reward](
    sum,
  );
}

/** When it does, in words; empty if always. */
export function conditions(rule: Rule, currency: string): string[] {
  const sum = (minor: bigint) => money({ minor: minor.toString(), currency });
  return [
    rule.categories.length ? words.categories(or.format(rule.categories)) : '',
    rule.skus.length ? words.skus(or.format(rule.skus)) : '',
    rule.countries.length ? words.countries(or.format(rule.countries)) : '',
    rule.codes.length ? words.codes(or.format(rule.codes)) : '',
    rule.orderMin !== null ? words.orderMin(sum(rule.orderMin)) : '',
    rule.orderMax !== null ? words.orderMax(sum(rule.orderMax)) : '',
  ].filter(Boolean);
}

const among = (list: string[], word: string) =>
  list.length === 0 || list.some((one) => one.toLowerCase() === word.trim().toLowerCase());

function fits(rule: Rule, order: Order): boolean {
  return (
    (rule.reward === 'FLAT_PER_LEAD') === order.lead &&
    among(rule.countries, order.country) &&
    among(rule.codes, order.code) &&
    (order.lead || (among(rule.skus, order.sku) && among(rule.categories, order.category))) &&
    (rule.orderMin === null || order.minor >= rule.orderMin) &&
    (rule.orderMax === null || order.minor <= rule.orderMax)
  );
}

/** The first rule that fits, and what it gives; the server's word is the conversion's own arithmetic. */
export function tryOn(rules: Rule[], order: Order, currency: string): { at: number; gives: Money } | null {
  const at = rules.findIndex((rule) => fits(rule, order));
  const rule = rules[at];
  if (!rule) return null;
  const flat = rule.reward === 'FLAT_PER_ITEM' ? rule.value * order.quantity : rule.value;
  const most = (value: bigint) => (value > order.minor ? order.minor : value);
  const gives =
    rule.reward === 'PERCENT'
      ? BigInt(share({ minor: order.minor.toString(), currency }, rule.value).minor)
      : order.lead
        ? rule.value
        : most(flat);
  return { at, gives: { minor: gives.toString(), currency } };
}

/** All of a version that can be read. */
export const readRules = (rules: { name: string; predicate: unknown; reward: unknown }[]) =>
  list(rules).flatMap((rule) => readRule(rule as { name: string; predicate: unknown; reward: unknown }) ?? []);

/** What terms give, in a line: the first rule, and how many follow. */
export function earns(rules: Rule[], currency: string): string {
  const [first, ...rest] = rules;
  if (!first) return terms.noTerms;
  return rest.length ? `${reward(first, currency)}, ${terms.andMore(rest.length)}` : reward(first, currency);
}
