import { expect, test } from 'vitest';
import {
  byChange,
  changeBps,
  csvRow,
  lastDays,
  lengths,
  moments,
  more,
  offered,
  only,
  type Payee,
  tenths,
} from './replayed';

const gbp = (minor: number) => ({ minor: String(minor), currency: 'GBP' });
const payee = (name: string, paid: number, wouldPay: number): Payee => ({
  payee: { id: `payee_${name}`, name },
  role: 'AFFILIATE',
  paid: gbp(paid),
  wouldPay: gbp(wouldPay),
});
const ALL = [payee('a', 500, 510), payee('b', 500, 100), payee('c', 7, 7), payee('d', 0, 90)];
const names = (payees: Payee[]) => payees.map((one) => one.payee.name).join('');

test('the largest change comes first, whichever way it goes', () => {
  expect(names(byChange(ALL))).toBe('bdac');
  expect(names(ALL)).toBe('abcd');
  expect(names(only(ALL, 'gain'))).toBe('ad');
  expect(names(only(ALL, 'lose'))).toBe('b');
  expect(names(only(ALL, 'same'))).toBe('c');
  expect(lengths(byChange(ALL))).toEqual([1_000, 225, 25, 0]);
  expect(lengths([payee('c', 7, 7)])).toEqual([0]);
});

test('differences are exact beyond what a float holds', () => {
  const huge = { minor: '9007199254740993', currency: 'GBP' };
  expect(more(huge, { ...huge, minor: '9007199254740992' })).toEqual(gbp(-1));
  expect(changeBps(gbp(125_331), gbp(124_290))).toBe(-80n);
  expect(changeBps(gbp(0), gbp(5))).toBeNull();
  expect(tenths(39n, 232n)).toBe(1_680n);
  expect(tenths(0n, 0n)).toBe(0n);
  expect(tenths(1n, 1n)).toBe(10_000n);
});

test('a line of the file has plain decimals', () => {
  expect(csvRow(payee('=b', 500, 100), { AFFILIATE: 'Affiliate' })).toEqual([
    '=b',
    'Affiliate',
    '5.00',
    '1.00',
    '-4.00',
    'GBP',
  ]);
});

test('a period has both of its days', () => {
  const now = new Date(2026, 10, 27, 3);
  expect(lastDays(30, now)).toEqual({ from: '2026-10-29', to: '2026-11-27' });
  expect(offered('2026-10-29', '2026-11-27', now)).toBe(30);
  expect(offered('2026-10-30', '2026-11-27', now)).toBeNull();
  const day = moments('2026-11-27', '2026-11-27');
  expect(new Date(day?.to ?? '').getTime() - new Date(day?.from ?? '').getTime()).toBe(86_400_000);
  expect(moments('2026-11-27', '2026-11-26')).toBeNull();
  expect(moments('', '2026-11-26')).toBeNull();
});
