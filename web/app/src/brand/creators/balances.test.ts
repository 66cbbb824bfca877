import { expect, test } from 'vitest';
import { amounts, ordered, owes } from './balances';

const of = (currency: string, pending: string, payable = '0', debt = '0') => ({
  currency,
  pending: { minor: pending, currency },
  payable: { minor: payable, currency },
  debt: { minor: debt, currency },
});

test('the brand’s own currency comes first, and empty ones are left out', () => {
  const all = [of('EUR', '100'), of('CHF', '0'), of('GBP', '0'), of('AUD', '5')];
  expect(ordered(all, 'GBP').map(({ currency }) => currency)).toEqual(['GBP', 'AUD', 'EUR']);
});

test('amounts of each currency; nothing is zero in the brand’s own', () => {
  expect(amounts([], 'pending', 'GBP')).toBe('£0.00');
  expect(amounts([of('GBP', '1250'), of('EUR', '300')], 'pending', 'GBP')).toBe('£12.50, €3.00');
  expect(amounts([of('GBP', '0', '10'), of('EUR', '300')], 'pending', 'GBP')).toBe('€3.00');
});

test('a debt in any currency is one', () => {
  expect(owes([of('GBP', '1'), of('EUR', '0', '0', '1')])).toBe(true);
  expect(owes([of('GBP', '1')])).toBe(false);
});
