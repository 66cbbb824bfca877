/** One field of something that was changed; null where it was not there. */
export type Change = { name: string; before: string | null; after: string | null };

const plain = (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value);
const fields = (value: unknown): Record<string, unknown> =>
  plain(value) ? (value as Record<string, unknown>) : value === null || value === undefined ? {} : { '': value };
const shown = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value));

/** What differs between before and after, field by field, in the order of what came after. */
export function changes(before: unknown, after: unknown): Change[] {
  const [old, now] = [fields(before), fields(after)];
  const names = [...new Set([...Object.keys(now), ...Object.keys(old)])];
  return names
    .map((name) => ({
      name,
      before: old[name] === undefined ? null : shown(old[name]),
      after: now[name] === undefined ? null : shown(now[name]),
    }))
    .filter((one) => one.before !== one.after);
}
