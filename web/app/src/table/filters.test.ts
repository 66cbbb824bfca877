import { expect, test } from 'vitest';
import { choice, dayFilter, readFilters, textFilter, withFilter } from './filters';

const reads = { state: choice(['HELD', 'PAID']), from: dayFilter, q: textFilter };

test('reads what it knows and nothing else', () => {
  const given = new URLSearchParams('state=PAID&from=2026-02-31&q=%20mug%20&other=1');
  expect(readFilters(reads, given)).toEqual({ state: 'PAID', from: null, q: 'mug' });
  expect(readFilters(reads, new URLSearchParams('state=paid'))).toEqual({ state: null, from: null, q: null });
});

test('another filter begins at the first page', () => {
  const next = withFilter(new URLSearchParams('after=abc&q=mug'), 'state', 'HELD');
  expect(next.toString()).toBe('q=mug&state=HELD');
  expect(withFilter(next, 'q', null).toString()).toBe('state=HELD');
});
