import { expect, test } from 'vitest';
import { STANDARD } from '@/attribution/policy';
import { readWeights } from './by-hand';
import { channelText, ranked } from './channel';
import { boundsText, differences, limitsText, madeFrom, sideBySide } from './words';

const plain = (text: string | null | undefined) => text?.replaceAll('\u00a0', ' ');

test('limits are said as one says them', () => {
  const say = (floorBps: number, ceilingBps: number) => plain(boundsText({ floorBps, ceilingBps }));
  expect(say(5_000, 10_000)).toBe('at least 50 %');
  expect(say(0, 3_000)).toBe('at most 30 %');
  expect(say(2_000, 3_050)).toBe('at least 20 %, at most 30.5 %');
  expect(say(4_000, 4_000)).toBe('exactly 40 %');
  expect(say(0, 10_000)).toBe('what comes of it');
  expect(plain(limitsText(STANDARD))).toBe('Affiliates ≥ 50 %');
});

test('only what differs is a difference, and what no model uses is not shown', () => {
  const draft = { ...STANDARD, closer: { floorBps: 5_000, ceilingBps: 10_000 }, halfLifeHours: 24 };
  expect(differences(STANDARD, draft).map(({ key }) => key)).toEqual(['closer']);
  expect(sideBySide(STANDARD, draft).some(({ key }) => key === 'halfLife')).toBe(false);
  const decay = { ...draft, model: 'TIME_DECAY' as const };
  expect(differences(STANDARD, decay).map(({ key, right }) => [key, plain(right)])).toEqual([
    ['model', 'The later, the more'],
    ['halfLife', '1 day'],
    ['closer', 'at least 50 %'],
  ]);
  const late = { ...STANDARD, standDown: { minutes: 90, keepsBps: 2_500 } };
  expect(plain(differences(STANDARD, late)[0]?.right)).toBe('in the last 90 minutes keep 25 % of their part');
  const nothing = { ...STANDARD, standDown: { minutes: 60, keepsBps: 0 } };
  expect(differences(STANDARD, nothing)[0]?.right).toBe('in the last hour get nothing');
});

test('two weight sets of one period are two', () => {
  const set = { model: 'MARKOV' as const, weights: [], from: '2026-10-01T00:00:00Z', to: '2026-11-01T00:00:00Z' };
  const of = (id: string) => ({ ...STANDARD, model: 'MARKOV' as const, weightSet: { ...set, id } });
  expect(differences(of('a'), of('b')).map(({ key }) => key)).toEqual(['weightSet']);
  expect(differences(of('a'), of('a'))).toEqual([]);
  expect(madeFrom({ from: null, to: null })).toBe('Given by hand');
});

test('channels are words, and the heaviest comes first', () => {
  const groups = new Map([['group_1', 'Coupon sites']]);
  expect(channelText('CREATOR/MOMENT_VIEW', groups)).toBe('Creators’ moments seen');
  expect(channelText('AFFILIATE/CODE/group_1', groups)).toBe('Affiliates’ codes, group Coupon sites');
  expect(channelText('AFFILIATE/CODE/group_2', groups)).toBe('Affiliates’ codes, another group');
  const whole = 1 << 24;
  const weights = [
    { channel: 'a', weight: 2_516_582, whole },
    { channel: 'b', weight: 14_260_634, whole },
  ];
  expect(ranked(weights).map(({ channel, bps }) => [channel, bps])).toEqual([
    ['b', 8_500n],
    ['a', 1_500n],
  ]);
  const thirds = ['a', 'b', 'c'].map((channel) => ({ channel, weight: 1, whole: 3 }));
  expect(ranked(thirds).map(({ bps }) => bps)).toEqual([3_340n, 3_330n, 3_330n]);
  expect(ranked(thirds.slice(1)).map(({ bps }) => bps)).toEqual([3_340n, 3_330n]);
});

test('weights by hand come to 100 %, and those left empty are none', () => {
  expect(readWeights({ 'AFFILIATE/CLICK': '60', 'AFFILIATE/CODE': ' ', 'CREATOR/CLICK': '40' })).toEqual({
    weights: [
      { channel: 'AFFILIATE/CLICK', weight: 6_000 },
      { channel: 'CREATOR/CLICK', weight: 4_000 },
    ],
    sum: 10_000,
    marked: [],
    wrong: null,
  });
  expect(readWeights({ a: '60', b: '39.5' }).wrong).toBe('0.5 % are missing.');
  expect(readWeights({ a: '60', b: '41' }).wrong).toBe('1 % too much.');
  const odd = readWeights({ a: '60', b: '120', c: 'x', d: '0' });
  expect(odd).toMatchObject({ sum: null, marked: ['b', 'c', 'd'], wrong: 'More than 0 and at most 100, please.' });
  expect(readWeights({}).wrong).toBe('They have to come to 100 %.');
});
