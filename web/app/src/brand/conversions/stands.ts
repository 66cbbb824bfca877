import { type Money, sum } from '@/money/money';
import type { CommissionState } from './query.gen';

type Commission = { state: CommissionState; amount: Money };

/**
 * What a conversion pays as things stand: its commissions that are not void, and what corrects them. Null where there is none at all.
 * They are all in the conversion's currency.
 */
export function stands(commissions: Commission[], currency: string): Money | null {
  if (commissions.length === 0) return null;
  const standing = commissions.filter(({ state }) => state !== 'VOID');
  return sum(
    standing.map(({ amount }) => amount),
    currency,
  );
}
