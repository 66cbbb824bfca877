import { type Money, money } from '@/money/money';
import { isOutside } from '@/path/outside';
import { earnings as texts } from './texts';

type Commission = { standing: { note: string | null }; voidReason: string | null; why: unknown; amount: Money };

/** What became of a commission since, in the brand's and in our words. The note of what is void is its reason once more. */
export function since({ standing, voidReason, why, amount }: Commission): string[] {
  if (isOutside(why)) return [texts.whyOutside(money(amount), voidReason ?? '')];
  if (voidReason) return [texts.whyVoid(voidReason)];
  return standing.note ? [standing.note] : [];
}
