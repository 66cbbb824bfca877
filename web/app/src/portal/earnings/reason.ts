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

/** What a day's clicks came to, as `why` has it. */
export type Clicks = { day: string; clicks: string; rule: string; each: string; cuts: { by: string; minor: string }[] };

/** Reads it; null of what was not earned by clicks. */
export function readClicks(why: unknown): Clicks | null {
  const all = object(why);
  if (!/^\d{4}-\d\d-\d\d$/.test(text(all.day)) || all.clicks === undefined) return null;
  return {
    day: text(all.day),
    clicks: String(whole(all.clicks)),
    rule: text(all.rule),
    each: String(whole(all.each)),
    cuts: list(all.cuts).map((cut) => ({ by: text(cut.by), minor: String(whole(cut.minor)) })),
  };
}
