import { expect, test } from 'vitest';
import { percentsOf } from './percents';

test('parts of a whole come to 100 %', () => {
  expect(percentsOf([141n, 19n], 160n)).toEqual(['88.13 %', '11.87 %']);
  expect(percentsOf([1n, 1n, 1n], 3n)).toEqual(['33.34 %', '33.33 %', '33.33 %']);
  expect(percentsOf([1n, 1n], 3n)).toEqual(['33.34 %', '33.33 %']);
  expect(percentsOf([], 0n)).toEqual([]);
  expect(percentsOf([0n], 0n)).toEqual(['0 %']);
});
