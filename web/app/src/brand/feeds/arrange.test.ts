import { expect, test } from 'vitest';
import { LINE, landing, moved, pinsAfter, pinsOf, sequence, stepped } from './arrange';

const SHOWN = ['a', 'b', 'c', 'd'];

test('pins come first, then the line, and nothing twice', () => {
  expect(sequence([], SHOWN)).toEqual([LINE, 'a', 'b', 'c', 'd']);
  expect(sequence(['c', 'x'], SHOWN)).toEqual(['c', 'x', LINE, 'a', 'b', 'd']);
  expect(pinsOf(sequence(['c', 'x'], SHOWN))).toEqual(['c', 'x']);
});

test('what is taken above the line is pinned where it was put', () => {
  const all = sequence(['c', 'x'], SHOWN);
  expect(pinsAfter(all, 3, 0, 50)).toEqual(['a', 'c', 'x']);
  expect(pinsAfter(all, 3, 1, 50)).toEqual(['c', 'a', 'x']);
  // Just above the line is the last pin, just below it is none.
  expect(pinsAfter(all, 3, 2, 50)).toEqual(['c', 'x', 'a']);
  expect(pinsAfter(all, 4, 3, 50)).toBeNull();
});

test('the first pin of a feed is put above the line', () => {
  expect(pinsAfter(sequence([], SHOWN), 1, 0, 50)).toEqual(['a']);
});

test('pins change places, and what is taken below the line is pinned no longer', () => {
  const all = sequence(['c', 'x', 'y'], SHOWN);
  expect(pinsAfter(all, 0, 2, 50)).toEqual(['x', 'y', 'c']);
  expect(pinsAfter(all, 0, 3, 50)).toEqual(['x', 'y']);
  expect(pinsAfter(all, 2, 6, 50)).toEqual(['c', 'x']);
});

test('the order of the rest is the feed’s own, the line stays, and no more are pinned than may be', () => {
  const all = sequence(['c'], SHOWN);
  expect(pinsAfter(all, 2, 4, 50)).toBeNull();
  expect(pinsAfter(all, 1, 0, 50)).toBeNull();
  expect(pinsAfter(all, 2, 0, 1)).toBeNull();
  expect(pinsAfter(sequence(['c', 'x'], SHOWN), 0, 1, 1)).toEqual(['x', 'c']);
});

test('a place beyond the ends is the end', () => {
  expect(moved(['a', 'b'], 0, 9)).toEqual(['b', 'a']);
  expect(moved(['a', 'b'], 1, -9)).toEqual(['b', 'a']);
  expect(moved(['a'], 5, 0)).toEqual(['a']);
});

test('one lands among the boxes whose middle it has passed', () => {
  const middles = [20, 60, 100, 140];
  expect(landing(middles, 0, 20)).toBe(0);
  expect(landing(middles, 0, 61)).toBe(1);
  expect(landing(middles, 3, 10)).toBe(0);
  expect(landing(middles, 1, 500)).toBe(3);
});

test('arrow keys take a pin by one place, and what is not pinned above the line at once', () => {
  const all = sequence(['c', 'x'], SHOWN);
  expect(stepped(all, 5, -1)).toBe(2);
  expect(pinsAfter(all, 5, 2, 50)).toEqual(['c', 'x', 'd']);
  expect(stepped(all, 5, 1)).toBeNull();
  expect([stepped(all, 1, -1), stepped(all, 0, -1), stepped(all, 0, 1)]).toEqual([0, null, 1]);
  // The last pin goes below the line, and is one no longer.
  expect(stepped(all, 1, 1)).toBe(2);
  expect(pinsAfter(all, 1, 2, 50)).toEqual(['c']);
});
