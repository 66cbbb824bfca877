import { expect, test } from 'vitest';
import { leftText } from './bulk';
import { placeOf, toggled } from './place';

test('what has left gives its place to the one after it, at the end to the one before', () => {
  expect(placeOf({ id: 'b', at: 1 }, ['a', 'b', 'c'])).toBe(1);
  expect(placeOf({ id: 'b', at: 1 }, ['a', 'c'])).toBe(1);
  expect(placeOf({ id: 'c', at: 2 }, ['a', 'b'])).toBe(1);
  expect(placeOf({ id: 'c', at: 2 }, [])).toBe(0);
  expect(placeOf({ id: null, at: 0 }, ['a'])).toBe(0);
});

test('what came before it moves it along, and it stays the one that is read', () => {
  expect(placeOf({ id: 'b', at: 0 }, ['a', 'b'])).toBe(1);
});

test('a second press takes the choice back', () => {
  expect(toggled([], 'a')).toEqual(['a']);
  expect(toggled(['a', 'b'], 'a')).toEqual(['b']);
});

test('each reason is said once', () => {
  const taken = (until: string) => ({
    code: 'CLAIMED_BY_OTHER',
    message: `somebody else looks at this moment until ${until}`,
  });
  const stale = { code: 'VERSION_CONFLICT', message: 'it has changed since this version' };
  expect(leftText([taken('12:00'), taken('12:05'), stale])).toBe(
    '3 were left as they are: Somebody else looks at it. It was changed meanwhile.',
  );
  expect(leftText([stale])).toMatch(/^One was left/);
});
