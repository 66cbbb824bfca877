/** Readers of the graph's `JSON` values: what is not as expected counts as nothing. */
type Json = Record<string, unknown>;

/** An object, or an empty one. */
export const object = (value: unknown): Json => (typeof value === 'object' && value !== null ? (value as Json) : {});
/** A list of objects, or an empty one. */
export const list = (value: unknown): Json[] => (Array.isArray(value) ? value.map(object) : []);
/** A text, or an empty one. */
export const text = (value: unknown) => (typeof value === 'string' ? value : '');
/** A list of texts. */
export const texts = (value: unknown) => (Array.isArray(value) ? value.filter((one) => typeof one === 'string') : []);

/** A whole number; anything else is zero. */
export function whole(value: unknown): bigint {
  if (typeof value === 'number' && Number.isSafeInteger(value)) return BigInt(value);
  return typeof value === 'string' && /^-?\d+$/.test(value) ? BigInt(value) : 0n;
}
