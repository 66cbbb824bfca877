import {
  isKnown,
  type Line,
  MEASURES,
  type Measure,
  PERIODS,
  type Period,
  type RawRule,
  type Rule,
  readRules,
} from './rules';

/** An amount for a goal, once in a period: so many conversions, or so many minor units. */
export type Bonus = { name: string; measure: Measure; goal: bigint; minor: bigint };

/** All that a version of terms says. */
export type Version = {
  rules: Line[];
  /** How long totals run. */
  period: Period;
  bonuses: Bonus[];
  capPerOrder: bigint | null;
  capPerPeriod: bigint | null;
  /** Something in it beside its rules is not known to this page. */
  odd: boolean;
};

/** A version of which everything is known. */
export type Known = Omit<Version, 'rules'> & { rules: Rule[] };

/** `Terms` and `ProgramTerms` as the graph gives them. */
export type RawVersion = {
  rules: readonly RawRule[];
  period: string;
  bonuses: readonly { name: string; measure: string; goal: string; minor: string }[];
  capPerOrderMinor?: string | null;
  capPerPeriodMinor?: string | null;
};

const cap = (minor: string | null | undefined) => (minor === null || minor === undefined ? null : BigInt(minor));

/** Reads a version. What is not known is in it as such. */
export function readVersion(raw: RawVersion): Version {
  const period = PERIODS.find((one) => one === raw.period);
  const bonuses = raw.bonuses.map(({ name, measure, goal, minor }) => ({
    name,
    measure: MEASURES.find((one) => one === measure),
    goal: BigInt(goal),
    minor: BigInt(minor),
  }));
  return {
    rules: readRules(raw.rules),
    period: period ?? 'MONTH',
    bonuses: bonuses.filter((bonus): bonus is Bonus => bonus.measure !== undefined),
    capPerOrder: cap(raw.capPerOrderMinor),
    capPerPeriod: cap(raw.capPerPeriodMinor),
    odd: !period || bonuses.some(({ measure }) => !measure),
  };
}

/** The version where everything in it is known; else null: it can be neither tried nor written again. */
export function known(version: Version): Known | null {
  const rules = version.rules.filter(isKnown);
  return version.odd || rules.length < version.rules.length ? null : { ...version, rules };
}

/** Whether anything in it is measured by what somebody has come to in the period. */
export function asksForTotals({ rules, bonuses, capPerPeriod }: Known): boolean {
  const asks = ({ when, reward }: Rule) =>
    reward.kind === 'TIERS' || [when.salesMin, when.salesMax, when.amountMin, when.amountMax].some((x) => x !== null);
  return capPerPeriod !== null || bonuses.length > 0 || rules.some(asks);
}

type Dated = {
  version: number;
  effectiveFrom: string;
  group?: { id: string } | null;
  /** When it was taken back before its time came: it holds for nobody. */
  withdrawnAt?: string | null;
};

/** Whether it was taken back before its time came. */
export const isWithdrawn = ({ withdrawnAt }: Dated) => typeof withdrawnAt === 'string';

/**
 * The version that holds for a group at a moment, without looking at everybody's: of those in effect the one that took
 * effect last, the higher where two did at once. As `domain::reward::terms_in_force`.
 */
export function inForce<Terms extends Dated>(versions: readonly Terms[], group: string | null, at: Date): Terms | null {
  const from = ({ effectiveFrom }: Terms) => new Date(effectiveFrom).getTime();
  const begun = versions.filter(
    (one) => (one.group?.id ?? null) === group && from(one) <= at.getTime() && !isWithdrawn(one),
  );
  return begun.reduce<Terms | null>((best, one) => {
    if (!best || from(one) > from(best)) return one;
    return from(one) === from(best) && one.version > best.version ? one : best;
  }, null);
}

/**
 * What time it is: not earlier than anything that was written, so that terms which count at once do so for readers whose
 * clock is behind.
 */
export const asOf = (versions: readonly { createdAt: string }[], clock: Date) =>
  new Date(Math.max(clock.getTime(), ...versions.map(({ createdAt }) => new Date(createdAt).getTime())));

/**
 * The version that the next one follows: the newest of a group that stands, else of everybody. One that is written is
 * based on it, whichever it began with, so that nothing is published over what nobody looked at.
 */
export function newest<Terms extends Dated>(versions: readonly Terms[], group: string | null): Terms | null {
  const last = (of: string | null) =>
    versions
      .filter((one) => (one.group?.id ?? null) === of && !isWithdrawn(one))
      .reduce<Terms | null>((best, one) => (best && best.version > one.version ? best : one), null);
  return last(group) ?? last(null);
}

/** Versions of a group that are still to come, the next one first. */
export function toCome<Terms extends Dated>(versions: readonly Terms[], group: string | null, at: Date): Terms[] {
  return versions
    .filter((one) => (one.group?.id ?? null) === group && new Date(one.effectiveFrom) > at && !isWithdrawn(one))
    .sort((a, b) => new Date(a.effectiveFrom).getTime() - new Date(b.effectiveFrom).getTime());
}
