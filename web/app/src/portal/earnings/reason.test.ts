import { expect, test } from 'vitest';
import { readClicks, readReason } from './reason';

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

test('reads what a day of clicks came to, and of a sale nothing', () => {
  const why = {
    day: '2026-11-26',
    clicks: 40,
    rule: 'Clicks',
    each: 10,
    amount: 0,
    cuts: [{ by: 'BUDGET', minor: 400 }],
  };
  expect(readClicks(why)).toEqual({
    day: '2026-11-26',
    clicks: '40',
    rule: 'Clicks',
    each: '10',
    cuts: [{ by: 'BUDGET', minor: '400' }],
  });
  for (const none of [null, {}, { day: 'today', clicks: 1 }, { weight: 1, of: 1 }]) expect(readClicks(none)).toBeNull();
});
