import { expect, test } from 'vitest';
import { progress, STEPS } from './stepper';
import { states } from './texts';

test('a run only goes forward through its steps, and an end is never a step', () => {
  const order = ['DRAFT', 'PREVIEWED', 'APPROVED', 'FUNDING', 'EXECUTING', 'COMPLETED'] as const;
  const places = order.map((state) => progress(state).at);
  expect(places).toEqual([0, 1, 2, 2, 3, STEPS.length]);
  expect(progress('CANCELLED').at).toBeLessThan(0);
  for (const state of Object.keys(states)) expect(progress(state as never)).toBeDefined();
});
