import { exponent, type Money, split } from '@/money/money';
import { type Candidate, type Credit, type Decision, type Role, WHOLE_BPS } from './decision';

/**
 * What each candidate carries of what its payee gets, by its own weight. The parts of a payee sum to that, so all of them
 * sum to what is paid. A touch is two candidates where it was of an affiliate's link to a creator's moment.
 */
export function cents(path: Candidate[], credits: { payee: string; amount: Money }[]): Map<Candidate, Money> {
  const carried = new Map<Candidate, Money>();
  for (const { payee, amount } of credits) {
    const theirs = path.filter((one) => one.payee === payee && one.weight > 0n);
    const parts = split(
      amount,
      theirs.map((one) => one.weight),
    );
    theirs.forEach((one, at) => {
      const part = parts[at];
      if (part) carried.set(one, part);
    });
  }
  return carried;
}

const percentages = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 2 });

/** A part of a whole for people: `37.5 %`, to two digits behind the point. */
export function percentOf(part: bigint, whole: bigint): string {
  if (whole <= 0n) return '0 %';
  // Half up, in hundredths of a percent.
  const hundredths = (part * 20_000n + whole) / (whole * 2n);
  return `${percentages.format(Number(hundredths) / 100)} %`;
}

/** How the weight of a path moved between its payees. */
export type Shift = {
  payee: string;
  role: Role;
  /** By the touches alone. */
  byTouches: { part: bigint; whole: bigint };
  /** Within the policy's bounds. */
  within: { part: bigint; whole: bigint };
};

/** What each payee held by their touches, and holds within the policy's bounds. */
export function shifts({ candidates, credits }: Decision): Shift[] {
  const whole = candidates.reduce((sum, one) => sum + one.weight, 0n);
  return credits.map(({ payee, role, weight, of }) => ({
    payee,
    role,
    byTouches: {
      part: candidates.reduce((sum, one) => (one.payee === payee ? sum + one.weight : sum), 0n),
      whole,
    },
    within: { part: weight, whole: of },
  }));
}

/** Whether bounds moved anything. */
export const moved = (all: Shift[]): boolean =>
  all.some(({ byTouches: was, within: is }) => was.whole > 0n && was.part * is.whole !== is.part * was.whole);

/** What a payee adds to the pool, `weight · alone / of`, exactly: `7.68`, or with a third digit that was cut. */
export function adds({ weight, of, alone }: Credit, currency: string): { text: string; exact: boolean } {
  const more = 3;
  const digits = exponent(currency) + more;
  const scaled = weight * BigInt(alone) * 10n ** BigInt(more);
  const value = of > 0n ? scaled / of : 0n;
  const text = value.toString().padStart(digits + 1, '0');
  const [whole, part] = [text.slice(0, -digits), text.slice(-digits)];
  const least = exponent(currency);
  const kept = part.slice(0, least) + part.slice(least).replace(/0+$/, '');
  return { text: kept ? `${whole}.${kept}` : whole, exact: of > 0n && value * of === scaled };
}

const added = (all: { minor: string }[]): bigint => all.reduce((sum, { minor }) => sum + BigInt(minor), 0n);

/** What caps and budgets took of a share and of what is paid beside it, in minor units. */
export const cutOf = ({ cuts, extras }: Credit): bigint => added(cuts) + added(extras.flatMap((extra) => extra.cuts));

/** What is paid beside a share, before it was cut. */
export const besideOf = ({ extras }: Credit): bigint => added(extras) + added(extras.flatMap((extra) => extra.cuts));

/** What a payee gets in all: of the pool, and beside it. */
export const getsOf = ({ pays, extras }: Credit): bigint => BigInt(pays) + added(extras);

/** What all get together. */
export const paidOf = ({ credits }: Decision): bigint => credits.reduce((sum, credit) => sum + getsOf(credit), 0n);

/** Who gets how much, for the touches that led to it. */
export const gains = ({ credits }: Decision, currency: string): { payee: string; amount: Money }[] =>
  credits.map((credit) => ({ payee: credit.payee, amount: { minor: getsOf(credit).toString(), currency } }));

/** Whether the parts come to the pool, and each to what is paid and what was cut of it. */
export function addsUp({ credits, pool }: Decision): boolean {
  const parts = credits.reduce((sum, { part }) => sum + BigInt(part), 0n);
  return (
    pool !== null &&
    parts === BigInt(pool) &&
    credits.every(({ part, pays, cuts }) => BigInt(part) - added(cuts) === BigInt(pays))
  );
}

/** Whether a bound says anything. */
export const binds = ({ floor, ceiling }: { floor: number; ceiling: number }) => floor > 0 || ceiling < WHOLE_BPS;
