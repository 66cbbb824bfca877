import { expect, test } from 'vitest';
import { sort } from './refusal';

const names = ['email', 'lines', 'lines.0.sku'];

test('a refusal stands beside its field, or with the rest', () => {
  const sorted = sort(
    [
      { message: 'this is no e-mail address', field: ['email'], code: 'EMAIL_INVALID' },
      { message: 'a second one', field: ['input', 'email'], code: 'X' },
      { message: 'too many', field: ['lines', '3', 'sku'], code: 'X' },
      { message: 'no such sku', field: ['input', 'lines', '0', 'sku'], code: 'X' },
      { message: 'Nothing left!', field: null, code: 'X' },
      { message: 'unknown place', field: ['colour'], code: 'X' },
    ],
    names,
  );
  expect(sorted.fields).toEqual({
    email: 'This is no e-mail address.',
    lines: 'Too many.',
    'lines.0.sku': 'No such sku.',
  });
  expect(sorted.rest).toEqual(['Nothing left!', 'Unknown place.']);
});
