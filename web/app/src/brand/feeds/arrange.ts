/** Stands between what is pinned and what comes by itself. */
export const LINE = 'line';

/** What is shown in the order it is shown: pins, the line, the rest. */
export const sequence = (pins: readonly string[], shown: readonly string[]): string[] => [
  ...pins,
  LINE,
  ...shown.filter((id) => !pins.includes(id)),
];

/** A list with one of it taken to another place. */
export function moved<Item>(list: readonly Item[], from: number, to: number): Item[] {
  const next = [...list];
  const [item] = next.splice(from, 1);
  if (item === undefined) return next;
  next.splice(Math.max(0, Math.min(to, next.length)), 0, item);
  return next;
}

/** What is pinned of it: all above the line. */
export const pinsOf = (sequence: readonly string[]): string[] => sequence.slice(0, Math.max(0, sequence.indexOf(LINE)));

/** The pins after one of what is shown was taken to another place, at most so many; null where that changes nothing. */
export function pinsAfter(all: readonly string[], from: number, to: number, most: number): string[] | null {
  if (all[from] === LINE) return null;
  const [before, after] = [pinsOf(all), pinsOf(moved(all, from, to))];
  const same = before.length === after.length && before.every((id, at) => id === after[at]);
  return same || (after.length > before.length && after.length > most) ? null : after;
}

/**
 * Where the arrow keys take one: a pin by one place, what is not pinned above the line, as the order of the rest is the feed's
 * own. Null where there is no way on.
 */
export function stepped(all: readonly string[], at: number, way: 1 | -1): number | null {
  const line = all.indexOf(LINE);
  if (at > line) return way < 0 ? line : null;
  return at + way < 0 ? null : at + way;
}

/** Where in a column of boxes one lands that is held at this height: among those whose middle it has passed. */
export function landing(middles: readonly number[], from: number, y: number): number {
  return middles.filter((middle, at) => at !== from && middle < y).length;
}
