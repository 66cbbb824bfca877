const LOCALE = 'en-GB';

const MOMENT = new Intl.DateTimeFormat(LOCALE, { dateStyle: 'medium', timeStyle: 'short' });
const EXACT = new Intl.DateTimeFormat(LOCALE, { dateStyle: 'long', timeStyle: 'long' });
const DAY = new Intl.DateTimeFormat(LOCALE, { dateStyle: 'medium' });
const CLOCK = new Intl.DateTimeFormat(LOCALE, { hour: '2-digit', minute: '2-digit' });
const CLOCK_EXACT = new Intl.DateTimeFormat(LOCALE, { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const RELATIVE = new Intl.RelativeTimeFormat(LOCALE, { numeric: 'auto' });

const STEPS: [Intl.RelativeTimeFormatUnit, number][] = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1_000],
];

/** `25 Nov 2026, 20:12`, in the reader's time zone. */
export const moment = (at: string | Date) => MOMENT.format(new Date(at));
/** With seconds and the time zone, for titles. */
export const exact = (at: string | Date) => EXACT.format(new Date(at));
/** `25 Nov 2026`. */
export const day = (at: string | Date) => DAY.format(new Date(at));
/** `20:12`. */
export const clock = (at: string | Date) => CLOCK.format(new Date(at));
/** `20:12:45`. */
export const clockExact = (at: string | Date) => CLOCK_EXACT.format(new Date(at));

/** `3 minutes ago`, `in 2 days`. */
export function relative(at: string | Date, now: Date): string {
  const span = new Date(at).getTime() - now.getTime();
  const [unit, length] = STEPS.find(([, length]) => Math.abs(span) >= length) ?? ['second', 1_000];
  return RELATIVE.format(Math.trunc(span / length), unit);
}

/** How long between two moments, in its largest two units: `2 d 3 h`. */
export function span(from: string | Date, to: string | Date): string {
  let left = Math.max(0, new Date(to).getTime() - new Date(from).getTime());
  const parts: string[] = [];
  for (const [unit, length] of STEPS) {
    const count = Math.floor(left / length);
    left -= count * length;
    if (count > 0 || (unit === 'second' && parts.length === 0)) {
      parts.push(new Intl.NumberFormat(LOCALE, { style: 'unit', unit, unitDisplay: 'narrow' }).format(count));
    }
    if (parts.length === 2) break;
  }
  return parts.join(' ');
}

/** Whether they are less than a second apart, as a click and the code at the till it led to may be. */
export const together = (from: string, to: string): boolean =>
  Math.abs(new Date(to).getTime() - new Date(from).getTime()) < 1000;

/** The first moment of a day given as `2026-11-25` in the reader's time zone; null for anything else. */
export function dayStart(text: string): Date | null {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!parts) return null;
  const at = new Date(Number(parts[1]), Number(parts[2]) - 1, Number(parts[3]));
  return at.getDate() === Number(parts[3]) ? at : null;
}

/** The first moment after that day. */
export function dayEnd(text: string): Date | null {
  const at = dayStart(text);
  if (at) at.setDate(at.getDate() + 1);
  return at;
}

/** The day as `2026-11-25`, in the reader's time zone. */
export const isoDay = (at: Date) =>
  [at.getFullYear(), at.getMonth() + 1, at.getDate()].map((part) => String(part).padStart(2, '0')).join('-');

/** The day as `2026-11-25`, in UTC. */
export const isoDayUtc = (at: Date) => at.toISOString().slice(0, 10);

const DAY_UTC = new Intl.DateTimeFormat(LOCALE, { dateStyle: 'medium', timeZone: 'UTC' });

/** A day the graph gives as `2026-11-25`, as `25 Nov 2026` wherever the reader is. */
export const dayUtc = (day: string) => DAY_UTC.format(new Date(`${day}T00:00:00Z`));

/** As an input for a day and a time takes it, in the reader's time zone: `2026-11-25T20:12`. */
export function localInput(at: string): string {
  const time = new Date(at);
  return `${isoDay(time)}T${CLOCK.format(time)}`;
}
