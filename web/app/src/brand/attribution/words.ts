import type { Bounds, Policy, WeightSet } from '@/attribution/policy';
import { WHOLE_BPS } from '@/attribution/policy';
import { models } from '@/brand/conversions/texts';
import { percent } from '@/terms/rules';
import { day, dayStart } from '@/time/time';
import { typedSpan } from './span';
import { fields as texts, short as versions, weights } from './texts';

const HOUR = 60;
/** `50 %`, never broken between the two. */
const share = (bps: number) => percent(BigInt(bps)).replace(' ', '\u00a0');

/** `7 days`, `1 hour`. */
export const spanText = (minutes: number) => typedSpan(minutes).replace(/^(1 \w+)s$/, '$1');

/** `at least 50 %, at most 80 %`. */
export function boundsText({ floorBps, ceilingBps }: Bounds): string {
  if (floorBps === ceilingBps) return texts.exactly(share(floorBps));
  if (floorBps > 0 && ceilingBps < WHOLE_BPS) return texts.between(share(floorBps), share(ceilingBps));
  if (floorBps > 0) return texts.least(share(floorBps));
  return ceilingBps < WHOLE_BPS ? texts.most(share(ceilingBps)) : texts.unbounded;
}

const bonus = (bps: number) => (bps === 0 ? texts.none : share(bps));
const countsText = (days: number) => (days === 0 ? texts.never : texts.days(days));

function lateText({ standDown }: Policy): string {
  if (!standDown) return texts.likeOthers;
  const span = spanText(standDown.minutes).replace(/^1 /, '');
  return standDown.keepsBps === 0 ? texts.lateNothing(span) : texts.lateKeep(span, share(standDown.keepsBps));
}

/** What a weight set was made from: `1 Oct 2026 – 31 Oct 2026`. Its end is the first moment after the period. */
export function madeFrom({ from, to }: { from?: string | null; to?: string | null }): string {
  if (!from || !to) return weights.byHand;
  return weights.period(day(from), day(new Date(new Date(to).getTime() - 1)));
}

/** Two days as `28 Oct 2026 – 26 Nov 2026`; one alone where they are the same. */
export function daysText(from: string, to: string): string {
  const [first, last] = [dayStart(from), dayStart(to)].map((at) => (at ? day(at) : ''));
  return first === last ? (first ?? '') : weights.period(first ?? '', last ?? '');
}

type Dated = WeightSet & { from?: string | null; to?: string | null };

/** One part of a policy: what it is called, and what a policy says of it; null where its model does not use it. */
export type Field = { key: string; name: string; say: (policy: Policy) => string | null };

/** Every part of a policy in the order of the editor. */
export const FIELDS: Field[] = [
  { key: 'model', name: texts.model, say: ({ model }) => models[model] },
  {
    key: 'weightSet',
    name: texts.weightSet,
    say: ({ weightSet }) => (weightSet ? madeFrom(weightSet as Dated) : null),
  },
  {
    key: 'halfLife',
    name: texts.halfLife,
    say: ({ model, halfLifeHours }) => (model === 'TIME_DECAY' ? spanText(halfLifeHours * HOUR) : null),
  },
  { key: 'clicks', name: texts.clicks, say: ({ clickWindowDays }) => countsText(clickWindowDays) },
  { key: 'views', name: texts.views, say: ({ viewWindowDays }) => countsText(viewWindowDays) },
  { key: 'closer', name: texts.closer, say: ({ closer }) => boundsText(closer) },
  { key: 'affiliates', name: texts.affiliates, say: ({ affiliates }) => boundsText(affiliates) },
  { key: 'creators', name: texts.creators, say: ({ creators }) => boundsText(creators) },
  { key: 'first', name: texts.first, say: ({ firstTouchBonusBps }) => bonus(firstTouchBonusBps) },
  { key: 'assists', name: texts.assists, say: ({ assistBonusBps }) => bonus(assistBonusBps) },
  { key: 'late', name: texts.late, say: lateText },
];

/** One part of two policies beside each other. */
export type Pair = { key: string; name: string; left: string | null; right: string | null; differs: boolean };

/** Two policies part by part. Two weight sets of one period are told apart by when they were published. */
export function sideBySide(left: Policy, right: Policy): Pair[] {
  return FIELDS.map(({ key, name, say }) => {
    const said = { left: say(left), right: say(right) };
    const differs =
      said.left !== said.right || (key === 'weightSet' && (left.weightSet?.id ?? '') !== (right.weightSet?.id ?? ''));
    return { key, name, ...said, differs };
  }).filter(({ left: one, right: other }) => one !== null || other !== null);
}

/** What differs from one to the other, for people: `The closer has: at least 50 % (was: what comes of it)`. */
export const differences = (from: Policy, to: Policy) => sideBySide(from, to).filter(({ differs }) => differs);

/** The limits of a policy in a line, `Closer ≥ 50 %, Creators ≤ 30 %`; empty where there are none. */
export function limitsText(policy: Policy): string {
  const sides = [
    [versions.closer, policy.closer],
    [versions.affiliates, policy.affiliates],
    [versions.creators, policy.creators],
  ] as const;
  const said = sides.flatMap(([name, { floorBps, ceilingBps }]) => [
    ...(floorBps > 0 ? [`${name} ≥ ${share(floorBps)}`] : []),
    ...(ceilingBps < WHOLE_BPS ? [`${name} ≤ ${share(ceilingBps)}`] : []),
  ]);
  return said.join(', ');
}
