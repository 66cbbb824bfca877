import { expect, test } from 'vitest';
import { readReason } from './reason';

test('reads what decided the amount, in whole units only', () => {
  const why = {
    amount: 64,
    earnedAlone: 128,
    of: 3,
    role: 'AFFILIATE',
    weight: 2,
    rules: [{ name: '10 %', base: 1279, gives: 0.5 }],
  };
  expect(readReason(why)).toEqual({
    alone: '128',
    weight: '2',
    of: '3',
    rules: [{ name: '10 %', base: '1279', gives: '0' }],
  });
});

test('a correction has no such reason, and rubbish neither', () => {
  for (const why of [null, 'x', [], {}, { adjusts: 'commission_1' }, { weight: 1 }]) expect(readReason(why)).toBeNull();
});
