import { expect, test } from 'vitest';
import { moment, page } from './moment';

const SERVER = 'https://go.shop.example';
const least = { id: 'moment_1', kind: 'REVIEW', version: '1', body: 'Warm.' };

test('the least that is a moment', () => {
  const read = moment(least, SERVER);
  expect(read).toMatchObject({ id: 'moment_1', body: 'Warm.', stars: null, creator: null, media: [], votes: null });
});

test('what could not be shown is none', () => {
  for (const wrong of [
    null,
    7,
    'x',
    [],
    {},
    { ...least, id: '' },
    { ...least, kind: 'ADVERT' },
    { ...least, version: 3 },
  ]) {
    expect(moment(wrong, SERVER)).toBeNull();
  }
});

test('only addresses of the web are links', () => {
  const urls = [
    'javascript:alert(1)',
    ' JaVaScRiPt:alert(1)',
    'data:text/html,x',
    '//elsewhere.example',
    '/here',
    'ftp://x',
    7,
  ];
  const products = urls.map((url, index) => ({ id: `p${index}`, title: 'Mug', url }));
  const read = moment({ ...least, permalink: 'vbscript:x', products }, SERVER);
  expect(read?.permalink).toBeNull();
  expect(read?.products.map((product) => product.url)).toEqual(urls.map(() => null));
  const good = moment({ ...least, permalink: 'http://x.example/a b' }, SERVER);
  expect(good?.permalink).toBe('http://x.example/a%20b');
});

test('stars are whole and from one to five', () => {
  const stars = [0, 1, 5, 6, 3.5, '4', Number.NaN].map((rating) => moment({ ...least, rating }, SERVER)?.stars);
  expect(stars).toEqual([null, 1, 5, null, null, null, null]);
});

test('media lie at the server, and are left out where they take no room', () => {
  const media = [
    { id: 'a', type: 'JPEG', width: 4, height: 3, small: '/media/a/small', large: '/media/a/large' },
    { id: 'b', type: 'MP4', width: 4, height: 3, small: '/media/b/small', large: 'https://cdn.example/b' },
    { id: 'c', type: 'JPEG', width: 0, height: 3, large: '/media/c' },
    { id: 'd', type: 'JPEG', width: 4, height: 3, large: 'javascript:1' },
  ];
  expect(moment({ ...least, media }, SERVER)?.media).toEqual([
    { video: false, width: 4, height: 3, small: `${SERVER}/media/a/small`, large: `${SERVER}/media/a/large` },
    { video: true, width: 4, height: 3, small: null, large: 'https://cdn.example/b' },
  ]);
});

test('a rating that the graph does not have is told from one it has not', () => {
  const ratings = [undefined, null, { count: 0, mean: 0 }, { count: 3, mean: 4.5 }, { count: 3, mean: 9 }];
  const products = ratings.map((rating, index) => ({ id: `p${index}`, title: 'Mug', rating }));
  const read = moment({ ...least, products }, SERVER)?.products.map((product) => product.rating);
  expect(read).toEqual([undefined, null, null, { count: 3, mean: 4.5 }, null]);
});

test('badges come from either', () => {
  expect(moment({ ...least, verifiedBuyer: true }, SERVER)?.verifiedBuyer).toBe(true);
  expect(moment({ ...least, badges: ['INCENTIVISED'] }, SERVER)).toMatchObject({
    verifiedBuyer: false,
    incentivised: true,
  });
});

test('a page leaves out what is no moment and knows where the next begins', () => {
  const feed = (pageInfo: unknown) => ({ feed: { name: 'Loved', moments: { pageInfo, nodes: [least, null, 3] } } });
  expect(page(feed({ hasNextPage: true, endCursor: 'c' }), SERVER)).toMatchObject({ name: 'Loved', next: 'c' });
  expect(page(feed({ hasNextPage: false, endCursor: 'c' }), SERVER)).toMatchObject({
    moments: [{ id: 'moment_1' }],
    next: null,
  });
  expect(page({ feed: null }, SERVER)).toBeNull();
});
