import { decimal, type Money } from '@/money/money';
import { dayEnd, dayStart, isoDay } from '@/time/time';
import type { AttributionReplayQuery } from './query.gen';

export type Replay = AttributionReplayQuery['attributionReplay'];
export type Payee = Replay['payees'][number];

const DAY_MS = 86_400_000;
/** Periods that are offered, in days. */
export const PERIODS = [7, 30, 90] as const;

/** The last so many days, today among them, as days of the reader. */
export function lastDays(days: number, now: Date): { from: string; to: string } {
  const first = new Date(now.getFullYear(), now.getMonth(), now.getDate() - (days - 1));
  return { from: isoDay(first), to: isoDay(now) };
}

/** Which of the offered periods it is; null for none. */
export const offered = (from: string, to: string, now: Date) =>
  PERIODS.find((days) => {
    const last = lastDays(days, now);
    return last.from === from && last.to === to;
  }) ?? null;

/** Both days included, as moments; null where they make no period. */
export function moments(from: string, to: string): { from: string; to: string } | null {
  const [start, end] = [dayStart(from), dayEnd(to)];
  if (!start || !end || start >= end) return null;
  return { from: start.toISOString(), to: end.toISOString() };
}

/** How many days of a period there are, for people. */
export const lengthOf = (from: string, to: string) => {
  const [start, end] = [dayStart(from), dayEnd(to)];
  return start && end ? Math.round((end.getTime() - start.getTime()) / DAY_MS) : 0;
};

/** By how much more one is than the other. */
export const more = (paid: Money, wouldPay: Money): Money => ({
  minor: (BigInt(wouldPay.minor) - BigInt(paid.minor)).toString(),
  currency: wouldPay.currency,
});

const minorOf = ({ paid, wouldPay }: Payee) => BigInt(more(paid, wouldPay).minor);
const size = (value: bigint) => (value < 0n ? -value : value);

/** The largest change first, whichever way; of equals in the order they came. */
export const byChange = (payees: readonly Payee[]): Payee[] =>
  [...payees].sort((a, b) => {
    const [one, other] = [size(minorOf(a)), size(minorOf(b))];
    return one === other ? 0 : other > one ? 1 : -1;
  });

export const SHOWN = ['all', 'gain', 'lose', 'same'] as const;
export type Shown = (typeof SHOWN)[number];

/** Those who would gain, lose, or have the same. */
export function only(payees: readonly Payee[], shown: Shown): Payee[] {
  const fits = (payee: Payee) => {
    const change = minorOf(payee);
    return shown === 'gain' ? change > 0n : shown === 'lose' ? change < 0n : change === 0n;
  };
  return shown === 'all' ? [...payees] : payees.filter(fits);
}

/** How long each change is drawn, in tenths of a per cent of the largest. */
export function lengths(payees: readonly Payee[]): number[] {
  const sizes = payees.map((payee) => size(minorOf(payee)));
  let most = 1n;
  for (const one of sizes) if (one > most) most = one;
  return sizes.map((one) => Number((one * 1000n) / most));
}

/** A part of a whole to a tenth of a per cent, in basis points; nothing of nothing is nothing. */
export function tenths(part: bigint, whole: bigint): bigint {
  if (whole === 0n) return 0n;
  const value = part < 0n ? -part : part;
  const rounded = ((value * 2_000n) / whole + 1n) / 2n;
  return (part < 0n ? -rounded : rounded) * 10n;
}

/** The change in basis points of what was paid, to a tenth of a per cent; null from nothing. */
export function changeBps(paid: Money, wouldPay: Money): bigint | null {
  const before = BigInt(paid.minor);
  return before <= 0n ? null : tenths(BigInt(more(paid, wouldPay).minor), before);
}

/** One payee as a line of the file: exact decimals, no signs of currency. */
export const csvRow = ({ payee, role, paid, wouldPay }: Payee, roles: Record<string, string>): string[] => [
  payee.name,
  roles[role] ?? role,
  decimal(paid),
  decimal(wouldPay),
  decimal(more(paid, wouldPay)),
  paid.currency,
];
