import { type Money, sum } from '@/money/money';
import type { CommissionState } from './query.gen';

type Paying = {
  amount: Money;
  commissions: { state: CommissionState; amount: Money }[];
  attribution: { credits: unknown[] } | null;
};

/**
 * What a conversion pays as things stand: its commissions that are not void, bonuses and corrections among them. Null where
 * nobody is credited. They are all in the conversion's currency.
 */
export function stands({ amount, commissions, attribution }: Paying): Money | null {
  if (commissions.length === 0 && !attribution?.credits.length) return null;
  return sum(
    commissions.filter(({ state }) => state !== 'VOID').map((one) => one.amount),
    amount.currency,
  );
}
