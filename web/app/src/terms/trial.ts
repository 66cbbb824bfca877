import { minorOf } from '@/money/money';
import { BPS_WHOLE, halfEven, type Order, stepAt, type Totals } from './evaluate';
import type { Customer, Predicate, Rule } from './rules';
import type { Known } from './version';

/** What is typed into the calculator. */
export type Typed = {
  lead: boolean;
  amount: string;
  quantity: string;
  category: string;
  sku: string;
  country: string;
  code: string;
  customer: Customer | '';
  renewal: string;
  sales: string;
  sold: string;
  paid: string;
};

export const UNTYPED: Typed = {
  lead: false,
  amount: '120',
  quantity: '1',
  category: '',
  sku: '',
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
  return {
    leads: any(({ reward }) => reward.kind === 'FLAT_PER_LEAD'),
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

/** The order that is typed; null while its amount is none. */
export function orderOf(typed: Typed, currency: string): Order | null {
  const { lead, sku, category, country, code, customer } = typed;
  const minor = minorOf(typed.amount, currency);
  if (minor === null && !lead) return null;
  const amount = lead ? 0n : BigInt(minor ?? 0);
  const payment = Number(count(typed.renewal, 1n));
  return {
    lead,
    amount,
    lines: lead ? [] : [{ sku, category: category || null, quantity: count(typed.quantity, 1n), amount, earns: true }],
    country: country || null,
    code: code || null,
    customer: customer || null,
    // The second payment comes a whole month after the first.
    renewal: payment > 1 && !lead ? payment - 1 : null,
  };
}

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
