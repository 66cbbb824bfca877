import { minorOf } from '@/money/money';
import { BPS_WHOLE, halfEven, type Order, stepAt, type Totals } from './evaluate';
import { type Customer, ofOrders, type Predicate, type Rule } from './rules';
import type { Known } from './version';

export type Kind = 'order' | 'lead' | 'click';

/** A line of the order that is typed. */
export type TypedLine = { amount: string; quantity: string; category: string; sku: string };

/** What is typed into the calculator. */
export type Typed = {
  kind: Kind;
  lines: TypedLine[];
  clicks: string;
  country: string;
  code: string;
  customer: Customer | '';
  renewal: string;
  sales: string;
  sold: string;
  paid: string;
};

export const LINE: TypedLine = { amount: '', quantity: '1', category: '', sku: '' };

export const UNTYPED: Typed = {
  kind: 'order',
  lines: [{ ...LINE, amount: '120' }],
  clicks: '100',
  country: '',
  code: '',
  customer: 'NEW',
  renewal: '1',
  sales: '',
  sold: '',
  paid: '',
};

/** What the rules look at: nothing else is asked for. */
export function looksAt({ rules, bonuses, capPerPeriod }: Known) {
  const any = (of: (rule: Rule) => boolean) => rules.some(of);
  const words = (name: 'skus' | 'categories' | 'countries' | 'codes') => [
    ...new Set(rules.flatMap(({ when }) => when[name])),
  ];
  const bounds = (...names: (keyof Predicate)[]) => any(({ when }) => names.some((name) => when[name] !== null));
  const tiers = (measure: string) =>
    any(({ reward }) => reward.kind === 'TIERS' && (reward.measure === measure || reward.mode === 'RETROACTIVE'));
  const kinds: Kind[] = [
    ...(any(ofOrders) || rules.length === 0 ? (['order'] as const) : []),
    ...(any(({ reward }) => reward.kind === 'FLAT_PER_LEAD') ? (['lead'] as const) : []),
    ...(any(({ reward }) => reward.kind === 'FLAT_PER_CLICK') ? (['click'] as const) : []),
  ];
  return {
    kinds,
    items: any(({ reward }) => reward.kind === 'FLAT_PER_ITEM'),
    categories: words('categories'),
    skus: words('skus'),
    countries: words('countries'),
    codes: words('codes'),
    customer: bounds('customer'),
    renewals: any(({ recurring }) => recurring !== null),
    sales:
      bounds('salesMin', 'salesMax') ||
      any(({ reward }) => reward.kind === 'TIERS' && reward.measure === 'SALES') ||
      bonuses.some(({ measure }) => measure === 'SALES'),
    sold: bounds('amountMin', 'amountMax') || tiers('AMOUNT') || bonuses.some(({ measure }) => measure === 'AMOUNT'),
    paid: capPerPeriod !== null,
  };
}

const count = (typed: string, otherwise: bigint) => (/^\d{1,6}$/.test(typed.trim()) ? BigInt(typed.trim()) : otherwise);

/** The order or lead that is typed; null while an amount of its lines is none. */
export function orderOf(typed: Typed, currency: string): Order | null {
  const { country, code, customer } = typed;
  const lead = typed.kind === 'lead';
  const lines = (lead ? [] : typed.lines).flatMap(({ amount, quantity, category, sku }) => {
    const minor = minorOf(amount, currency);
    if (minor === null) return [];
    return [{ sku, category: category || null, quantity: count(quantity, 1n), amount: BigInt(minor), earns: true }];
  });
  if (!lead && (lines.length === 0 || lines.length < typed.lines.length)) return null;
  const payment = Number(count(typed.renewal, 1n));
  return {
    lead,
    amount: lines.reduce((sum, { amount }) => sum + amount, 0n),
    lines,
    country: country || null,
    code: code || null,
    customer: customer || null,
    // The second payment comes a whole month after the first.
    renewal: payment > 1 && !lead ? payment - 1 : null,
  };
}

/** How many clicks are typed; null while that is no number. */
export const clicksOf = ({ clicks }: Typed): bigint | null => {
  const text = clicks.trim().replaceAll(',', '');
  return /^\d{1,7}$/.test(text) ? BigInt(text) : null;
};

/** What is taken to have come before: all that was sold was won by the rule whose steps are good for it. */
export function totalsOf(typed: Typed, { rules }: Known, currency: string): Totals {
  const minor = (text: string) => BigInt(minorOf(text, currency) ?? 0);
  const [sales, amount, paid] = [count(typed.sales, 0n), minor(typed.sold), minor(typed.paid)];
  const back = rules.find(({ reward }) => reward.kind === 'TIERS' && reward.mode === 'RETROACTIVE')?.reward;
  if (back?.kind !== 'TIERS') return { sales, amount, paid, tiered: 0n, tieredPaid: 0n };
  const stood = back.measure === 'AMOUNT' ? amount : sales > 0n ? sales - 1n : 0n;
  const tieredPaid = halfEven(amount * stepAt(back.tiers, stood).bps, BPS_WHOLE);
  return { sales, amount, paid, tiered: amount, tieredPaid };
}
