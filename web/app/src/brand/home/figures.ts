import { type Money, sum } from '@/money/money';

const DAY_MS = 86_400_000;

/** How long a period is. */
export const PERIOD_DAYS = 30;

/** Something that happened, and what it was worth. */
export type Happening = { at: string; worth: Money | null };

/** A period and the one before it. */
export type Periods<Value> = { now: Value; before: Value };

/** The first moment of the period before, which is as far back as figures look. */
export const since = (now: Date) => new Date(now.getTime() - 2 * PERIOD_DAYS * DAY_MS);

function periodOf(at: string, now: Date): keyof Periods<unknown> | null {
  const age = now.getTime() - new Date(at).getTime();
  if (age < PERIOD_DAYS * DAY_MS) return 'now';
  return age < 2 * PERIOD_DAYS * DAY_MS ? 'before' : null;
}

/** How many there were. */
export function counts(list: Happening[], now: Date): Periods<number> {
  const counted = { now: 0, before: 0 };
  for (const { at } of list) {
    const period = periodOf(at, now);
    if (period) counted[period] += 1;
  }
  return counted;
}

/** What they were worth, in one currency; others are left out. */
export function worths(list: Happening[], currency: string, now: Date): Periods<Money> {
  const of = (wanted: keyof Periods<unknown>) =>
    sum(
      list.flatMap(({ at, worth }) => (worth?.currency === currency && periodOf(at, now) === wanted ? worth : [])),
      currency,
    );
  return { now: of('now'), before: of('before') };
}

/** The change from a period to the next in whole per cent; null from nothing. Rounded towards zero. */
export function change(now: bigint, before: bigint): bigint | null {
  return before === 0n ? null : ((now - before) * 100n) / before;
}

/** What each day of the period was worth, oldest first, today last; days are the reader's. */
export function days(list: Happening[], currency: string, now: Date): { day: Date; worth: bigint }[] {
  const today = new Date(now.getFullYear(), now.getMonth(), now.getDate());
  const found = Array.from({ length: PERIOD_DAYS }, (_, ago) => ({
    day: new Date(today.getFullYear(), today.getMonth(), today.getDate() - (PERIOD_DAYS - 1 - ago)),
    worth: 0n,
  }));
  for (const { at, worth } of list) {
    if (worth?.currency !== currency) continue;
    const when = new Date(at);
    const one = found.find(({ day }) => day.toDateString() === when.toDateString());
    if (one) one.worth += BigInt(worth.minor);
  }
  return found;
}
