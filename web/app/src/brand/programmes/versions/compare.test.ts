import { expect, test } from 'vitest';
import { type Rule, readRules } from '@/terms/rules';
import type { Known } from '@/terms/version';
import { draftOf, versionOf } from '../editor/draft';
import { alike, compareBonuses, compareRules, rising } from './compare';

const rule = (name: string, bps: number, predicate: object = {}) => ({
  name,
  predicate,
  reward: { kind: 'PERCENT', bps },
});
const lamps = rule('Lamps', 1500, { categories: ['lamps'] });
const large = rule('Large', 1200, { order_minor_min: 10000 });
const rest = rule('Rest', 800);
const said = (before: object[], after: object[]) =>
  compareRules(readRules(before as never), readRules(after as never)).map(
    ({ kind, moved, before: old, after: now }) =>
      `${(now ?? old)?.line.name} ${kind}${moved ? ' moved' : ''} ${old?.place ?? '-'}>${now?.place ?? '-'}`,
  );

test('a rule that is added above others moves none of them', () => {
  expect(said([lamps, rest], [large, lamps, rest])).toEqual(['Large ADDED ->1', 'Lamps SAME 1>2', 'Rest SAME 2>3']);
});

test('a rule that goes is told where it stood', () => {
  expect(said([lamps, large, rest], [lamps, rest])).toEqual(['Lamps SAME 1>1', 'Large REMOVED 2>-', 'Rest SAME 3>2']);
  expect(said([lamps, rest], [rest])).toEqual(['Lamps REMOVED 1>-', 'Rest SAME 2>1']);
});

test('one that moves is told apart from those it passes, and may change as well', () => {
  expect(said([lamps, large, rest], [rest, lamps, large])).toEqual([
    'Rest SAME moved 3>1',
    'Lamps SAME 1>2',
    'Large SAME 2>3',
  ]);
  expect(said([lamps, large, rest], [large, rule('Rest', 900), lamps])).toEqual([
    'Large SAME 2>1',
    'Rest CHANGED 3>2',
    'Lamps SAME moved 1>3',
  ]);
});

test('a rule keeps its name or what it says; of one that is not known all is compared', () => {
  expect(said([rest], [{ ...rest, name: 'All else' }])).toEqual(['All else CHANGED 1>1']);
  const moon = { name: 'Moon', predicate: {}, reward: { kind: 'PER_MOON', minor: 1 } };
  expect(said([moon], [moon])).toEqual(['Moon SAME 1>1']);
  expect(said([moon], [{ ...moon, reward: { kind: 'PER_MOON', minor: 2 } }])).toEqual(['Moon CHANGED 1>1']);
});

test('what is written anew without a change is the same, in whichever order its fields stand', () => {
  const all = readRules([lamps, large, rest]).map((line) => line as Rule);
  const version = {
    rules: all,
    period: 'MONTH',
    bonuses: [],
    capPerOrder: null,
    capPerPeriod: 5n,
    odd: false,
  } as Known;
  const written = versionOf(draftOf(version, 'GBP'), 'GBP') as Known;
  expect(alike(version, written)).toBe(true);
  expect(compareRules(version.rules, written.rules).map(({ kind }) => kind)).toEqual(['SAME', 'SAME', 'SAME']);
  expect(alike(version, { ...written, capPerPeriod: 6n })).toBe(false);
});

test('the longest rising row', () => {
  expect([...rising([2, 0, 1])]).toEqual([0, 1]);
  expect([...rising([])]).toEqual([]);
});

test('bonuses are known by their names', () => {
  const ten = { name: 'Ten', measure: 'SALES', goal: 10n, minor: 500n } as const;
  expect(compareBonuses([ten], [ten])).toEqual([]);
  expect(compareBonuses([ten], [{ ...ten, minor: 600n }])).toHaveLength(1);
  expect(compareBonuses([ten], [{ ...ten, name: 'Tens' }]).map(({ name }) => name)).toEqual(['Ten', 'Tens']);
});
