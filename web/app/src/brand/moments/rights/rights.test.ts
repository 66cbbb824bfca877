import { expect, test } from 'vitest';
import {
  COLUMNS,
  fingerprint,
  isWindow,
  lapsesAt,
  OTHERS,
  openOf,
  possible,
  scopeInput,
  scopeText,
  scopeWrong,
  showsHere,
  USUAL,
} from './rights';
import { phases } from './texts';

test('every phase has its place, once', () => {
  expect([...COLUMNS, ...OTHERS].sort()).toEqual(Object.keys(phases).sort());
});

test('the fingerprint is the SHA-256 of the text in UTF-8', async () => {
  expect(await fingerprint('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  expect(await fingerprint('Ja, gerne ☕')).toHaveLength(64);
  expect(await fingerprint('a ')).not.toBe(await fingerprint('a'));
});

test('an answer is waited for for fourteen days', () => {
  expect(lapsesAt('2026-11-01T10:00:00.000Z')).toBe('2026-11-15T10:00:00.000Z');
});

test('what is given for one’s pages in the whole world is shown in feeds, nothing less', () => {
  expect(showsHere(USUAL)).toBe(true);
  expect(showsHere({ ...USUAL, uses: ['EMAIL'] })).toBe(false);
  expect(showsHere({ ...USUAL, world: false, territories: ['DE'] })).toBe(false);
  expect(scopeInput(USUAL)).toEqual({ uses: ['WEBSITE'], territories: ['WORLD'] });
  expect(scopeInput({ uses: ['ADS'], world: false, territories: ['DE'] }).territories).toEqual(['DE']);
});

test('a scope names a use and a place', () => {
  expect(scopeWrong(USUAL)).toEqual({ uses: null, territories: null });
  expect(scopeWrong({ uses: [], world: false, territories: [] })).toEqual({
    uses: expect.any(String),
    territories: expect.any(String),
  });
  const country = (code: string) => ({ DE: 'Germany', FR: 'France' })[code] ?? code;
  expect(scopeText({ uses: ['WEBSITE', 'ADS'], territories: ['DE', 'FR'] }, country)).toBe(
    'Your pages and app, Paid advertising; Germany, France',
  );
});

test('a window ends after it begins', () => {
  const now = new Date('2026-11-28T12:00:00');
  expect(isWindow('', '', now)).toBe(true);
  expect(isWindow('', '2026-11-28', now)).toBe(true);
  expect(isWindow('', '2026-11-27', now)).toBe(false);
  expect(isWindow('2026-12-01', '2026-12-01', now)).toBe(true);
  expect(isWindow('2026-12-02', '2026-12-01', now)).toBe(false);
});

test('who said no is not asked again, and only what was given is taken back', () => {
  expect(possible('DECLINED', false)).toMatchObject({ ask: false, grant: true, decline: false, revoke: false });
  expect(possible('REQUESTED', true)).toMatchObject({ ask: false, grant: true, decline: true });
  expect(possible('GRANTED', false)).toMatchObject({ ask: true, revoke: true });
  expect(possible('REVOKED', false)).toEqual({ ask: false, grant: true, decline: false, revoke: false });
  expect(possible('NOT_REQUIRED', false)).toEqual({ ask: false, grant: false, decline: false, revoke: false });
  expect(openOf([{ answer: 'LAPSED' }, { answer: null }])).toEqual({ answer: null });
  expect(openOf([{ answer: 'GRANTED' }])).toBeNull();
});
