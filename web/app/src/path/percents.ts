import { apportion } from '@/money/money';
import { WHOLE_BPS } from './decision';
import { percentOf } from './shares';

/**
 * Parts of one whole for people, to two digits behind the point. They come to 100 % where the parts come to the whole: the
 * largest remainders get what is over.
 */
export function percentsOf(parts: readonly bigint[], whole: bigint): string[] {
  const rest = whole - parts.reduce((sum, part) => sum + part, 0n);
  const all = rest > 0n ? [...parts, rest] : [...parts];
  const shares = apportion(BigInt(WHOLE_BPS), all);
  return parts.map((_, at) => percentOf(shares[at] ?? 0n, BigInt(WHOLE_BPS)));
}
