import type { Line } from '@/terms/rules';
import type { Bonus, Version } from '@/terms/version';

export type Placed = { line: Line; place: number };

/** What became of a rule between two versions. One that moved may have changed as well. */
export type RuleChange = {
  kind: 'ADDED' | 'REMOVED' | 'CHANGED' | 'SAME';
  moved: boolean;
  before: Placed | null;
  after: Placed | null;
};

export type BonusChange = { name: string; before: Bonus | null; after: Bonus | null };

/** A value as text, the same in whichever order its fields were written. */
const plain = (value: unknown) =>
  JSON.stringify(value, (_, part: unknown) => {
    if (typeof part === 'bigint') return part.toString();
    if (typeof part !== 'object' || part === null || Array.isArray(part)) return part;
    return Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)));
  });

/** Whether two values say the same. */
export const same = (a: unknown, b: unknown) => plain(a) === plain(b);

/** Pairs the rules of two versions: those that are alike, those of one name, those that only got another name. */
function pairs(before: Line[], after: Line[]): Map<number, number> {
  const found = new Map<number, number>();
  const taken = new Set<number>();
  const nameless = (line: Line) => plain({ ...line, name: '' });
  const ways: ((a: Line, b: Line) => boolean)[] = [
    (a, b) => same(a, b),
    (a, b) => a.name === b.name,
    (a, b) => nameless(a) === nameless(b),
  ];
  for (const alike of ways) {
    after.forEach((line, at) => {
      if (found.has(at)) return;
      const old = before.findIndex((other, place) => !taken.has(place) && alike(other, line));
      if (old < 0) return;
      found.set(at, old);
      taken.add(old);
    });
  }
  return found;
}

/** Those of a list of distinct numbers that stand in the longest rising row of them. */
export function rising(list: number[]): Set<number> {
  let longest: number[] = [];
  const rows: number[][] = [];
  list.forEach((value, at) => {
    const best = rows.slice(0, at).reduce<number[]>((found, row) => {
      const last = row.at(-1) ?? 0;
      return last < value && row.length > found.length ? row : found;
    }, []);
    const row = [...best, value];
    rows.push(row);
    if (row.length > longest.length) longest = row;
  });
  return new Set(longest);
}

/** What became of each rule, in the order of the later version; what was removed stands where it was. */
export function compareRules(before: Line[], after: Line[]): RuleChange[] {
  const found = pairs(before, after);
  const stayed = rising(after.flatMap((_, at) => found.get(at) ?? []));
  const rows = after.map((line, at): RuleChange => {
    const old = found.get(at);
    const was = old === undefined ? null : { line: before[old] as Line, place: old + 1 };
    const kind = !was ? 'ADDED' : same(was.line, line) ? 'SAME' : 'CHANGED';
    return { kind, moved: old !== undefined && !stayed.has(old), before: was, after: { line, place: at + 1 } };
  });
  const kept = new Set(found.values());
  before.forEach((line, old) => {
    if (kept.has(old)) return;
    const last = rows.findLastIndex((row) => row.before && !row.moved && row.before.place <= old);
    rows.splice(last + 1, 0, { kind: 'REMOVED', moved: false, before: { line, place: old + 1 }, after: null });
  });
  return rows;
}

/** Bonuses that are not the same in both; they are known by their names. */
export function compareBonuses(before: Bonus[], after: Bonus[]): BonusChange[] {
  const names = [...new Set([...before, ...after].map(({ name }) => name))];
  const of = (all: Bonus[], name: string) => all.find((bonus) => bonus.name === name) ?? null;
  return names
    .map((name) => ({ name, before: of(before, name), after: of(after, name) }))
    .filter((change) => !same(change.before, change.after));
}

/** Whether two versions say the same. */
export const alike = (before: Version, after: Version) => same(before, after);
