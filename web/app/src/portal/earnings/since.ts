import { type Money, money } from '@/money/money';
import { isOutside, voidReason } from '@/path/outside';
import { earnings as texts } from './texts';

type Commission = { standing: { note: string | null }; voidReason: string | null; why: unknown; amount: Money };

/** What became of a commission since, in the brand's and in our words. The note of what is void is its reason once more. */
export function since(commission: Commission): string[] {
  const { amount, standing, why } = commission;
  const reason = voidReason(commission);
  if (isOutside(why)) return [texts.whyOutside(money(amount), reason)];
  if (reason) return [texts.whyVoid(reason)];
  return standing.note ? [standing.note] : [];
}
