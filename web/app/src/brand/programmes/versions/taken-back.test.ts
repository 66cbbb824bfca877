import { expect, test } from 'vitest';
import { takenBack } from './taken-back';

const refusedWith = (code: string, message: string) => {
  const userErrors = [{ code, message, field: ['input', 'termsId'] }];
  return takenBack({ termsWithdraw: { terms: null, userErrors } } as never).userErrors.map((one) => one.message);
};

test('what begun terms are refused with is said in words of the screen, anything new in those of the server', () => {
  expect(refusedWith('BEGUN', 'the terms count already')).toEqual([
    'They count already, so they can no longer be taken back. Publish new ones to take their place.',
  ]);
  expect(refusedWith('NOT_FOUND', 'no such terms')).toEqual(['These terms are not there any more.']);
  expect(refusedWith('REFUSED', 'not today')).toEqual(['not today']);
});
