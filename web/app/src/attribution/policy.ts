/** How weight is laid on a path; the domain's words. */
export const MODELS = [
  'LAST_AFFILIATE_TOUCH',
  'LAST_TOUCH',
  'FIRST_TOUCH',
  'LINEAR',
  'POSITION',
  'TIME_DECAY',
  'MARKOV',
  'SHAPLEY',
] as const;
export type Model = (typeof MODELS)[number];

export type TouchKind = 'CLICK' | 'CODE' | 'MOMENT_VIEW' | 'MOMENT_CLICK';
export type Role = 'AFFILIATE' | 'CREATOR';

/** All of a weight, in basis points. */
export const WHOLE_BPS = 10_000;

/** What some of the payees hold together at least and at most, in basis points: 0–10,000. */
export type Bounds = { floorBps: number; ceilingBps: number };

/** Whatever the model gives. */
export const UNBOUNDED: Bounds = { floorBps: 0, ceilingBps: WHOLE_BPS };

/** Codes and extensions that come so many minutes before the sale, after content, keep so many basis points. */
export type StandDown = { minutes: number; keepsBps: number };

/** Published weights of channels, `ROLE/KIND[/group]`, in whole parts. */
export type WeightSet = { id: string; model: Model; weights: { channel: string; weight: number; whole: number }[] };

/** What decides who is credited: one version of the policy, or a draft of one. */
export type Policy = {
  model: Model;
  clickWindowDays: number;
  viewWindowDays: number;
  halfLifeHours: number;
  affiliates: Bounds;
  creators: Bounds;
  closer: Bounds;
  firstTouchBonusBps: number;
  assistBonusBps: number;
  standDown: StandDown | null;
  weightSet: WeightSet | null;
};

/** The policy a new brand starts with. */
export const STANDARD: Policy = {
  model: 'POSITION',
  clickWindowDays: 30,
  viewWindowDays: 1,
  halfLifeHours: 168,
  affiliates: { floorBps: 5_000, ceilingBps: WHOLE_BPS },
  creators: UNBOUNDED,
  closer: UNBOUNDED,
  firstTouchBonusBps: 0,
  assistBonusBps: 0,
  standDown: null,
  weightSet: null,
};

/** Whether it pays by a published weight set. */
export const isDataDriven = (model: Model) => model === 'MARKOV' || model === 'SHAPLEY';

/**
 * What affiliates hold together at least and at most beside creators, in basis points. The closer is one of them, and
 * where it is the only one its ceiling is theirs.
 */
export function affiliatesHold({ affiliates, creators, closer }: Policy, closerAlone: boolean) {
  const least = Math.max(affiliates.floorBps, WHOLE_BPS - creators.ceilingBps, closer.floorBps);
  const most = Math.min(affiliates.ceilingBps, WHOLE_BPS - creators.floorBps);
  return { least, most: closerAlone ? Math.min(most, closer.ceilingBps) : most };
}
