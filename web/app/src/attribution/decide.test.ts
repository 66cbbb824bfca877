// The examples of crates/domain/src/attribution/tests.rs, so that the picture agrees with what is paid.
import { describe, expect, test } from 'vitest';
import { apportion } from '@/money/money';
import { decide, type Touch } from './decide';
import { WEIGHT_TOTAL_MAX } from './fraction';
import { type Bounds, type Model, type Policy, STANDARD, UNBOUNDED } from './policy';

const JOE = { payee: 'joe', role: 'AFFILIATE' } as const;
const AMY = { payee: 'amy', role: 'AFFILIATE' } as const;
const EVE = { payee: 'eve', role: 'CREATOR' } as const;
const KIM = { payee: 'kim', role: 'CREATOR' } as const;
type Who = typeof JOE | typeof AMY | typeof EVE | typeof KIM;

const policy = (model: Model, more: Partial<Policy> = {}): Policy => ({ ...STANDARD, model, ...more });
const bounds = (floorBps: number, ceilingBps: number): Bounds => ({ floorBps, ceilingBps });
/** A click of `who`, hours before the sale. */
const click = (id: number, who: Who, hours: number): Touch => ({ id, kind: 'CLICK', agoMinutes: hours * 60, ...who });
const code = (id: number, who: Who): Touch => ({ ...click(id, who, 0), kind: 'CODE' });
const view = (id: number, who: Who, hours: number): Touch => ({ ...click(id, who, hours), kind: 'MOMENT_VIEW' });

const shares = (of: Policy, path: Touch[]) =>
  decide(of, path).shares.map(({ payee, weight }) => [payee, Number(weight)]);
const weights = (of: Policy, path: Touch[]) => decide(of, path).considered.map(({ weight }) => Number(weight));

test('one end takes all', () => {
  const path = [click(1, EVE, 30), click(2, JOE, 20), click(3, AMY, 10), click(4, KIM, 0)];
  expect(shares(policy('FIRST_TOUCH'), path)).toEqual([['eve', 1]]);
  expect(shares(policy('LAST_TOUCH'), path)).toEqual([['kim', 1]]);
  expect(shares(policy('LAST_AFFILIATE_TOUCH'), path)).toEqual([['amy', 1]]);
  expect(shares(policy('LAST_AFFILIATE_TOUCH'), [click(1, EVE, 30), click(4, KIM, 0)])).toEqual([]);
});

test('the order of touches given does not matter, that of their times and numbers does', () => {
  expect(shares(policy('LAST_TOUCH'), [code(9, AMY), click(1, JOE, 0)])).toEqual([['amy', 1]]);
  expect(shares(policy('FIRST_TOUCH'), [click(2, JOE, 1), click(1, EVE, 3)])).toEqual([['eve', 1]]);
});

test('linear weighs every touch alike and merges payees by first touch', () => {
  const path = [click(1, JOE, 30), click(2, AMY, 20), click(3, AMY, 10), click(4, JOE, 5), click(5, JOE, 1)];
  expect(shares(policy('LINEAR'), path)).toEqual([
    ['joe', 3],
    ['amy', 2],
  ]);
});

test('position is forty, twenty, forty', () => {
  const of = policy('POSITION');
  expect(weights(of, [])).toEqual([]);
  expect(weights(of, [click(1, JOE, 1)])).toEqual([1]);
  expect(weights(of, [click(1, JOE, 2), click(2, AMY, 1)])).toEqual([1, 1]);
  expect(weights(of, [click(1, JOE, 3), click(2, AMY, 2), click(3, JOE, 1)])).toEqual([2, 1, 2]);
  expect(
    weights(
      of,
      [1, 2, 3, 4, 5].map((id) => click(id, JOE, 9 - id)),
    ),
  ).toEqual([6, 1, 1, 1, 6]);
});

test('time decay is Adobe’s: $50 with ages 9, 6, 0 and 0 days and a half-life of 7', () => {
  for (const older of [0, 48]) {
    const path = [9 * 24, 6 * 24, 0, 0].map((hours, at) => ({
      ...click(at + 1, JOE, hours + older),
      payee: `p${at}`,
    }));
    const { shares: found } = decide(policy('TIME_DECAY'), path);
    const parts = apportion(
      5_000n,
      found.map(({ weight }) => weight),
    );
    expect(parts).toEqual([692n, 932n, 1_688n, 1_688n]);
  }
});

describe('bounds', () => {
  test('affiliates are lifted to their floor and never lowered', () => {
    const path = [click(1, EVE, 9), click(2, KIM, 8), click(3, EVE, 7), click(4, JOE, 1)];
    const floor = (floorBps: number) => policy('LINEAR', { affiliates: bounds(floorBps, 10_000) });
    expect(shares(floor(5_000), path)).toEqual([
      ['eve', 2],
      ['kim', 1],
      ['joe', 3],
    ]);
    expect(shares(floor(0), path)).toEqual([
      ['eve', 2],
      ['kim', 1],
      ['joe', 1],
    ]);
    expect(shares(floor(10_000), path)).toEqual([['joe', 1]]);
    expect(shares(floor(5_000), [click(1, JOE, 9), click(2, AMY, 8), click(3, EVE, 7)])).toEqual([
      ['joe', 1],
      ['amy', 1],
      ['eve', 1],
    ]);
    expect(shares(floor(5_000), [click(1, EVE, 9)])).toEqual([['eve', 1]]);
  });

  test('the floor is exact where weights are large', () => {
    const third = policy('TIME_DECAY', { affiliates: bounds(3_333, 10_000) });
    const path = [
      click(1, JOE, 29 * 24),
      { ...click(2, AMY, 28 * 24), agoMinutes: 28 * 1_440 + 60 },
      click(3, EVE, 5),
      click(4, KIM, 1),
    ];
    const { shares: found } = decide(third, path);
    const total = found.reduce((all, { weight }) => all + weight, 0n);
    const ours = found.reduce((all, { role, weight }) => (role === 'AFFILIATE' ? all + weight : all), 0n);
    expect(ours * 10_000n).toBe(3_333n * total);
    expect(total <= WEIGHT_TOTAL_MAX).toBe(true);
  });

  test('a closer holds half and creators together three tenths at most', () => {
    const rule = policy('LINEAR', {
      affiliates: UNBOUNDED,
      closer: bounds(5_000, 10_000),
      creators: bounds(0, 3_000),
    });
    expect(shares(rule, [click(1, EVE, 9), click(2, JOE, 8), click(3, KIM, 7), click(4, AMY, 1)])).toEqual([
      ['eve', 3],
      ['joe', 4],
      ['kim', 3],
      ['amy', 10],
    ]);
    expect(shares(rule, [click(1, EVE, 9), click(2, KIM, 8), click(3, JOE, 7)])).toEqual([
      ['eve', 3],
      ['kim', 3],
      ['joe', 14],
    ]);
    expect(shares(rule, [click(1, EVE, 9), click(2, KIM, 8)])).toEqual([
      ['eve', 1],
      ['kim', 1],
    ]);
    expect(shares(rule, [click(1, JOE, 9), click(2, AMY, 8), click(3, JOE, 7)])).toEqual([
      ['joe', 2],
      ['amy', 1],
    ]);
    const capped = { ...rule, closer: bounds(0, 2_500) };
    expect(shares(capped, [click(1, JOE, 9), click(2, AMY, 8)])).toEqual([
      ['joe', 3],
      ['amy', 1],
    ]);
  });
});

test('a bonus is set aside for the first touch and for assists', () => {
  const rule = policy('LAST_TOUCH', { affiliates: UNBOUNDED, firstTouchBonusBps: 1_000 });
  const path = [click(1, EVE, 9), click(2, KIM, 8), click(3, JOE, 7), click(4, AMY, 1)];
  expect(shares(rule, path)).toEqual([
    ['eve', 1],
    ['amy', 9],
  ]);
  const both = { ...rule, assistBonusBps: 2_000 };
  expect(shares(both, path)).toEqual([
    ['eve', 1],
    ['kim', 1],
    ['joe', 1],
    ['amy', 7],
  ]);
  // Nobody between: that part is set aside for nobody.
  expect(shares(both, [click(1, EVE, 9), click(4, AMY, 1)])).toEqual([
    ['eve', 1],
    ['amy', 9],
  ]);
  expect(shares(both, [click(4, AMY, 1)])).toEqual([['amy', 1]]);
});

test('late codes and extensions after content stand down', () => {
  const rule = policy('LAST_TOUCH', { affiliates: UNBOUNDED, standDown: { minutes: 60, keepsBps: 0 } });
  const path = [click(1, EVE, 9), click(2, JOE, 2), code(3, AMY)];
  expect(decide(rule, path).considered[2]?.standing).toBe('STOOD_DOWN');
  expect(shares(rule, path)).toEqual([['joe', 1]]);
  const quarter = { ...rule, standDown: { minutes: 60, keepsBps: 2_500 } };
  expect(shares(quarter, path)).toEqual([
    ['joe', 3],
    ['amy', 1],
  ]);
  // No content before it, or its own: it is what closed.
  expect(shares(quarter, [click(2, JOE, 2), code(3, AMY)])).toEqual([['amy', 1]]);
  expect(shares(quarter, [code(3, AMY)])).toEqual([['amy', 1]]);
  const own: Touch = { ...click(1, AMY, 9), kind: 'MOMENT_CLICK' };
  expect(shares(quarter, [own, click(2, JOE, 2), code(3, AMY)])).toEqual([['amy', 1]]);
  // An extension is late within the minutes alone.
  const extension = (id: number, hours: number): Touch => ({ ...click(id, AMY, hours), standsDown: true });
  expect(shares(quarter, [click(1, EVE, 9), extension(2, 2)])).toEqual([['amy', 1]]);
  expect(shares(quarter, [click(1, EVE, 9), extension(2, 1)])).toEqual([['amy', 1]]);
  expect(shares(quarter, [click(1, EVE, 9), extension(2, 0)])).toEqual([
    ['eve', 3],
    ['amy', 1],
  ]);
  expect(shares({ ...quarter, model: 'LINEAR' }, [click(1, EVE, 9), extension(2, 0)])).toEqual([
    ['eve', 7],
    ['amy', 1],
  ]);
});

test('a published set weighs channels, and touches of one share it', () => {
  const whole = 1 << 24;
  const weightSet = {
    id: 'set',
    model: 'MARKOV' as const,
    weights: [
      { channel: 'AFFILIATE/CLICK', weight: whole / 4, whole },
      { channel: 'CREATOR/MOMENT_VIEW', weight: (whole / 4) * 3, whole },
    ],
  };
  const rule = policy('MARKOV', { affiliates: UNBOUNDED, viewWindowDays: 30, weightSet });
  expect(shares(rule, [view(1, EVE, 9), view(2, KIM, 8), click(3, JOE, 7)])).toEqual([
    ['eve', 3],
    ['kim', 3],
    ['joe', 2],
  ]);
  // What the set does not know, be it a kind or a group, weighs as the least it knows.
  expect(shares(rule, [view(1, EVE, 9), code(2, JOE)])).toEqual([
    ['eve', 3],
    ['joe', 1],
  ]);
  expect(shares(rule, [view(1, EVE, 9), { ...click(2, JOE, 1), group: 'group_x' }])).toEqual([
    ['eve', 3],
    ['joe', 1],
  ]);
});

test('windows open after their edge, and views have their own', () => {
  const standing = (of: Policy, touch: Touch) => decide(of, [touch]).considered[0]?.standing;
  const of = policy('LINEAR');
  for (const [edge, name] of [
    [click(1, JOE, 30 * 24), 'click'],
    [{ ...click(1, EVE, 30 * 24), kind: 'MOMENT_CLICK' }, 'moment'],
    [view(1, EVE, 24), 'view'],
  ] as const) {
    expect(standing(of, edge), name).toBe('OUTSIDE_WINDOW');
    expect(standing(of, { ...edge, agoMinutes: edge.agoMinutes - 1 }), name).toBe('ELIGIBLE');
  }
  expect(standing({ ...of, viewWindowDays: 0 }, view(1, EVE, 0))).toBe('OUTSIDE_WINDOW');
});
