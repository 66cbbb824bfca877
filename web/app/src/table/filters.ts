import { useMemo } from 'react';
import { useSearchParams } from 'react-router';
import { dayStart } from '@/time/time';

/** The graph searches for no more. */
const TEXT_MAX = 100;

/** Reads one filter out of the address; null for what it does not know. */
export type Read<Value extends string> = (text: string) => Value | null;

/** One of these. */
export const choice =
  <Value extends string>(values: readonly Value[]): Read<Value> =>
  (text) =>
    values.find((value) => value === text) ?? null;
/** A day as `2026-11-25`. */
export const dayFilter: Read<string> = (text) => (dayStart(text) ? text : null);
/** Any text, without the space around it. */
export const textFilter: Read<string> = (text) =>
  text
    .replaceAll(/\p{Cc}/gu, ' ')
    .trim()
    .slice(0, TEXT_MAX) || null;

type Values<Reads> = { [Name in keyof Reads]: Reads[Name] extends Read<infer Value> ? Value | null : never };

/** What an address says about these filters. */
export function readFilters<Reads extends Record<string, Read<string>>>(
  reads: Reads,
  params: URLSearchParams,
): Values<Reads> {
  const entries = Object.entries(reads).map(([name, read]) => [name, read(params.get(name) ?? '')]);
  return Object.fromEntries(entries) as Values<Reads>;
}

/** The address with one filter set or taken away; the page begins anew. */
export function withFilter(params: URLSearchParams, name: string, value: string | null): URLSearchParams {
  const next = new URLSearchParams(params);
  next.delete('after');
  next.delete('before');
  if (value) next.set(name, value);
  else next.delete(name);
  return next;
}

/**
 * The filters of a list. They live in the address alone, so a link to it shows the same, and "back" takes the last one
 * off. `reads` stands outside of the component.
 */
export function useFilters<Reads extends Record<string, Read<string>>>(reads: Reads) {
  const [params, setParams] = useSearchParams();
  const values = useMemo(() => readFilters(reads, params), [reads, params]);
  const set = (name: keyof Reads & string, value: string | null) =>
    setParams((before) => withFilter(before, name, value), { preventScrollReset: true });
  const active = Object.values(values).some(Boolean);
  const clear = () => setParams(new URLSearchParams(), { preventScrollReset: true });
  return { values, set, active, clear };
}
