// From weights of touches to weights of payees, as crates/domain/src/attribution/share.rs has it. Three bounds hold at
// once: of affiliates, of creators, and of the closer, the payee of the last affiliate's touch that carries weight.
import type { Considered, Share } from './decide';
import { apportion, fitted, reduce, WEIGHT_TOTAL_MAX } from './fraction';
import { affiliatesHold, type Policy, WHOLE_BPS } from './policy';

const WHOLE = BigInt(WHOLE_BPS);
/** Parts per basis point where weights cannot be kept exact. */
const PARTS_PER_BPS = 1n << 32n;

const sum = (weights: bigint[], members?: boolean[]) =>
  weights.reduce((all, weight, at) => (members && !members[at] ? all : all + weight), 0n);

/** Merges touches by payee, in order of their first touch that carries weight, and applies the policy's bounds. */
export function share(policy: Policy, considered: Considered[]): Share[] {
  const shares: Share[] = [];
  let closer: string | null = null;
  for (const { touch, weight } of considered) {
    if (weight === 0n) continue;
    if (touch.role === 'AFFILIATE') closer = touch.payee;
    const held = shares.find(({ payee }) => payee === touch.payee);
    if (held) held.weight += weight;
    else shares.push({ payee: touch.payee, role: touch.role, closer: false, weight });
  }
  for (const one of shares) one.closer = one.payee === closer;
  const ours = shares.map(({ role }) => role === 'AFFILIATE');
  const closing = shares.map((one) => one.closer);
  const weights = shares.map(({ weight }) => weight);
  const bounded = ofCloser(policy, ours, closing, betweenRoles(policy, ours, weights));
  return shares.map((one, at) => ({ ...one, weight: bounded[at] ?? 0n })).filter(({ weight }) => weight > 0n);
}

/** Where both roles hold something, gives affiliates what their bounds and the creators' allow. */
function betweenRoles(policy: Policy, affiliates: boolean[], weights: bigint[]): bigint[] {
  const ours = sum(weights, affiliates);
  const theirs = sum(weights) - ours;
  if (ours === 0n || theirs === 0n) return fitted(weights);
  const hold = affiliatesHold(policy, affiliates.filter(Boolean).length === 1);
  const [least, most] = [BigInt(hold.least), BigInt(hold.most)];
  const holds = ours * WHOLE;
  const target = holds < least * (ours + theirs) ? least : holds > most * (ours + theirs) ? most : null;
  if (target === null) return fitted(weights);
  const bounded = reduce(
    weights.map((weight, at) => (affiliates[at] ? weight * target * theirs : weight * (WHOLE - target) * ours)),
  );
  if (sum(bounded) <= WEIGHT_TOTAL_MAX) return fitted(bounded);
  const parts = weights.map(() => 0n);
  for (const [role, bps] of [
    [true, target],
    [false, WHOLE - target],
  ] as const) {
    const members = weights.flatMap((_, at) => (affiliates[at] === role ? [at] : []));
    const inner = apportion(
      bps * PARTS_PER_BPS,
      members.map((at) => weights[at] ?? 0n),
    );
    members.forEach((at, place) => {
      parts[at] = inner[place] ?? 0n;
    });
  }
  return parts;
}

/** Between the closer and the other affiliates, gives the closer what its bounds allow; creators hold what they held. */
function ofCloser(policy: Policy, affiliates: boolean[], closer: boolean[], weights: bigint[]): bigint[] {
  const whole = sum(weights);
  const [all, held] = [sum(weights, affiliates), sum(weights, closer)];
  const others = all - held;
  const [least, most] = [BigInt(policy.closer.floorBps), BigInt(policy.closer.ceilingBps)];
  const target = held * WHOLE < least * whole ? least : held * WHOLE > most * whole ? most : null;
  if (target === null) return weights;
  // With nobody beside the closer there is nothing to give or to take; creators were bounded before.
  if (others === 0n || held === 0n || target * whole > all * WHOLE) return weights;
  return fitted(
    weights.map((weight, at) => {
      if (closer[at]) return target * whole * others;
      return affiliates[at] ? weight * (all * WHOLE - target * whole) : weight * WHOLE * others;
    }),
  );
}
