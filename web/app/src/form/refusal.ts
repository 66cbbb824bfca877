import type { Refusal } from '@/session/ask';

export type { Refusal } from '@/session/ask';

/** What is said beside each field, and what belongs to none of them. */
export type Sorted = { fields: Record<string, string>; rest: string[] };

/** Lays refusals beside the fields they name. A path like `input.lines.0.sku` finds `lines.0.sku`, then `lines`. */
export function sort(refusals: Refusal[], names: readonly string[]): Sorted {
  const sorted: Sorted = { fields: {}, rest: [] };
  for (const { field, message } of refusals) {
    const path = (field ?? []).filter((part, at) => !(at === 0 && part === 'input'));
    let name: string | undefined;
    for (let length = path.length; length > 0 && !name; length -= 1) {
      const candidate = path.slice(0, length).join('.');
      if (names.includes(candidate)) name = candidate;
    }
    const text = sentence(message);
    if (name) sorted.fields[name] ??= text;
    else sorted.rest.push(text);
  }
  return sorted;
}

/** The server's message as a sentence. */
export function sentence(message: string): string {
  const text = message.trim();
  return text.charAt(0).toUpperCase() + text.slice(1) + (/[.!?]$/.test(text) ? '' : '.');
}
