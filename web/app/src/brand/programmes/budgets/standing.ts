import type { BudgetPartsFragment } from './query.gen';

type Budget = Pick<BudgetPartsFragment, 'amount' | 'reserved' | 'startsAt' | 'endsAt'>;

/** How a budget stands: what is left of it, in minor units, how much of it is taken, in hundredths, and whether it holds. */
export function standing({ amount, reserved, startsAt, endsAt }: Budget, now: Date) {
  const [whole, taken] = [BigInt(amount.minor), BigInt(reserved.minor)];
  const left = whole > taken ? whole - taken : 0n;
  // What is nearly spent is not shown as spent, nor what has only begun as nothing.
  const share = whole > 0n ? Number((taken * 100n) / whole) : 100;
  const filled = left > 0n ? Math.min(share, 99) : 100;
  const state =
    new Date(startsAt) > now ? 'COMING' : endsAt && new Date(endsAt) <= now ? 'OVER' : left === 0n ? 'SPENT' : 'NOW';
  return {
    left: { minor: left.toString(), currency: amount.currency },
    filled: taken > 0n ? Math.max(filled, 1) : 0,
    state,
  } as const;
}
