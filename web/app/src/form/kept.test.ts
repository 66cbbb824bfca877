import { beforeEach, expect, test } from 'vitest';
import { forget, keep, kept } from './kept';

const text = (value: unknown) => (typeof value === 'string' ? value : null);

beforeEach(() => sessionStorage.clear());

test('what is kept is found again under its name alone, until it is forgotten', () => {
  keep('one', 'half a rule', new Date('2026-11-27T10:00:00Z'));
  expect(kept('one', text)).toEqual({ at: '2026-11-27T10:00:00.000Z', of: 'half a rule' });
  expect(kept('other', text)).toBeNull();
  forget('one');
  expect(kept('one', text)).toBeNull();
});

test('what is not known for what it should be is as if it were not there', () => {
  keep('one', 7);
  expect(kept('one', text)).toBeNull();
  sessionStorage.setItem('draft one', '{"of":"x"}');
  expect(kept('one', text)).toBeNull();
  sessionStorage.setItem('draft one', 'nonsense');
  expect(kept('one', text)).toBeNull();
});
