import { expect, test } from 'vitest';
import { search } from './pages';

async function* numbers(upTo: number, pageRows: number) {
  for (let from = 1; from <= upTo; from += pageRows) {
    yield Array.from({ length: Math.min(pageRows, upTo - from + 1) }, (_, at) => ({
      cursor: `c${from + at}`,
      node: from + at,
    }));
  }
}
const even = (number: number) => number % 2 === 0;

test('fills a page across the pages of the graph, and the next one begins right behind it', async () => {
  const first = await search(numbers(20, 4), even, 3);
  expect(first).toEqual({ rows: [2, 4, 6], after: 'c6', searched: 6 });
});

test('ends with the list', async () => {
  expect(await search(numbers(5, 4), even, 3)).toEqual({ rows: [2, 4], after: null, searched: 5 });
  expect(await search(numbers(0, 4), even, 3)).toEqual({ rows: [], after: null, searched: 0 });
});

test('stops after so many rows and says where', async () => {
  expect(await search(numbers(20, 4), () => false, 3, 10)).toEqual({ rows: [], after: 'c10', searched: 10 });
});
