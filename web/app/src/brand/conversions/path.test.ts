import { expect, test } from 'vitest';
import { candidates, cents, rules } from './path';

const touch = (name: string, payee: string, weight: number, at: string, standing = 'ELIGIBLE') => ({
  touch: name,
  payee,
  weight,
  at,
  standing,
  kind: 'CLICK',
  verdict: 'VALID',
});
const gbp = (minor: string) => ({ minor, currency: 'GBP' });

test('reads the path in the order of time, and leaves out what it cannot read', () => {
  const why = {
    candidates: [
      touch('b', 'p', 1, '2026-01-02'),
      touch('a', 'p', 1, '2026-01-01'),
      touch('c', 'p', 1, '2026-01-03', 'SOMETHING_NEW'),
      'rubbish',
      null,
    ],
  };
  expect(candidates(why).map((one) => one.touch)).toEqual(['a', 'b']);
  for (const wrong of [null, 'x', 3, [], { candidates: {} }]) expect(candidates(wrong)).toEqual([]);
});

test('the cents of the touches sum to the pool', () => {
  const path = candidates({
    candidates: [
      touch('click', 'alex', 2, '1'),
      touch('click again', 'alex', 0, '2', 'NOT_VALID'),
      touch('seen', 'robin', 1, '3'),
      touch('read', 'robin', 2, '4'),
      // A link to a moment: one touch, of both.
      touch('both', 'alex', 2, '5'),
      touch('both', 'robin', 2, '5'),
    ],
  });
  const carried = cents(path, [
    { payee: { id: 'alex' }, amount: gbp('64') },
    { payee: { id: 'robin' }, amount: gbp('32') },
  ]);
  expect([...carried].map(([{ touch, payee }, { minor }]) => `${touch} ${payee} ${minor}`)).toEqual([
    'click alex 32',
    'both alex 32',
    'seen robin 6',
    'read robin 13',
    'both robin 13',
  ]);
  expect([...carried.values()].reduce((sum, { minor }) => sum + BigInt(minor), 0n)).toBe(96n);
});

test('finds the rules of a payee, in whole units only', () => {
  const why = {
    credits: [
      { payee: 'alex', rules: [{ rule: 'r', name: '10 %', base: 1279, gives: 128 }] },
      { payee: 'robin', rules: [{ gives: 0.5 }] },
    ],
  };
  expect(rules(why, 'alex')).toEqual([{ rule: 'r', name: '10 %', base: '1279', gives: '128' }]);
  expect(rules(why, 'robin')[0]?.gives).toBe('0');
});
