import { type Explanation, explain, explainClicks } from './explain';
import { tryClicks, tryOn } from './settle';
import { calculator as texts } from './texts';
import { clicksOf, looksAt, orderOf, type Typed, totalsOf } from './trial';
import type { Known } from './version';
import { sums } from './words';

/** What is tried comes to: in a sentence, with what is to be added to it, and why. Without what was typed: what is missing. */
export type Outcome = { says: string; note: string | null; why: Explanation | null };

const COUNT = new Intl.NumberFormat('en-GB');

/** What is tried, of the kinds that the rules pay for. */
export function kindOf({ kind }: Typed, version: Known): Typed['kind'] {
  const { kinds } = looksAt(version);
  return kinds.includes(kind) ? kind : (kinds[0] ?? 'order');
}

/** What the terms pay for what is typed. */
export function outcome(version: Known, typed: Typed, currency: string): Outcome {
  const kind = kindOf(typed, version);
  const before = totalsOf(typed, version, currency);
  const sum = sums(currency);
  if (kind === 'click') {
    const clicks = clicksOf(typed);
    const day = clicks === null ? null : tryClicks(version, clicks, before);
    if (!day) return { says: texts.invalidClicks, note: null, why: null };
    const why = explainClicks(day, { version, before, currency });
    return { says: texts.clicksPay(COUNT.format(day.clicks), sum(day.pays)), note: null, why };
  }
  const order = orderOf({ ...typed, kind }, currency);
  if (!order) return { says: texts.invalid, note: null, why: null };
  const found = tryOn(version, order, before);
  const none = found.earning.applied.length === 0;
  return {
    says: kind === 'lead' ? texts.leadPays(sum(found.total)) : texts.pays(sum(order.amount), sum(found.total)),
    note: none ? (found.settlement.extras.length > 0 ? texts.onTop : texts.nothing) : null,
    why: explain(found, { version, order, before, currency }),
  };
}
