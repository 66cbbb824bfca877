// Weights of the touches of one path, as crates/domain/src/attribution/weigh.rs has them: by the model, then standing
// down, then bonuses. Whole numbers throughout, so that a picture shows what is paid.

import { decayed } from './decay';
import type { Considered, Touch } from './decide';
import { fitted } from './fraction';
import { type Policy, type StandDown, type WeightSet, WHOLE_BPS } from './policy';

const WHOLE = BigInt(WHOLE_BPS);
const HOUR_MINUTES = 60;
/** What a channel's weight is multiplied by before its touches share it. */
const CHANNEL_SHIFT = 20n;

const sum = (weights: bigint[]) => weights.reduce((all, weight) => all + weight, 0n);

/** Whether it is content that was met, rather than a link or a code. */
const isContent = ({ role, kind }: Touch) => role === 'CREATOR' || kind === 'MOMENT_VIEW' || kind === 'MOMENT_CLICK';

/** What data-driven models weigh it as. */
export const channelOf = ({ role, kind, group }: Pick<Touch, 'role' | 'kind' | 'group'>) =>
  `${role}/${kind}${group ? `/${group}` : ''}`;

/** Weighs the eligible touches, which are in order. Late ones that stand down whole are eligible no more. */
export function weigh(policy: Policy, considered: Considered[]) {
  if (policy.standDown) standDown(policy.standDown, considered);
  const path = considered.filter(({ standing }) => standing === 'ELIGIBLE');
  const touches = path.map(({ touch }) => touch);
  let weights = byModel(policy, touches);
  const late = path.map(({ keepsBps }) => BigInt(keepsBps));
  const keeps = late.find((bps) => bps < WHOLE);
  if (keeps !== undefined) weights = withoutLate(policy, touches, late, keeps, weights);
  if (policy.firstTouchBonusBps > 0 || policy.assistBonusBps > 0) weights = withBonuses(policy, weights);
  path.forEach((one, at) => {
    one.weight = weights[at] ?? 0n;
  });
}

/** Notes which touches are late: a code, or of a group that stands down, after content of somebody else. */
function standDown(rule: StandDown, considered: Considered[]) {
  considered.forEach((one, at) => {
    const { touch } = one;
    const late =
      one.standing === 'ELIGIBLE' && touch.agoMinutes < rule.minutes && (touch.kind === 'CODE' || touch.standsDown);
    const content = (other: Considered) =>
      other.standing === 'ELIGIBLE' &&
      isContent(other.touch) &&
      other.touch.payee !== touch.payee &&
      other.touch.id !== touch.id;
    if (!late || isContent(touch) || !considered.slice(0, at).some(content)) return;
    one.keepsBps = rule.keepsBps;
    if (rule.keepsBps === 0) one.standing = 'STOOD_DOWN';
  });
}

/** A late touch holds `keeps` of what it would hold, and the rest goes where it would go without it. */
function withoutLate(policy: Policy, touches: Touch[], late: bigint[], keeps: bigint, present: bigint[]): bigint[] {
  const others = byModel(
    policy,
    touches.filter((_, at) => late[at] === WHOLE),
  );
  const absent = late.map((bps) => (bps === WHOLE ? (others.shift() ?? 0n) : 0n));
  const [all, rest] = [sum(present), sum(absent)];
  if (rest === 0n) return present;
  return fitted(present.map((weight, at) => keeps * weight * rest + (WHOLE - keeps) * (absent[at] ?? 0n) * all));
}

/** Sets the policy's parts aside for the first touch, and for those between the first and the last, alike. */
function withBonuses(policy: Policy, weights: bigint[]): bigint[] {
  const whole = sum(weights);
  if (whole === 0n) return weights;
  const inner = Math.max(0, weights.length - 2);
  const first = BigInt(policy.firstTouchBonusBps);
  const assists = inner === 0 ? 0n : BigInt(policy.assistBonusBps);
  const parts = BigInt(Math.max(1, inner));
  return fitted(
    weights.map((weight, at) => {
      const own = weight * (WHOLE - first - assists) * parts;
      if (at === 0) return own + first * whole * parts;
      return at + 1 < weights.length ? own + assists * whole : own;
    }),
  );
}

/** The model's weights alone. */
function byModel(policy: Policy, path: Touch[]): bigint[] {
  const last = path.length - 1;
  const only = (place: number) => path.map((_, at) => (at === place ? 1n : 0n));
  switch (policy.model) {
    case 'FIRST_TOUCH':
      return only(0);
    case 'LAST_TOUCH':
      return only(last);
    case 'LAST_AFFILIATE_TOUCH':
      return only(path.findLastIndex(({ role }) => role === 'AFFILIATE'));
    case 'LINEAR':
      return path.map(() => 1n);
    case 'POSITION': {
      const ends = last > 1 ? 2n * BigInt(last - 1) : 1n;
      return path.map((_, at) => (at === 0 || at === last ? ends : 1n));
    }
    case 'TIME_DECAY': {
      const youngest = path[last]?.agoMinutes ?? 0;
      const halfLife = BigInt(policy.halfLifeHours * HOUR_MINUTES);
      return path.map(({ agoMinutes }) => decayed(BigInt(agoMinutes - youngest), halfLife));
    }
    default:
      return policy.weightSet ? byChannel(policy.weightSet, path) : path.map(() => 1n);
  }
}

/** Each channel's weight, shared alike by its touches on the path. One that is not known weighs as the least known. */
function byChannel({ weights }: WeightSet, path: Touch[]): bigint[] {
  const known = new Map(weights.map(({ channel, weight }) => [channel, weight]));
  const least = weights.length ? Math.min(...known.values()) : 1;
  const channels = path.map(channelOf);
  return channels.map((channel) => {
    const count = BigInt(channels.filter((other) => other === channel).length);
    return (BigInt(known.get(channel) ?? least) << CHANNEL_SHIFT) / count;
  });
}
