import { expect, test } from 'vitest';
import { disclosed } from './axes';

test('what is paid for never says that nothing has to be told', () => {
  expect(disclosed({ disclosure: 'NOT_REQUIRED', incentivised: false })).toBe('Not needed');
  for (const disclosure of ['NOT_REQUIRED', 'SHOWN', 'MISSING'] as const) {
    const said = disclosed({ disclosure, incentivised: true });
    expect(said).toContain('its author may earn from it');
    expect(said).not.toContain('Not needed');
  }
});
