import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Patience } from './patience';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('a decision is carried out once, after a while', () => {
  const done = vi.fn();
  const patience = new Patience(done);
  patience.decide('a', 'APPROVE');
  vi.advanceTimersByTime(4_999);
  expect(done).not.toHaveBeenCalled();
  vi.advanceTimersByTime(10_000);
  expect(done.mock.calls).toEqual([['a', 'APPROVE', false]]);
  expect(patience.undo('a')).toBe(false);
});

test('what is undone is never carried out, and a second decision replaces the first', () => {
  const done = vi.fn();
  const patience = new Patience(done);
  patience.decide('a', 'APPROVE');
  patience.decide('b', 'SPAM');
  patience.decide('b', 'FLAG');
  expect(patience.undo('a')).toBe(true);
  vi.runAllTimers();
  expect(done.mock.calls).toEqual([['b', 'FLAG', false]]);
});

test('leaving the screen carries out what waits', () => {
  const done = vi.fn();
  const patience = new Patience(done);
  patience.decide('a', 'APPROVE');
  patience.decide('b', 'OTHER');
  patience.flush();
  const all = [
    ['a', 'APPROVE', true],
    ['b', 'OTHER', true],
  ];
  expect(done.mock.calls).toEqual(all);
  vi.runAllTimers();
  expect(done.mock.calls).toEqual(all);
});

test('a second decision has its whole time to be undone', () => {
  const done = vi.fn();
  const patience = new Patience(done);
  patience.decide('a', 'APPROVE');
  vi.advanceTimersByTime(4_000);
  patience.decide('a', 'SPAM');
  vi.advanceTimersByTime(4_000);
  expect(done).not.toHaveBeenCalled();
  expect(patience.undo('a')).toBe(true);
});
