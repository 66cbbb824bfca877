import { describe, expect, test } from 'vitest';
import { decimal, exponent, minorOf, money, split, sum } from './money';

const gbp = (minor: string) => ({ minor, currency: 'GBP' });

describe('money', () => {
  test('knows currencies without, with two and with three digits', () => {
    expect(['JPY', 'GBP', 'KWD'].map(exponent)).toEqual([0, 2, 3]);
    expect(money({ minor: '1234', currency: 'JPY' })).toBe('JP¥1,234');
    expect(money(gbp('1234'))).toBe('£12.34');
    expect(money({ minor: '1234', currency: 'KWD' })).toBe('KWD\u00a01.234');
  });

  test('keeps every digit beyond what a float holds', () => {
    expect(decimal(gbp('9223372036854775807'))).toBe('92233720368547758.07');
    expect(money(gbp('9223372036854775807'))).toBe('£92,233,720,368,547,758.07');
    expect(money(gbp('-9223372036854775807'))).toBe('-£92,233,720,368,547,758.07');
  });

  test('pads what is smaller than one', () => {
    expect(decimal(gbp('5'))).toBe('0.05');
    expect(decimal(gbp('-5'))).toBe('-0.05');
    expect(decimal({ minor: '0', currency: 'KWD' })).toBe('0.000');
  });

  test('reads what people type, and nothing else', () => {
    expect(minorOf('12', 'GBP')).toBe('1200');
    expect(minorOf(' 1,234.5 ', 'GBP')).toBe('123450');
    expect(minorOf('.05', 'GBP')).toBe('5');
    expect(minorOf('0.29', 'GBP')).toBe('29');
    expect(minorOf('1200', 'JPY')).toBe('1200');
    for (const wrong of ['', 'abc', '1.234', '-5', '1,23', '1e3', '٣', '12.3.4', '£5']) {
      expect(minorOf(wrong, 'GBP'), wrong).toBeNull();
    }
    expect(minorOf('1.5', 'JPY')).toBeNull();
  });

  test('splits so that the parts sum, the largest remainder first', () => {
    expect(split(gbp('100'), [1n, 1n, 1n]).map((part) => part.minor)).toEqual(['34', '33', '33']);
    expect(split(gbp('32'), [1n, 2n]).map((part) => part.minor)).toEqual(['11', '21']);
    expect(split(gbp('-100'), [1n, 2n]).map((part) => part.minor)).toEqual(['-33', '-67']);
    expect(split(gbp('7'), [0n, 0n]).map((part) => part.minor)).toEqual(['0', '0']);
  });

  test('never adds two currencies', () => {
    expect(sum([gbp('1'), gbp('2')], 'GBP')).toEqual(gbp('3'));
    expect(() => sum([gbp('1'), { minor: '1', currency: 'EUR' }], 'GBP')).toThrow(RangeError);
  });
});
