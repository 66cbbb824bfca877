import type { Refusal } from '@/form/refusal';
import type { TermsWithdrawMutation } from './query.gen';
import { takingBack as texts } from './texts';

/** What came of taking a version back; what the server refuses is in words of the screen. */
export function takenBack({ termsWithdraw }: TermsWithdrawMutation) {
  const userErrors: Refusal[] = termsWithdraw.userErrors.map((refusal) => ({
    ...refusal,
    message: texts.refused[refusal.code] ?? refusal.message,
  }));
  return { ...termsWithdraw, userErrors };
}
