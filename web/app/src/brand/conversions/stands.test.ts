import { expect, test } from 'vitest';
import { stands } from './stands';

const gbp = (minor: string) => ({ minor, currency: 'GBP' });
const of = (state: 'PENDING' | 'PAID' | 'VOID', minor: string) => ({ state, amount: gbp(minor) });
const sale = (commissions: ReturnType<typeof of>[], credits: object[] = [{}]) =>
  stands({ amount: gbp('8900'), commissions, attribution: { credits } });

test('a conversion pays what stands: bonuses and corrections, and nothing that is void', () => {
  const all = [of('PAID', '134'), of('PENDING', '900'), of('PENDING', '500'), of('PENDING', '-200'), of('VOID', '760')];
  expect(sale(all)).toEqual(gbp('1334'));
  expect(sale([of('VOID', '1335')])).toEqual(gbp('0'));
});

test('who is credited and gets nothing is told so; where nobody is credited there is no sum', () => {
  expect(sale([])).toEqual(gbp('0'));
  expect(sale([], [])).toBeNull();
});
