import { afterEach, expect, test } from 'vitest';
import { escaped, linkedData, say } from './ld';
import { type Moment, moment } from './moment';

const mug = { id: 'p1', title: 'River mug', url: 'https://shop.example/mug' };
const review = (id: string, more: object = {}): Moment => {
  const made = {
    id,
    kind: 'REVIEW',
    version: '1',
    body: 'Warm.',
    rating: 4,
    creator: { name: 'Ann' },
    products: [mug],
    ...more,
  };
  const read = moment({ publishedAt: '2026-03-01T10:00:00Z', ...made }, 'https://go.shop.example');
  if (!read) throw new Error('no moment');
  return read;
};
const written = () => document.head.querySelectorAll('script[type="application/ld+json"]');
afterEach(() => {
  for (const widget of [one, two]) say(widget, []);
});
const [one, two] = [{}, {}];

test('a product with its reviews and their mean', () => {
  expect(linkedData([review('a'), review('b', { rating: 5, title: 'Twice', creator: null })])).toEqual({
    '@context': 'https://schema.org',
    '@graph': [
      {
        '@type': 'Product',
        name: 'River mug',
        url: mug.url,
        '@id': mug.url,
        aggregateRating: {
          '@type': 'AggregateRating',
          ratingValue: 4.5,
          bestRating: 5,
          worstRating: 1,
          reviewCount: 2,
        },
        review: [
          {
            '@type': 'Review',
            author: { '@type': 'Person', name: 'Ann' },
            datePublished: '2026-03-01',
            reviewBody: 'Warm.',
            reviewRating: { '@type': 'Rating', ratingValue: 4, bestRating: 5, worstRating: 1 },
          },
          {
            '@type': 'Review',
            author: { '@type': 'Person', name: 'Anonymous' },
            datePublished: '2026-03-01',
            name: 'Twice',
            reviewBody: 'Warm.',
            reviewRating: { '@type': 'Rating', ratingValue: 5, bestRating: 5, worstRating: 1 },
          },
        ],
      },
    ],
  });
});

test('the server knows the mean of all reviews; where it says there is none there is none', () => {
  const rated = (rating: unknown) => JSON.stringify(linkedData([review('a', { products: [{ ...mug, rating }] })]));
  expect(rated({ count: 812, mean: 4.126 })).toContain(
    '"ratingValue":4.13,"bestRating":5,"worstRating":1,"reviewCount":812',
  );
  expect(rated(null)).not.toContain('AggregateRating');
});

test('only reviews with stars of something, and none that was paid for', () => {
  const none = [
    { kind: 'SOCIAL_POST' },
    { kind: 'QUESTION' },
    { rating: null },
    { products: [] },
    { incentivised: true },
  ];
  expect(linkedData(none.map((more, index) => review(`${index}`, more)))).toBeNull();
});

test('no text ends the element or begins a comment', () => {
  const body = '</script><script>alert(1)</script><!--\u2028&amp;';
  const json = escaped(linkedData([review('a', { body, title: ']]>' })]));
  expect(json).not.toMatch(/[<>&\u2028]/);
  expect(JSON.parse(json)['@graph'][0].review[0].reviewBody).toBe(body);
});

test('widgets of a page say it together, and take back what is gone', () => {
  say(one, [review('a')]);
  say(two, [review('a'), review('b')]);
  expect(written()).toHaveLength(1);
  expect(JSON.parse(written()[0]?.textContent ?? '')['@graph'][0].review).toHaveLength(2);
  say(two, []);
  expect(JSON.parse(written()[0]?.textContent ?? '')['@graph'][0].review).toHaveLength(1);
  say(one, []);
  expect(written()).toHaveLength(0);
});
