import { expect, test } from 'vitest';
import { unseen, wordsOf } from './known';

const products = [
  { externalId: 'lamp-oak', title: 'Oak lamp', category: 'lamps' },
  { externalId: 'candle', title: 'Candle', category: null },
  { externalId: 'lamp-ash', title: 'Ash lamp', category: 'lamps' },
];

test('the words of conditions are those that products and codes have', () => {
  const words = wordsOf(products, ['SPRING', 'ADA'], true);
  expect(words).toMatchObject({
    skus: ['candle', 'lamp-ash', 'lamp-oak'],
    categories: ['lamps'],
    codes: ['ADA', 'SPRING'],
  });
  expect(words.titles.get('candle')).toBe('Candle');
});

test('what no product has is not seen yet, once all of them were looked at', () => {
  const words = wordsOf(products, [], true);
  expect([
    unseen(words, 'skus', 'candle'),
    unseen(words, 'skus', 'Candle'),
    unseen(words, 'categories', 'mugs'),
  ]).toEqual([false, true, true]);
  expect(unseen(wordsOf(products, [], false), 'skus', 'mug')).toBe(false);
});
