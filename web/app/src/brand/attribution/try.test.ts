import { CombinedError } from '@urql/core';
import { GraphQLError } from 'graphql';
import { expect, test } from 'vitest';
import { refusal } from './try';

const refused = (code: string) =>
  refusal(new CombinedError({ graphQLErrors: [new GraphQLError('internal words', { extensions: { code } })] }));

test('why something could not be tried is said in words', () => {
  expect(refused('PERIOD_TOO_LARGE')).toMatch(/At most 50,000 sales/);
  expect(refused('TIMEOUT')).toMatch(/shorter period/);
  expect(refused('BOUNDS_CONTRADICT')).toBe('These limits cannot all hold at once.');
  expect(refused('INTERNAL')).toBe('Something went wrong on our side. Please try again.');
  expect(refused('RULE_UNREACHABLE')).toBe('Internal words.');
  expect(refusal(new CombinedError({ networkError: new Error('gone') }))).toBe('No connection. Please try again.');
  const gateway = new CombinedError({ networkError: new Error('late'), response: { status: 504 } });
  expect(refusal(gateway)).toMatch(/shorter period/);
});
