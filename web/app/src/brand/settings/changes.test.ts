import { expect, test } from 'vitest';
import { changes } from './changes';

test('shows what differs, and only that', () => {
  const before = { name: 'Old', origins: ['https://a.test'], kept: 1, gone: true };
  const after = { name: 'New', origins: ['https://a.test', 'https://b.test'], kept: 1 };
  expect(changes(before, after)).toEqual([
    { name: 'name', before: 'Old', after: 'New' },
    { name: 'origins', before: '["https://a.test"]', after: '["https://a.test","https://b.test"]' },
    { name: 'gone', before: 'true', after: null },
  ]);
});

test('what was made had nothing before, and a bare value is shown as it is', () => {
  expect(changes(null, { state: 'ACTIVE' })).toEqual([{ name: 'state', before: null, after: 'ACTIVE' }]);
  expect(changes('A', 'B')).toEqual([{ name: '', before: 'A', after: 'B' }]);
  expect(changes(undefined, null)).toEqual([]);
});
