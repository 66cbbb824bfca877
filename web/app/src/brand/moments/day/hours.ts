import type { Intent } from './query.gen';

/** What a moment's author wants; `UNREAD` where nobody has read it. */
export type Wanted = Intent | 'UNREAD';

/** From the bottom of a bar to its top. */
export const WANTED: readonly Wanted[] = ['BUY', 'DO', 'GO', 'KNOW', 'NONE', 'UNREAD'];

export type Hour = { hour: number; all: number; of: Record<Wanted, number> };

type Row = { hour: number; intent?: Intent | null; moments: number };

const HOURS = 24;
const none = (): Record<Wanted, number> => ({ BUY: 0, DO: 0, GO: 0, KNOW: 0, NONE: 0, UNREAD: 0 });

/** All hours of a day, those without moments too. */
export function hoursOf(rows: readonly Row[]): Hour[] {
  const hours = Array.from({ length: HOURS }, (_, hour) => ({ hour, all: 0, of: none() }));
  for (const { hour, intent, moments } of rows) {
    const at = hours[hour];
    if (!at) continue;
    at.of[intent ?? 'UNREAD'] += moments;
    at.all += moments;
  }
  return hours;
}

/** How many of each over the whole day. */
export function sumOf(hours: readonly Hour[]): Record<Wanted, number> {
  const sum = none();
  for (const { of } of hours) for (const wanted of WANTED) sum[wanted] += of[wanted];
  return sum;
}

/** The hour with the most moments, the first of several; null where there are none. */
export function busiest(hours: readonly Hour[]): Hour | null {
  const most = hours.reduce<Hour | null>((best, hour) => (hour.all > (best?.all ?? 0) ? hour : best), null);
  return most;
}

/** A round number that no bar is higher than, for the axis: 1, 2 or 5 times a power of ten. */
export function ceiling(most: number): number {
  let power = 1;
  while (power * 10 < most) power *= 10;
  return [1, 2, 5, 10].map((step) => step * power).find((round) => round >= most) ?? power * 10;
}

/** `07:00`. */
export const hourName = (hour: number): string => `${String(hour).padStart(2, '0')}:00`;
