import { expect, test } from 'vitest';
import { since } from './since';

const amount = { minor: '1335', currency: 'GBP' };
const told = (voidReason: string | null, note: string | null, why: unknown = {}) =>
  since({ amount, voidReason, why, standing: { note } });

test('why it is void is said once, and what limits cut was not made void by anybody', () => {
  const reason = 'Replaced by a later decision about the same sale';
  expect(told(reason, reason)).toEqual([`It was made void: ${reason}.`]);
  const spent = 'Outside the terms: the budget is spent';
  expect(told(spent, spent, { outside: true })).toEqual([
    '£13.35 lies outside the terms and is not paid. The budget is spent.',
  ]);
  expect(told(null, 'The brand is checking it.')).toEqual(['The brand is checking it.']);
  expect(told(null, null)).toEqual([]);
});
