import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { CommissionBadge } from '@/brand/conversions/state-badge';
import { StandingBadge } from '@/portal/earnings/frame';
import { isOutside, voidReason, worth } from './outside';

const amount = { minor: '1335', currency: 'GBP' };
const CUT = { outside: true, part: 1335, amount: 0 };

test('what limits cut to nothing is worth nothing, whatever its amount; what a person made void keeps it', () => {
  expect(worth({ amount, why: CUT })).toEqual({ minor: '0', currency: 'GBP' });
  expect(worth({ amount, why: { part: 1335 } })).toEqual(amount);
  for (const why of [null, {}, { outside: 'yes' }, { outside: false }]) expect(isOutside(why)).toBe(false);
});

test('both areas call it outside of the terms, and what a person made void void', () => {
  const said = (why: unknown) => [
    renderToStaticMarkup(<StandingBadge commission={{ why, standing: { phase: 'VOID' } }} />),
    renderToStaticMarkup(<CommissionBadge commission={{ why, state: 'VOID' }} />),
  ];
  for (const badge of said(CUT)) expect(badge).toContain('Outside the terms');
  for (const badge of said({})) expect(badge).toContain('Void');
});

test('why it lies outside is told without saying so twice', () => {
  const reason = 'Outside the terms: the budget is spent';
  expect(voidReason({ voidReason: reason, why: CUT })).toBe('The budget is spent');
  expect(voidReason({ voidReason: 'Bought with her own code.', why: {} })).toBe('Bought with her own code.');
  expect(voidReason({ voidReason: null, why: CUT })).toBe('');
});
