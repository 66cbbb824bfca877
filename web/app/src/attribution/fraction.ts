import { apportion as split } from '@/money/money';

/** What the weights of all shares sum to at most, as in the domain: 2⁴⁶. */
export const WEIGHT_TOTAL_MAX = 1n << 46n;

const sum = (weights: bigint[]) => weights.reduce((all, weight) => all + weight, 0n);

function gcd(a: bigint, b: bigint): bigint {
  let [one, other] = [a, b];
  while (other !== 0n) [one, other] = [other, one % other];
  return one;
}

/** Divides by the greatest common divisor. */
export function reduce(weights: bigint[]): bigint[] {
  const divisor = weights.reduce(gcd, 0n);
  return divisor > 1n ? weights.map((weight) => weight / divisor) : weights;
}

/** `total` parts in proportion, by largest remainder; what lies beyond 64 bits is cut off alike everywhere. */
export function apportion(total: bigint, weights: bigint[]): bigint[] {
  const bits = Math.max(...weights.map((weight) => weight.toString(2).length));
  const shift = BigInt(Math.max(0, bits - 64));
  return split(
    total,
    weights.map((weight) => weight >> shift),
  );
}

/** In lowest terms, their sum within the most: exact where that fits, else by largest remainder. */
export function fitted(weights: bigint[]): bigint[] {
  const reduced = reduce(weights);
  return sum(reduced) <= WEIGHT_TOTAL_MAX ? reduced : apportion(WEIGHT_TOTAL_MAX, reduced);
}
