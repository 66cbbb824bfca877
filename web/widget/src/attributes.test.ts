import { expect, test } from 'vitest';
import { attributes, type Settings } from './attributes';

const least = { key: 'trb_pk_1', feed: 'loved' };
const read = (more: object, language = 'en') => attributes({ ...least, ...more }, language) as Settings;

test('a key and a feed are enough', () => {
  expect(read({})).toMatchObject({
    key: 'trb_pk_1',
    feed: 'loved',
    layout: 'carousel',
    limit: 12,
    heading: null,
    headingLevel: 2,
    target: null,
    jsonLd: true,
    language: 'en',
  });
  expect(read({ layout: 'grid' }).limit).toBe(9);
});

test('what is wrong is said', () => {
  expect(attributes({ feed: 'loved' }, 'en')).toMatch(/data-key/);
  expect(attributes({ key: 'trb_sk_1', feed: 'loved' }, 'en')).toMatch(/data-key/);
  expect(attributes({ key: 'trb_pk_1', feed: 'Not a handle' }, 'en')).toMatch(/data-feed/);
  expect(attributes({ ...least, layout: 'masonry' }, 'en')).toMatch(/data-layout/);
});

test('numbers keep within their bounds', () => {
  const limits = ['0', '1', '48', '400', '-3', '2.5', '1e1', ''].map((limit) => read({ limit }).limit);
  expect(limits).toEqual([1, 1, 48, 48, 12, 12, 12, 12]);
  expect(read({ headingLevel: '9' }).headingLevel).toBe(6);
});

test('the page says in which language, the tag may say another, and its texts are taken', () => {
  expect(read({}, 'de-AT')).toMatchObject({ language: 'de-AT', texts: { more: 'Mehr anzeigen' } });
  expect(read({ language: 'fr' }, 'de').texts.more).toBe('Afficher plus');
  expect(read({}, 'not a language').language).toBe('en');
  expect(read({}, 'nl')).toMatchObject({ language: 'nl', texts: { more: 'Show more' } });
  const texts = JSON.stringify({ more: 'Meer', close: 7, next: 'x'.repeat(201), hostile: 'x' });
  expect(read({ texts }, 'nl').texts).toMatchObject({ more: 'Meer', close: 'Close', next: 'Next' });
  expect(read({ texts: '{' }).texts.more).toBe('Show more');
});
