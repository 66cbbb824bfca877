import { expect, test } from 'vitest';
import { isLimit, snippet } from './snippet';

const WIDGET = {
  host: 'https://trib.example',
  key: 'trb_pk_1',
  feed: 'all',
  layout: 'carousel',
  limit: '',
  heading: null,
} as const;

test('the tag has what a page needs, and no more', () => {
  expect(snippet(WIDGET)).toBe(
    '<script async src="https://trib.example/widget.js"\n  data-key="trb_pk_1"\n  data-feed="all"\n  data-layout="carousel"></script>',
  );
});

test('what is said besides stands in it; an empty heading is none that is seen', () => {
  const told = snippet({ ...WIDGET, layout: 'grid', limit: ' 6 ', heading: '' });
  expect(told).toContain('data-layout="grid"');
  expect(told).toContain('data-limit="6"');
  expect(told).toContain('data-heading=""');
});

test('a heading stays a text', () => {
  expect(snippet({ ...WIDGET, heading: '"><script>alert(1)</script>&' })).toContain(
    'data-heading="&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;&amp;"',
  );
});

test('a missing key is seen to be missing, and a wrong number is left out', () => {
  expect(snippet({ ...WIDGET, key: ' ', limit: '49' })).toContain('data-key="trb_pk_…"');
  expect(snippet({ ...WIDGET, limit: '49' })).not.toContain('data-limit');
  expect(['', '1', '48'].map(isLimit)).toEqual([true, true, true]);
  expect(['0', '49', 'x', '-1', '1.5'].map(isLimit)).toEqual([false, false, false, false, false]);
});
