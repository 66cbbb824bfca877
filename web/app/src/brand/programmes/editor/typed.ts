import { minorOf } from '@/money/money';

/** The most that one sum may be, in minor units, as `crates/domain/src/money.rs` has it. */
export const SUM_MINOR_MAX = 1_000_000_000_000n;
/** The most months of a phase, as `crates/domain/src/reward.rs` has it. */
export const MONTHS_MAX = 120;

/** What a person typed as a sum, in minor units; null where it is none. */
export function sumOf(typed: string, currency: string): bigint | null {
  const minor = minorOf(typed, currency);
  return minor === null || BigInt(minor) > SUM_MINOR_MAX ? null : BigInt(minor);
}

/** A whole number above zero. */
export function countOf(typed: string): bigint | null {
  const text = typed.trim().replaceAll(',', '');
  return /^\d{1,9}$/.test(text) && BigInt(text) > 0n ? BigInt(text) : null;
}

/** So many months. */
export function monthsOf(typed: string): number | null {
  const count = countOf(typed);
  return count !== null && count <= BigInt(MONTHS_MAX) ? Number(count) : null;
}
