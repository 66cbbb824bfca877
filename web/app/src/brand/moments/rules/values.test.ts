import { expect, test } from 'vitest';
import type { ModerationPartsFragment } from './query.gen';
import { check, inputOf, linesOf, looks, parts, percentOf, perMilleOf, rejects, valuesOf } from './values';

const STANDARD: ModerationPartsFragment = {
  approveAt: null,
  off: [],
  mayReject: [],
  blockedWords: [],
  allowedHosts: [],
  bannedHosts: [],
  hashtagsMax: 10,
  mentionsMax: 5,
  version: 0,
  updatedAt: null,
};

test('what stands comes back as it is', () => {
  const settings: ModerationPartsFragment = {
    ...STANDARD,
    approveAt: 905,
    off: ['SPAM'],
    mayReject: ['EMAIL', 'LINKS'],
    blockedWords: ['snake oil', 'voucher'],
    allowedHosts: ['*.shop.example'],
    version: 7,
  };
  const { updatedAt, ...standing } = settings;
  expect(inputOf(valuesOf(settings), settings.version)).toEqual(standing);
  expect(updatedAt).toBeNull();
});

test('while nothing is approved by itself, no confidence is sent', () => {
  const values = valuesOf(STANDARD);
  expect(inputOf({ ...values, approveAt: 'nonsense' }, 0).approveAt).toBeNull();
  expect(check({ ...values, approveAt: 'nonsense' }).approveAt).toBeNull();
  expect(check({ ...values, approves: true, approveAt: 'nonsense' }).approveAt).toBeTruthy();
});

test('a rule that is off rejects nothing', () => {
  const values = { ...valuesOf(STANDARD), [looks('EMAIL')]: false, [rejects('EMAIL')]: true };
  expect(inputOf(values, 0)).toMatchObject({ off: ['EMAIL'], mayReject: [] });
});

test('per cent and per mille', () => {
  expect([percentOf(950), percentOf(905), percentOf(0)]).toEqual(['95', '90.5', '0']);
  expect([perMilleOf('95'), perMilleOf(' 90,5 '), perMilleOf('100'), perMilleOf('0')]).toEqual([950, 905, 1000, 0]);
  for (const wrong of ['', '100.1', '101', '9.55', '-1', '1e1', 'x']) expect(perMilleOf(wrong)).toBeNull();
});

test('lines are taken once, without the space around them', () => {
  expect(linesOf(' a \n\nb\r\na')).toEqual(['a', 'b']);
});

test('what is too much is said before it is sent', () => {
  const values = valuesOf(STANDARD);
  expect(Object.values(check(values)).filter(Boolean)).toEqual([]);
  expect(check({ ...values, blockedWords: 'x'.repeat(61) }).blockedWords).toContain('60');
  expect(
    check({ ...values, blockedWords: Array.from({ length: 1001 }, (_, at) => `w${at}`).join('\n') }).blockedWords,
  ).toContain('1,000');
  expect(
    check({ ...values, bannedHosts: Array.from({ length: 101 }, (_, at) => `h${at}.test`).join('\n') }).bannedHosts,
  ).toContain('100');
  for (const wrong of ['', '-1', '1001', 'x', '1.5'])
    expect(check({ ...values, hashtagsMax: wrong }).hashtagsMax).toBeTruthy();
});

test('parts come to a hundred', () => {
  expect(parts({ approved: 1, rejected: 1, waiting: 1 })).toEqual({ approved: 34, rejected: 33, waiting: 33 });
  expect(parts({ approved: 0, rejected: 0, waiting: 0 })).toEqual({ approved: 0, rejected: 0, waiting: 0 });
  expect(parts({ approved: 999, rejected: 1, waiting: 0 })).toEqual({ approved: 100, rejected: 0, waiting: 0 });
});
