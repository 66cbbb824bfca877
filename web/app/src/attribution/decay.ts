/** The weight of a touch of age zero: 2³². */
export const DECAY_SCALE = 1n << 32n;

/** Bits after the point of the arithmetic in between. */
const FIXED_BITS = 62n;
/** Bits of the exponent's fraction. */
const STEPS = 32;

/** The whole square root, by Newton's way from above. */
function isqrt(value: bigint): bigint {
  let root = 1n << BigInt(Math.ceil(value.toString(2).length / 2));
  for (;;) {
    const next = (root + value / root) >> 1n;
    if (next >= root) return root;
    root = next;
  }
}

/** `2^(−1/2), 2^(−1/4), …`, each the square root of the one before. */
const ROOTS = (() => {
  let value = 1n << (FIXED_BITS - 1n);
  return Array.from({ length: STEPS }, () => {
    value = isqrt(value << FIXED_BITS);
    return value;
  });
})();

/**
 * `2^(−age/halfLife)` in parts of 2³², rounded down, yet at least 1: in whole numbers, to the bit what the server
 * reckons. Both are of one unit.
 */
export function decayed(age: bigint, halfLife: bigint): bigint {
  const halvings = age / halfLife;
  if (halvings >= 32n) return 1n;
  const fraction = ((age % halfLife) << BigInt(STEPS)) / halfLife;
  let value = 1n << FIXED_BITS;
  ROOTS.forEach((root, step) => {
    if ((fraction >> BigInt(STEPS - 1 - step)) & 1n) value = (value * root) >> FIXED_BITS;
  });
  return (value >> (FIXED_BITS - 32n)) >> halvings;
}
