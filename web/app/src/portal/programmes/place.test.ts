import { expect, test } from 'vitest';
import { ofCreators, placeOf } from './place';

test('a creator whose claim was granted is not told that nobody can ask to join', () => {
  const shut = { state: undefined, mine: false, open: false };
  expect(placeOf({ ...shut, audience: 'CREATORS', mine: true })).toBe('CREATOR');
  expect(placeOf({ ...shut, audience: 'CREATORS' })).toBe('FOR_CREATORS');
  expect(placeOf({ ...shut, audience: 'AFFILIATES' })).toBe('SHUT');
});

test('one asks to join where that is open, and what one is in comes first', () => {
  const open = { audience: 'AFFILIATES', mine: false, open: true } as const;
  expect(placeOf({ ...open, state: undefined })).toBe('OPEN');
  expect(placeOf({ ...open, state: 'APPLIED', mine: true })).toBe('APPLIED');
});

test('of all whose terms are theirs those of creators are shown beside the enrollments', () => {
  const programs = [
    { id: 'a', audience: 'AFFILIATES' },
    { id: 'c', audience: 'CREATORS' },
  ] as const;
  expect(ofCreators(programs).map(({ id }) => id)).toEqual(['c']);
});
