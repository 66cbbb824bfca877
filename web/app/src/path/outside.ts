import { object } from '@/graph/json';
import type { Money } from '@/money/money';

/** A commission as far as limits are concerned. */
type Limited = { amount: Money; why: unknown };

/** Whether a commission is what limits cut to nothing: noted, and never earned. */
export const isOutside = (why: unknown): boolean => object(why).outside === true;

/** What a commission is worth: nothing where limits cut all of it; its amount is then what they cut. */
export const worth = ({ amount, why }: Limited): Money => (isOutside(why) ? { ...amount, minor: '0' } : amount);

const PREFIX = /^outside the terms: */i;

/** Why a commission is void, in the server's words; what it begins with stands beside it already where it lies outside. */
export function voidReason({ voidReason: reason, why }: { voidReason: string | null; why: unknown }): string {
  const said = reason ?? '';
  if (!isOutside(why)) return said;
  const rest = said.replace(PREFIX, '');
  return rest.charAt(0).toUpperCase() + rest.slice(1);
}
