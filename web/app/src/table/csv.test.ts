import { expect, test } from 'vitest';
import { csvField, csvLine } from './csv';

test('quotes what has to be, and leaves the rest', () => {
  expect(csvLine(['plain', 'a, b', 'say "hi"', 'two\nlines', ''])).toBe('plain,"a, b","say ""hi""","two\nlines",\r\n');
});

test('no text runs as a formula, and amounts below zero stay amounts', () => {
  expect(csvField('=HYPERLINK("http://evil")')).toBe(`"'=HYPERLINK(""http://evil"")"`);
  expect(csvField('+1')).toBe("'+1");
  expect(csvField('@sum')).toBe("'@sum");
  expect(csvField('-12.34')).toBe('-12.34');
  expect(csvField('-1+1|cmd')).toBe("'-1+1|cmd");
});
