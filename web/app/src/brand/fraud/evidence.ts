import { object, text, texts as textsOf, whole } from '@/graph/json';
import { percentOf } from '@/path/shares';
import type { FraudSignal } from '../settings/fraud/query.gen';
import { evidence as words } from './texts';

/** A finding as far as its words need it. */
export type Found = { signal: FraudSignal; evidence: unknown };
/** Names of links (their slugs) and of affiliates, by id. */
export type Names = ReadonlyMap<string, string>;

const COUNT = new Intl.NumberFormat('en-GB');
const count = (value: unknown) => COUNT.format(whole(value));
const seconds = (value: unknown) =>
  new Intl.NumberFormat('en-GB', { style: 'unit', unit: 'second', unitDisplay: 'long' }).format(whole(value));
const and = new Intl.ListFormat('en-GB');

/** The ids that findings name and that have a name for people: links, affiliates. */
export const named = (found: Found[]): { links: string[]; affiliates: string[] } => {
  const all = found.map(({ evidence }) => object(evidence));
  return {
    links: [...new Set(all.map(({ link }) => text(link)).filter(Boolean))],
    affiliates: [...new Set(all.flatMap(({ affiliates }) => textsOf(affiliates)))],
  };
};

/** What a finding rests on, in words. */
export function evidenceWords({ signal, evidence }: Found, names: Names): string[] {
  const of = object(evidence);
  const slug = names.get(text(of.link));
  const affiliates = textsOf(of.affiliates).flatMap((id) => names.get(id) ?? []);
  switch (signal) {
    case 'SELF_REFERRAL_EMAIL':
      return [words.email];
    case 'SELF_REFERRAL_DEVICE':
      return [words.device(Number(whole(of.browsers)))];
    case 'SELF_REFERRAL_PAYOUT_ACCOUNT':
      return [words.buyerIs(affiliates[0] ?? words.another)];
    case 'CLICK_FLOOD':
      return [words.flood(slug ? words.link(slug) : words.theLink, count(of.clicks), count(of.allowed))];
    case 'DUPLICATE_VISITORS': {
      const share = percentOf(whole(of.repeats), whole(of.clicks));
      return [words.repeats(slug ? words.aLink(slug) : words.itsLink, count(of.repeats), count(of.clicks), share)];
    }
    case 'TOO_SOON':
      return [words.soon(whole(of.seconds) === 0n ? words.atOnce : seconds(of.seconds), seconds(of.least))];
    case 'LEAKED_CODE':
      return [
        ...(text(of.host) ? [words.host(text(of.host))] : []),
        ...(whole(of.withoutClick) > 0n ? [words.uses(count(of.withoutClick), count(of.uses))] : []),
      ];
    case 'DISPOSABLE_EMAIL':
      return [words.disposable];
    case 'BANNED_REFERRER':
      return [words.referrer(text(of.host))];
    case 'SHARED_PAYOUT_ACCOUNT':
      return [words.shared(Number(whole(of.count)), and.format(affiliates))];
  }
}
