import { expect, test } from 'vitest';
import { flat, percent, rules } from './examples';
import { kindOf, outcome } from './outcome';
import { LINE, UNTYPED } from './trial';
import type { Known } from './version';

const version = (all: Known['rules'], more: Partial<Known> = {}): Known => ({
  rules: all,
  period: 'MONTH',
  bonuses: [],
  capPerOrder: null,
  capPerPeriod: null,
  odd: false,
  ...more,
});
const typed = (more: Partial<typeof UNTYPED>) => ({ ...UNTYPED, ...more });

test('says that no rule fits without saying that nothing is paid where a bonus is', () => {
  const bonus = { name: 'First', measure: 'SALES' as const, goal: 1n, minor: 100000n };
  const lamps = rules([{ categories: ['lamps'] }, percent(1000)]);
  const paid = outcome(version(lamps, { bonuses: [bonus] }), UNTYPED, 'GBP');
  expect(paid).toMatchObject({
    says: 'A £120.00 order pays £1,000.00.',
    note: 'No rule fits: what it pays comes on top.',
  });
  expect(paid.why?.after).toEqual(['“First” is reached: £1,000.00 more']);
  expect(outcome(version(lamps), UNTYPED, 'GBP')).toMatchObject({
    says: 'A £120.00 order pays £0.00.',
    note: 'No rule fits.',
  });
  expect(outcome(version(rules([{}, percent(1000)])), UNTYPED, 'GBP').note).toBeNull();
});

test('tries the clicks of a day, within what the period may pay', () => {
  const of = version(rules([{}, percent(1000)], [{}, flat('CLICK', 7)]), { capPerPeriod: 10000n });
  const found = outcome(of, typed({ kind: 'click', clicks: '1,000', paid: '50' }), 'GBP');
  expect(found.says).toBe('1,000 clicks of a day pay £50.00.');
  expect(found.why?.won).toEqual([{ place: 2, name: 'rule 2', lines: [], steps: ['1,000 × £0.07 is £70.00'] }]);
  expect(found.why?.after).toEqual(['£100.00 is the most in the month, of which £50.00 was left: £20.00 less']);
  expect(outcome(of, typed({ kind: 'click', clicks: 'many' }), 'GBP').why).toBeNull();
});

test('what can be tried is what the rules pay for', () => {
  expect(kindOf(UNTYPED, version(rules([{}, flat('CLICK', 7)])))).toBe('click');
  expect(kindOf(typed({ kind: 'lead' }), version(rules([{}, percent(1)])))).toBe('order');
});

test('each line of an order is won by the first rule that fits it', () => {
  const of = version(
    rules([{ categories: ['lamps'] }, percent(2000)], [{ skus: ['MUG'] }, flat('ITEM', 100)], [{}, percent(500)]),
  );
  const lines = [
    { ...LINE, amount: '10', category: 'lamps' },
    { ...LINE, amount: '20' },
    { ...LINE, amount: '30', sku: 'MUG', quantity: '2' },
    { ...LINE, amount: '40', category: 'lamps' },
  ];
  const found = outcome(of, typed({ lines }), 'GBP');
  // A fifth of 50, two mugs at a pound, a twentieth of 20.
  expect(found.says).toBe('A £100.00 order pays £13.00.');
  expect(found.why?.won.map(({ place, lines }) => [place, lines])).toEqual([
    [1, [1, 4]],
    [2, [3]],
    [3, [2]],
  ]);
  expect(outcome(of, typed({ lines: [...lines, LINE] }), 'GBP').why).toBeNull();
});
