import { describe, expect, test } from 'vitest';
import { type Policy, STANDARD, type WeightSet } from '@/attribution/policy';
import {
  draftOf,
  draftParams,
  hasDraft,
  inputOf,
  onlyDraft,
  placed,
  policyOf,
  readTyped,
  type Typed,
  typedOf,
} from './draft';

const SETS: WeightSet[] = [
  { id: 'weights_a', model: 'MARKOV', weights: [{ channel: 'AFFILIATE/CLICK', weight: 1, whole: 1 }] },
  { id: 'weights_b', model: 'SHAPLEY', weights: [{ channel: 'AFFILIATE/CLICK', weight: 1, whole: 1 }] },
];
/** One that uses everything there is. */
const FULL: Policy = {
  model: 'MARKOV',
  clickWindowDays: 45,
  viewWindowDays: 0,
  halfLifeHours: 36,
  affiliates: { floorBps: 2_000, ceilingBps: 9_500 },
  creators: { floorBps: 0, ceilingBps: 3_050 },
  closer: { floorBps: 5_000, ceilingBps: 9_000 },
  firstTouchBonusBps: 1_000,
  assistBonusBps: 550,
  standDown: { minutes: 90, keepsBps: 0 },
  weightSet: SETS[0] ?? null,
};
const typed = (more: Partial<Typed> = {}): Typed => ({ ...typedOf(STANDARD), ...more });
const wrong = (more: Partial<Typed>) => Object.keys(readTyped(typed(more), SETS, STANDARD).wrong);

test('what is in force comes back unchanged from the form', () => {
  for (const policy of [STANDARD, FULL, { ...STANDARD, model: 'TIME_DECAY' as const, halfLifeHours: 36 }]) {
    expect(readTyped(typedOf(policy), SETS, policy)).toEqual({ policy, wrong: {} });
  }
  expect(typedOf(FULL)).toMatchObject({ creatorCeiling: '30.5', standDownSpan: '90 minutes', closerFloor: '50' });
  expect(typedOf(STANDARD)).toMatchObject({ halfLife: '7 days', affiliateCeiling: '', closerFloor: '' });
});

test('closer at least 50 %, creators together at most 30 %', () => {
  const { policy } = readTyped(typed({ closerFloor: '50', creatorCeiling: '30 %' }), SETS, STANDARD);
  expect(policy && inputOf(policy)).toEqual({
    model: 'POSITION',
    clickWindowDays: 30,
    viewWindowDays: 1,
    halfLifeHours: 168,
    affiliateFloorBps: 5_000,
    affiliateCeilingBps: 10_000,
    creatorFloorBps: 0,
    creatorCeilingBps: 3_000,
    closerFloorBps: 5_000,
    closerCeilingBps: 10_000,
    firstTouchBonusBps: 0,
    assistBonusBps: 0,
    standDown: null,
    weightSetId: null,
  });
});

describe('what is wrong stands beside its field', () => {
  test('out of range, or no number', () => {
    expect(wrong({ clickWindowDays: '0' })).toEqual(['clickWindowDays']);
    expect(wrong({ clickWindowDays: '366' })).toEqual(['clickWindowDays']);
    expect(wrong({ clickWindowDays: '3o' })).toEqual(['clickWindowDays']);
    expect(wrong({ viewWindowDays: '91' })).toEqual(['viewWindowDays']);
    expect(wrong({ closerFloor: '101' })).toEqual(['closerFloor']);
    expect(wrong({ affiliateFloor: '60', affiliateCeiling: '50' })).toEqual(['affiliateFloor']);
    expect(wrong({ firstTouchBonus: '-1' })).toEqual(['firstTouchBonus']);
    expect(wrong({ firstTouchBonus: '60', assistBonus: '40.01' })).toEqual(['assistBonus']);
    expect(wrong({ firstTouchBonus: '60', assistBonus: '40' })).toEqual([]);
  });

  test('what is not used is not looked at', () => {
    expect(wrong({ halfLife: 'x days' })).toEqual([]);
    expect(wrong({ model: 'TIME_DECAY', halfLife: 'x days' })).toEqual(['halfLife']);
    expect(wrong({ model: 'TIME_DECAY', halfLife: '366 days' })).toEqual(['halfLife']);
    expect(wrong({ standDownSpan: '', standDownKeeps: '100' })).toEqual([]);
    expect(wrong({ standsDown: true, standDownSpan: '31 days', standDownKeeps: '100' })).toEqual([
      'standDownSpan',
      'standDownKeeps',
    ]);
  });

  test('limits that cannot all hold, as the domain finds them', () => {
    expect(wrong({ creatorFloor: '50.01' })).toEqual(['closerFloor']);
    expect(wrong({ closerCeiling: '49.99' })).toEqual(['closerFloor']);
    expect(wrong({ creatorFloor: '50', closerCeiling: '50' })).toEqual([]);
  });

  test('a model that learns needs weights of its own', () => {
    expect(wrong({ model: 'MARKOV' })).toEqual(['weightSetId']);
    expect(wrong({ model: 'MARKOV', weightSetId: 'weights_b' })).toEqual(['weightSetId']);
    expect(wrong({ model: 'SHAPLEY', weightSetId: 'weights_b' })).toEqual([]);
    const { policy } = readTyped(typed({ model: 'LINEAR', weightSetId: 'weights_b' }), SETS, STANDARD);
    expect(policy?.weightSet).toBeNull();
  });
});

describe('a draft in an address', () => {
  test('is what differs, and comes back the same', () => {
    expect(draftParams(STANDARD, STANDARD)).toEqual({});
    const params = new URLSearchParams(draftParams(FULL, STANDARD));
    expect(params.get('closer')).toBe('5000-9000');
    expect(draftOf(params, STANDARD, SETS)).toEqual(FULL);
    const back = new URLSearchParams(draftParams(STANDARD, FULL));
    expect(draftOf(back, FULL, SETS)).toEqual(STANDARD);
  });

  test('what makes no sense is left as it is in force', () => {
    const params = new URLSearchParams('model=MAGIC&closer=9000-5000&clicks=9999&late=0-0&weights=weights_x&assists=x');
    expect(draftOf(params, STANDARD, SETS)).toEqual(STANDARD);
    expect(draftOf(new URLSearchParams('model=SHAPLEY&weights=weights_a'), STANDARD, SETS).weightSet).toBeNull();
  });

  test('goes along without the filters of a screen', () => {
    const params = new URLSearchParams('from=2026-01-01&closer=5000-10000&left=policy_x');
    expect(hasDraft(params)).toBe(true);
    expect(onlyDraft(params).toString()).toBe('closer=5000-10000');
    expect(hasDraft(new URLSearchParams('from=2026-01-01'))).toBe(false);
  });
});

test('the server’s refusals are said in words, beside the form’s own fields', () => {
  const refusal = (code: string, field: string[] | null) => ({ code, field, message: 'closer: a floor and a …' });
  const [closer, creators, other] = placed([
    refusal('BOUNDS_CONTRADICT', ['input', 'closerFloorBps']),
    refusal('BOUNDS_OUT_OF_RANGE', ['input', 'creatorFloorBps']),
    refusal('SOMETHING', null),
  ]);
  expect(closer).toMatchObject({ field: ['closerFloor'], message: 'These limits cannot all hold at once.' });
  expect(creators?.field).toEqual(['creatorFloor']);
  expect(other).toEqual(refusal('SOMETHING', null));
});

test('a version is read as the graph has it', () => {
  const read = policyOf({
    ...inputOf(FULL),
    id: 'policy_x',
    version: 3,
    createdAt: '2026-11-27T00:00:00Z',
    standDown: FULL.standDown,
    weightSet: { ...SETS[0], conversions: '0', nulls: '0', createdAt: '2026-11-27T00:00:00Z' },
  } as Parameters<typeof policyOf>[0]);
  expect(read).toMatchObject({ ...FULL, weightSet: { id: 'weights_a' } });
});
