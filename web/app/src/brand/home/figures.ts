import { isoDayUtc } from '@/time/time';

const DAY_MS = 86_400_000;

/** How long a period is. */
export const PERIOD_DAYS = 30;

/** The period up to today and the one before it, as days in UTC, first and last included. */
export function periods(now: Date) {
  const day = (ago: number) => isoDayUtc(new Date(now.getTime() - ago * DAY_MS));
  return {
    from: day(PERIOD_DAYS - 1),
    to: day(0),
    fromBefore: day(2 * PERIOD_DAYS - 1),
    toBefore: day(PERIOD_DAYS),
  };
}

/** The change from a period to the next in whole per cent; null from nothing. Rounded towards zero. */
export function change(now: bigint, before: bigint): bigint | null {
  return before === 0n ? null : ((now - before) * 100n) / (before < 0n ? -before : before);
}

/** How high each bar is, in tenths of a per cent of the highest. */
export function heights(worths: bigint[]): number[] {
  let most = 1n;
  for (const worth of worths) if (worth > most) most = worth;
  return worths.map((worth) => (worth > 0n ? Number((worth * 1000n) / most) : 0));
}
