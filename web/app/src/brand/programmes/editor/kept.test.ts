import { expect, test } from 'vitest';
import { blank, blankBonus, blankRule } from './draft';
import { plain, readKept } from './kept';

const kept = () => ({
  draft: { ...blank(), rules: [{ ...blankRule(), value: '1', categories: ['lamps'] }], bonuses: [blankBonus()] },
  groupId: '',
  later: true,
  effectiveFrom: '2026-12-01T09:00',
  from: 'terms_1',
});
const again = (value: unknown) => readKept(JSON.parse(JSON.stringify(value)));

test('half-written terms come back as they were', () => {
  const one = kept();
  expect(again(one)).toEqual(one);
  expect(again({ ...one, from: null })?.from).toBeNull();
});

test('what an older page kept otherwise does not come back', () => {
  const { draft, ...rest } = kept();
  const broken = (rule: object) => again({ ...rest, draft: { ...draft, rules: [{ ...draft.rules[0], ...rule }] } });
  expect(broken({})).not.toBeNull();
  expect(broken({ kind: 'GIFT' })).toBeNull();
  expect(broken({ skus: [7] })).toBeNull();
  expect(broken({ steps: [{ from: '' }] })).toBeNull();
  expect(again({ ...rest, draft: { ...draft, rules: [] } })).toBeNull();
  expect(again({ ...rest, draft: { ...draft, period: undefined } })).toBeNull();
  expect(readKept(null)).toBeNull();
});

test('two drafts are alike whatever their rows are called inside', () => {
  expect(plain(blank())).toBe(plain(blank()));
  expect(plain({ ...blank(), period: 'YEAR' })).not.toBe(plain(blank()));
});
