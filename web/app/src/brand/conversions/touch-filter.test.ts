import { expect, test } from 'vitest';
import { readFilters } from '@/table/filters';
import { TOUCH_FILTERS, touchFilter } from './touch-filter';

const asked = (address: string) => touchFilter(readFilters(TOUCH_FILTERS, new URLSearchParams(address)));

test('the address says which touches, and what it does not know is left out', () => {
  expect(asked('kind=CODE&verdict=BOT')).toMatchObject({ kind: 'CODE', verdict: 'BOT' });
  expect(asked('kind=code&verdict=GOOD&from=2026-02-31')).toEqual({
    kind: null,
    verdict: null,
    occurredAfter: null,
    occurredBefore: null,
  });
});

test('days are whole ones of the reader, and the last one counts', () => {
  expect(asked('from=2026-11-25&until=2026-11-25')).toMatchObject({
    occurredAfter: new Date(2026, 10, 25).toISOString(),
    occurredBefore: new Date(2026, 10, 26).toISOString(),
  });
});
