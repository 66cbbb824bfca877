import { isZero, type Money, money } from '@/money/money';

export type Balance = { currency: string; pending: Money; payable: Money; debt: Money };

/** The parts of a balance. */
export type Part = 'pending' | 'payable' | 'debt';

/** The brand's own currency first, then those in which there is something, by their codes. */
export function ordered(balances: readonly Balance[], own: string): Balance[] {
  const some = balances.filter(
    ({ currency, pending, payable, debt }) => currency === own || ![pending, payable, debt].every(isZero),
  );
  return some.sort(
    (a, b) => Number(b.currency === own) - Number(a.currency === own) || (a.currency < b.currency ? -1 : 1),
  );
}

/** One part of it in each currency; nothing owed is zero in the brand's own. */
export function amounts(balances: readonly Balance[], part: Part, own: string): string {
  const told = ordered(balances, own)
    .map((balance) => balance[part])
    .filter((amount) => !isZero(amount));
  return told.length ? told.map((amount) => money(amount)).join(', ') : money({ minor: '0', currency: own });
}

/** Whether anything of it is owed back. */
export const owes = (balances: readonly Balance[]): boolean => balances.some(({ debt }) => !isZero(debt));
