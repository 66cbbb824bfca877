import { expect, test } from 'vitest';
import { DECAY_SCALE, decayed } from './decay';

const DAY = 1_440n;

test('halves exactly and agrees with the formula between', () => {
  expect(decayed(0n, DAY)).toBe(DECAY_SCALE);
  expect(decayed(DAY, DAY)).toBe(DECAY_SCALE / 2n);
  expect(decayed(3n * DAY, DAY)).toBe(DECAY_SCALE / 8n);
  for (let minutes = 1; minutes < 20_000; minutes += 37) {
    const exact = 2 ** (-minutes / 1_440) * Number(DECAY_SCALE);
    expect(Math.abs(Number(decayed(BigInt(minutes), DAY)) - exact), String(minutes)).toBeLessThanOrEqual(2);
  }
});

test('is never nothing', () => {
  expect(decayed(365n * DAY, 60n)).toBe(1n);
  expect(decayed(31n * 60n, 60n)).toBe(2n);
  expect(decayed(32n * 60n - 1n, 60n)).toBe(1n);
});
