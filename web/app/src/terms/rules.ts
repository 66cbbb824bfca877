import { whole } from '@/graph/json';

/** What a rule may give. Of money it is minor units, of a share basis points. */
export const REWARDS = [
  'PERCENT',
  'TIERS',
  'FLAT_PER_ORDER',
  'FLAT_PER_ITEM',
  'FLAT_PER_LEAD',
  'FLAT_PER_CLICK',
] as const;
export type RewardKind = (typeof REWARDS)[number];
export type FlatKind = Exclude<RewardKind, 'PERCENT' | 'TIERS'>;

export const MEASURES = ['AMOUNT', 'SALES'] as const;
/** What of a period's totals is measured. */
export type Measure = (typeof MEASURES)[number];
export const MODES = ['GRADUATED', 'RETROACTIVE'] as const;
/** Whether a higher step is good for what lies in it, or for all of the period. */
export type TierMode = (typeof MODES)[number];
export const PERIODS = ['MONTH', 'QUARTER', 'YEAR'] as const;
export type Period = (typeof PERIODS)[number];
export const CUSTOMERS = ['NEW', 'RETURNING'] as const;
export type Customer = (typeof CUSTOMERS)[number];

/** A rate from a total on: minor units, or conversions before. */
export type Tier = { from: bigint; bps: bigint };

export type Reward =
  | { kind: 'PERCENT'; bps: bigint }
  | { kind: FlatKind; minor: bigint }
  | { kind: 'TIERS'; measure: Measure; mode: TierMode; tiers: Tier[] };

/** When a rule applies. Empty lists and nulls are no condition. */
export type Predicate = {
  skus: string[];
  categories: string[];
  countries: string[];
  codes: string[];
  orderMin: bigint | null;
  orderMax: bigint | null;
  customer: Customer | null;
  salesMin: bigint | null;
  salesMax: bigint | null;
  amountMin: bigint | null;
  amountMax: bigint | null;
};

/** What follows the first months; for life where there are none. */
export type Phase = { bps: bigint; months: number | null };
/** Later sales of a subscription: for so many months since the first one, else for life. */
export type Recurring = { months: number | null; after: Phase | null };

/** One line of the terms. */
export type Rule = { name: string; when: Predicate; reward: Reward; recurring: Recurring | null };
/**
 * A line with something in it that this page does not know: it is shown as such, and never written again. `unknown` is all
 * of it as it came, to tell it from others.
 */
export type UnknownRule = { name: string; unknown: string };
export type Line = Rule | UnknownRule;

/** `Rule` as the graph gives it. */
export type RawRule = { name: string; predicate: unknown; reward: unknown; recurring?: unknown };

/** Thrown, and caught, in here alone. */
class Unknown extends Error {}

/** A JSON object that is known to the last of its fields. */
function only(value: unknown, fields: readonly string[]): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Unknown('no object');
  for (const field of Object.keys(value)) if (!fields.includes(field)) throw new Unknown(field);
  return value as Record<string, unknown>;
}

function wholeOf(value: unknown): bigint {
  if (typeof value === 'number' && Number.isSafeInteger(value)) return BigInt(value);
  if (typeof value === 'string' && /^-?\d+$/.test(value)) return whole(value);
  throw new Unknown('no whole number');
}

const maybe = <Value>(value: unknown, read: (value: unknown) => Value): Value | null =>
  value === undefined || value === null ? null : read(value);

function wordsOf(value: unknown): string[] {
  if (value === undefined) return [];
  if (!Array.isArray(value) || !value.every((word) => typeof word === 'string')) throw new Unknown('no words');
  return value;
}

function oneOf<Value extends string>(values: readonly Value[], value: unknown): Value {
  const found = values.find((one) => one === value);
  if (!found) throw new Unknown(String(value));
  return found;
}

const PREDICATE = [
  'skus',
  'categories',
  'countries',
  'codes',
  'order_minor_min',
  'order_minor_max',
  'customer',
  'period_sales_min',
  'period_sales_max',
  'period_minor_min',
  'period_minor_max',
];

function readPredicate(value: unknown): Predicate {
  const when = only(value, PREDICATE);
  return {
    skus: wordsOf(when.skus),
    categories: wordsOf(when.categories),
    countries: wordsOf(when.countries),
    codes: wordsOf(when.codes),
    orderMin: maybe(when.order_minor_min, wholeOf),
    orderMax: maybe(when.order_minor_max, wholeOf),
    customer: maybe(when.customer, (kind) => oneOf(CUSTOMERS, kind)),
    salesMin: maybe(when.period_sales_min, wholeOf),
    salesMax: maybe(when.period_sales_max, wholeOf),
    amountMin: maybe(when.period_minor_min, wholeOf),
    amountMax: maybe(when.period_minor_max, wholeOf),
  };
}

function readReward(value: unknown): Reward {
  const kind = oneOf(REWARDS, (value as { kind?: unknown } | null)?.kind);
  if (kind === 'PERCENT') return { kind, bps: wholeOf(only(value, ['kind', 'bps']).bps) };
  if (kind !== 'TIERS') return { kind, minor: wholeOf(only(value, ['kind', 'minor']).minor) };
  const { measure, mode, tiers } = only(value, ['kind', 'measure', 'mode', 'tiers']);
  if (!Array.isArray(tiers)) throw new Unknown('no tiers');
  return {
    kind,
    measure: oneOf(MEASURES, measure),
    mode: oneOf(MODES, mode),
    tiers: tiers.map((tier) => {
      const { from, bps } = only(tier, ['from', 'bps']);
      return { from: wholeOf(from), bps: wholeOf(bps) };
    }),
  };
}

const months = (value: unknown) => maybe(value, (count) => Number(wholeOf(count)));

function readRecurring(value: unknown): Recurring {
  const recurring = only(value, ['months', 'then']);
  return {
    months: months(recurring.months),
    after: maybe(recurring.then, (after) => {
      const phase = only(after, ['bps', 'months']);
      return { bps: wholeOf(phase.bps), months: months(phase.months) };
    }),
  };
}

/** Reads a rule to the last of its fields, or says that it is not known here. */
export function readRule({ name, predicate, reward, recurring }: RawRule): Line {
  try {
    return {
      name,
      when: readPredicate(predicate),
      reward: readReward(reward),
      recurring: maybe(recurring, readRecurring),
    };
  } catch (error) {
    if (error instanceof Unknown) return { name, unknown: JSON.stringify([predicate, reward, recurring]) };
    throw error;
  }
}

export const isKnown = (line: Line): line is Rule => !('unknown' in line);

/** All lines of a version, known or not. */
export const readRules = (rules: readonly RawRule[]): Line[] => rules.map(readRule);

/** Those that are paid for orders; leads and clicks have nothing to ask for. */
export const ofOrders = ({ reward: { kind } }: Rule) => kind !== 'FLAT_PER_LEAD' && kind !== 'FLAT_PER_CLICK';

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
