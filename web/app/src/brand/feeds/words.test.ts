import { expect, test } from 'vitest';
import type { FeedVersionPartsFragment } from './query.gen';
import { contentText, few, languageName } from './words';

const version = (rule: Partial<NonNullable<FeedVersionPartsFragment['rule']>> | null): FeedVersionPartsFragment => ({
  number: 1,
  order: 'RANKED',
  pinIds: [],
  madeAt: '2026-11-01T00:00:00Z',
  madeBy: null,
  rule: rule && {
    productIds: [],
    products: [],
    creatorIds: [],
    creators: [],
    kinds: [],
    intents: [],
    hashtags: [],
    languages: [],
    stars: null,
    ...rule,
  },
});

test('what a feed shows, in a line', () => {
  expect(contentText(version(null))).toBe('Pins alone');
  expect(contentText(version({}))).toBe('Everything');
  const told = contentText(
    version({
      kinds: ['REVIEW'],
      productIds: ['p1'],
      products: [{ id: 'p1', title: 'River mug' }],
      hashtags: ['tea'],
      languages: ['en', 'de'],
      stars: { least: 4, most: 5 },
    }),
  );
  expect(told).toBe('Review · River mug · #tea · English, German · 4 to 5 stars');
});

test('what is not known by name is counted', () => {
  expect(contentText(version({ productIds: ['p1', 'p2'], products: [] }))).toBe('2 products');
});

test('of a long list the first few', () => {
  expect(few(['a', 'b', 'c'])).toBe('a, b, c');
  expect(few(['a', 'b', 'c', 'd', 'e'])).toBe('a, b, c and 2 more');
});

test('letters that are no language stay letters', () => {
  expect(languageName('en')).toBe('English');
  expect(languageName('1')).toBe('1');
});
