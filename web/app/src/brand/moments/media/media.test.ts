import { expect, test } from 'vitest';
import { beside, duration, isVideo } from './media';

test('how long a video is', () => {
  expect(['400', '7000', '61500', '3750000'].map(duration)).toEqual(['0:00', '0:07', '1:02', '1:02:30']);
});

test('after the last comes the first', () => {
  expect([beside(0, 1, 3), beside(2, 1, 3), beside(0, -1, 3), beside(0, 1, 1)]).toEqual([1, 0, 2, 0]);
});

test('what moves', () => {
  expect((['JPEG', 'PNG', 'MP4', 'QUICKTIME'] as const).map(isVideo)).toEqual([false, false, true, true]);
});
