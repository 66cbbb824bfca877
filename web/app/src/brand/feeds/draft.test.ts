import { expect, test } from 'vitest';
import { type Draft, differences, draftOf, handleOf, inputOf, readKept, ruleOf } from './draft';
import type { FeedVersionPartsFragment } from './query.gen';

const VERSION: FeedVersionPartsFragment = {
  number: 3,
  order: 'RANKED',
  pinIds: ['m1', 'm2'],
  madeAt: '2026-11-01T00:00:00Z',
  madeBy: 'user_1',
  rule: {
    productIds: ['p1'],
    products: [{ id: 'p1', title: 'Mug' }],
    creatorIds: [],
    creators: [],
    kinds: ['REVIEW'],
    intents: [],
    hashtags: ['river'],
    languages: ['en'],
    stars: { least: 4, most: 5 },
  },
};
const DRAFT: Draft = draftOf('Best', VERSION);

test('what stands comes back as it is', () => {
  expect(inputOf(DRAFT, { id: 'feed_1', version: 3 })).toEqual({
    feedId: 'feed_1',
    version: 3,
    name: 'Best',
    curated: false,
    order: 'RANKED',
    pinIds: ['m1', 'm2'],
    rule: {
      productIds: ['p1'],
      creatorIds: [],
      kinds: ['REVIEW'],
      intents: [],
      hashtags: ['river'],
      languages: ['en'],
      stars: { least: 4, most: 5 },
    },
  });
  expect(differences(DRAFT, DRAFT)).toEqual([]);
});

test('a curated feed has no rule, and what it would have says nothing', () => {
  const curated = { ...DRAFT, curated: true };
  expect(ruleOf(curated)).toBeNull();
  expect(differences(DRAFT, curated)).toEqual(['rule']);
  expect(differences(curated, { ...curated, kinds: ['VIDEO'], order: 'NEWEST' })).toEqual([]);
  expect(draftOf('Best', { ...VERSION, rule: null }).curated).toBe(true);
});

test('one end of the stars is enough', () => {
  expect(ruleOf({ ...DRAFT, least: 0, most: 0 })?.stars).toBeNull();
  expect(ruleOf({ ...DRAFT, least: 4, most: 0 })?.stars).toEqual({ least: 4, most: 5 });
  expect(ruleOf({ ...DRAFT, least: 0, most: 2 })?.stars).toEqual({ least: 1, most: 2 });
  expect(differences(DRAFT, { ...DRAFT, most: 0 })).toEqual([]);
});

test('the order of pins counts, that of other lists does not, nor how a hashtag is written', () => {
  const two = { ...DRAFT, productIds: ['p1', 'p2'] };
  expect(differences(two, { ...two, productIds: ['p2', 'p1'] })).toEqual([]);
  expect(differences(DRAFT, { ...DRAFT, pinIds: ['m2', 'm1'] })).toEqual(['pins']);
  expect(differences(DRAFT, { ...DRAFT, hashtags: ['#River'], languages: ['en-GB'] })).toEqual([]);
});

test('a handle comes of a name', () => {
  expect(handleOf('Autumn picks!')).toBe('autumn-picks');
  expect(handleOf('  Für Zuhause — 2026 ')).toBe('fur-zuhause-2026');
  expect(handleOf('!!!')).toBe('');
  expect(handleOf(`${'a'.repeat(62)} b`)).toBe('a'.repeat(62));
});

test('what an older page kept is not taken for a draft', () => {
  expect(readKept({ draft: DRAFT, version: 3 })).toEqual({ draft: DRAFT, version: 3 });
  for (const wrong of [
    null,
    1,
    {},
    { draft: DRAFT },
    { draft: { ...DRAFT, order: 'X' }, version: 1 },
    { draft: { ...DRAFT, pinIds: [1] }, version: 1 },
    { draft: { ...DRAFT, least: 9 }, version: 1 },
  ]) {
    expect(readKept(wrong)).toBeNull();
  }
});
