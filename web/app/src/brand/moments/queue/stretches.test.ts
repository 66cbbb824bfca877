import { expect, test } from 'vitest';
import { named, stretches } from './stretches';

const finding = (...places: [number, number][]) => ({
  rule: 'LINKS' as const,
  spans: places.map(([start, end]) => ({ field: 'BODY' as const, start, end })),
});

test('a text without findings is one stretch', () => {
  expect(stretches('All well.', 'BODY', [])).toEqual([{ text: 'All well.', found: [] }]);
  expect(stretches('', 'BODY', [])).toEqual([]);
});

test('a text is cut where findings begin and end, and they may lie over each other', () => {
  const cut = stretches('write to a@b.test now', 'BODY', [finding([9, 17]), finding([11, 17])]);
  expect(cut).toEqual([
    { text: 'write to ', found: [] },
    { text: 'a@', found: [0] },
    { text: 'b.test', found: [0, 1] },
    { text: ' now', found: [] },
  ]);
});

test('put together again the stretches are the text, whatever the places are', () => {
  const text = 'A 🎈 and more 🎈';
  for (const places of [
    [[2, 4]],
    [[0, 99]],
    [[-3, 2]],
    [[5, 5]],
    [[40, 50]],
    [
      [2, 4],
      [14, 16],
    ],
  ] as [number, number][][]) {
    const cut = stretches(text, 'BODY', [finding(...places)]);
    expect(cut.map((one) => one.text).join('')).toBe(text);
  }
});

test('what was found in the title is not marked in the words', () => {
  const inTitle = { rule: 'EMAIL' as const, spans: [{ field: 'TITLE' as const, start: 0, end: 3 }] };
  expect(stretches('abcdef', 'BODY', [inTitle])).toEqual([{ text: 'abcdef', found: [] }]);
});

test('what nobody sees is named', () => {
  expect(named('a\u202eb\u200bc\nd')).toBe('a[U+202E]b[U+200B]c\nd');
});
