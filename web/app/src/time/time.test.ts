import { expect, test } from 'vitest';
import { dayEnd, dayStart, relative, span } from './time';

const now = new Date('2026-11-25T12:00:00Z');

test('says how long ago in the largest unit', () => {
  expect(relative('2026-11-25T11:57:00Z', now)).toBe('3 minutes ago');
  expect(relative('2026-11-27T12:00:00Z', now)).toBe('in 2 days');
  expect(relative('2026-11-25T12:00:00Z', now)).toBe('now');
});

test('measures spans in two units', () => {
  expect(span('2026-11-23T09:00:00Z', now)).toBe('2d 3h');
  expect(span(now, '2026-11-25T12:00:00.4Z')).toBe('0s');
  expect(span(now, '2026-11-25T11:00:00Z')).toBe('0s');
});

test('reads days of an address, and refuses days that are none', () => {
  expect(dayStart('2026-02-28')?.getDate()).toBe(28);
  expect(dayEnd('2026-02-28')?.getMonth()).toBe(2);
  for (const wrong of ['2026-02-30', '2026-2-3', 'tomorrow', '']) expect(dayStart(wrong), wrong).toBeNull();
});
