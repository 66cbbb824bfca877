import { expect, test } from 'vitest';
import { Attempt } from './attempt';

test('the same values keep their key until they are done', () => {
  const attempt = new Attempt();
  const first = attempt.for({ amount: '500' });
  expect(attempt.for({ amount: '500' })).toBe(first);
  const other = attempt.for({ amount: '600' });
  expect(other).not.toBe(first);
  attempt.done();
  expect(attempt.for({ amount: '600' })).not.toBe(other);
});
