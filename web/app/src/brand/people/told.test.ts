import { expect, test } from 'vitest';
import { fileName } from './told';

test('a file is called after whom it is about, and the day', () => {
  const now = new Date(2026, 10, 28);
  expect(fileName('Ines Vogel', now)).toBe('ines-vogel-2026-11-28.json');
  expect(fileName('../../etc', now)).toBe('etc-2026-11-28.json');
  expect(fileName('森', now)).toBe('data-2026-11-28.json');
});
