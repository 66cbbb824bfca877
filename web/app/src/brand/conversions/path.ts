import { list, object, text, whole } from '@/graph/json';
import { type Money, split } from '@/money/money';

const STANDINGS = ['ELIGIBLE', 'NOT_VALID', 'OUTSIDE_WINDOW', 'BEFORE_PREVIOUS_SALE', 'AFTER_CONVERSION'] as const;

/** What a decision made of a touch. */
export type Standing = (typeof STANDINGS)[number];

/** A touch as a decision saw it. */
export type Candidate = {
  touch: string;
  payee: string;
  kind: string;
  verdict: string;
  at: string;
  standing: Standing;
  weight: bigint;
};

/** A rule that gave something. `base` and `gives` are minor units. */
export type AppliedRule = { rule: string; name: string; base: string; gives: string };

/** The candidates in `Attribution.why`, earliest first. What cannot be read is left out. */
export function candidates(why: unknown): Candidate[] {
  return list(object(why).candidates)
    .flatMap((one) => {
      const standing = STANDINGS.find((known) => known === one.standing);
      if (!standing || !text(one.touch)) return [];
      const { touch, payee, kind, verdict, at } = one;
      return [{ touch, payee, kind, verdict, at, standing, weight: whole(one.weight) } as Candidate];
    })
    .sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}

/** The rules in `Attribution.why` that gave something to a payee. */
export function rules(why: unknown, payee: string): AppliedRule[] {
  return list(object(why).credits)
    .filter((credit) => credit.payee === payee)
    .flatMap((credit) => list(credit.rules))
    .map((one) => ({
      rule: text(one.rule),
      name: text(one.name),
      base: String(whole(one.base)),
      gives: String(whole(one.gives)),
    }));
}

/**
 * What each candidate carries of what its payee gets, by its own weight. The parts of a payee sum to their credit, so all
 * of them sum to the pool. A touch is two candidates where it was of an affiliate's link to a creator's moment.
 */
export function cents(path: Candidate[], credits: { payee: { id: string }; amount: Money }[]): Map<Candidate, Money> {
  const carried = new Map<Candidate, Money>();
  for (const { payee, amount } of credits) {
    const theirs = path.filter((one) => one.payee === payee.id && one.weight > 0n);
    const parts = split(
      amount,
      theirs.map((one) => one.weight),
    );
    theirs.forEach((one, at) => {
      const part = parts[at];
      if (part) carried.set(one, part);
    });
  }
  return carried;
}
