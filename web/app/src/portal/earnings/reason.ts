import { list, object, text, whole } from '@/graph/json';

/** `AffiliateCommission.why`, as far as it can be read. Sums are minor units. */
export type Reason = {
  alone: string;
  weight: string;
  of: string;
  rules: { name: string; base: string; gives: string }[];
};

/** Reads it; null where there is no reason of this kind, as with corrections. */
export function readReason(why: unknown): Reason | null {
  const all = object(why);
  if (all.weight === undefined || all.of === undefined) return null;
  return {
    alone: String(whole(all.earnedAlone)),
    weight: String(whole(all.weight)),
    of: String(whole(all.of)),
    rules: list(all.rules).map((rule) => ({
      name: text(rule.name),
      base: String(whole(rule.base)),
      gives: String(whole(rule.gives)),
    })),
  };
}
