import { expect, test } from 'vitest';
import { stands } from './stands';

const of = (state: 'PENDING' | 'PAID' | 'VOID', minor: string) => ({ state, amount: { minor, currency: 'GBP' } });

test('a conversion pays what stands: bonuses and corrections, and nothing that is void', () => {
  const all = [of('PAID', '134'), of('PENDING', '900'), of('PENDING', '500'), of('PENDING', '-200'), of('VOID', '760')];
  expect(stands(all, 'GBP')).toEqual({ minor: '1334', currency: 'GBP' });
  expect(stands([of('VOID', '1335')], 'GBP')).toEqual({ minor: '0', currency: 'GBP' });
  expect(stands([], 'GBP')).toBeNull();
});
