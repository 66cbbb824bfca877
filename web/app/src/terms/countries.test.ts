import { expect, test } from 'vitest';
import { codeOf, countries, inWords, nameOf } from './countries';

test('countries are known by their two letters and by their names', () => {
  expect([
    codeOf('gb'),
    codeOf('United Kingdom'),
    codeOf(' the netherlands '),
    codeOf('Atlantis'),
    codeOf('ZZ'),
  ]).toEqual(['GB', 'GB', 'NL', null, null]);
  expect([nameOf('fr'), inWords('GB'), inWords('FR'), nameOf('Atlantis')]).toEqual([
    'France',
    'the United Kingdom',
    'France',
    'Atlantis',
  ]);
});

test('codes that were given up are none of them', () => {
  expect(countries().has('SU') || countries().has('UK') || countries().has('EU')).toBe(false);
  // As many as `crates/domain/src/countries.txt` has.
  expect(countries().size).toBe(249);
});
