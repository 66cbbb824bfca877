// Values of an answer, or of an attribute, as what they are said to be; null for anything else.

export type Json = Record<string, unknown>;

export const object = (value: unknown): Json | null =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : null;

export const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

/** A text that is not empty. */
export const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

export const number = (value: unknown): number | null =>
  typeof value === 'number' && Number.isFinite(value) ? value : null;

/** A whole number that is none below zero: a count. */
export const count = (value: unknown): number | null => {
  const whole = typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : number(value);
  return whole !== null && Number.isSafeInteger(whole) && whole >= 0 ? whole : null;
};

/** An address of the web; nothing that a browser would run. `base` is for addresses that lack a host. */
export function address(value: unknown, base?: string): string | null {
  const given = text(value);
  if (!given) return null;
  try {
    const url = new URL(given, base);
    return url.protocol === 'https:' || url.protocol === 'http:' ? url.href : null;
  } catch {
    return null;
  }
}
