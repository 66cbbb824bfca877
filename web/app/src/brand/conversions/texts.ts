export { models, roles, touches } from '@/path/texts';

import type { CommissionCause, CommissionState, ConversionKind, ConversionState, Door } from './query.gen';

export const kinds: Record<ConversionKind, string> = { SALE: 'Sale', LEAD: 'Lead' };

export const doors: Record<Door, string> = { GRAPHQL: 'by the API', REST: 'by the API', IMPORT: 'by an import' };

export const conversions = {
  title: 'Conversions',
  lead: 'Every sale and lead, who helped it, and what they earn.',
  emptyTitle: 'No conversions yet',
  emptyText: 'They appear as soon as your shop reports its first sale or lead, through the API or an import.',
  search: 'Order or customer',
  from: 'From day',
  until: 'Until day',
  state: 'State',
  kind: 'Kind',
  order: 'Order',
  when: 'When',
  amount: 'Amount',
  helped: 'Who helped',
  nobody: 'Nobody',
  commission: 'Commission',
  before: (pool: string) => `${pool} before limits`,
  decided: (paid: string) => `${paid} when decided`,
  outside: 'Outside the terms',
  cut: (sum: string) => `${sum} cut by limits`,
  code: 'Code',
  refunded: 'Refunded',
  currency: 'Currency',
  door: 'Came in by',
  how: ({ kind, door }: { kind: ConversionKind; door: Door }) => `${kinds[kind]}, ${doors[door]}`,
  customer: 'Customer',
  country: 'Country',
  recorded: 'Recorded',
  commissionable: 'May earn',
  none: '–',
  path: 'Why it pays what it pays',
  again: (number: number, at: string, because: string) =>
    `This is decision ${number}, made on ${at} ${because} What the one before had booked was taken back; see the commissions that are void.`,
  decisions: 'Decisions about this conversion',
  decision: (number: number, counts: boolean) => (counts ? `Decision ${number} · counts` : `Decision ${number}`),
  superseded: 'A later decision took the place of this one: it shows what was known then, and pays nothing any more.',
  because: {
    LATE_TOUCH: 'because a touch came late.',
    MISSED_SALE: 'because somebody of the team found that an affiliate had helped.',
  } as Record<string, string>,
  termsOf: (programme: string | undefined) => (programme ? `The rules of ${programme}` : 'The rules of the programme'),
  link: (slug: string) => `link ${slug}`,
  subscription: 'Subscription',
  fraudPoints: 'Fraud points',
  points: (score: number) => (score === 1 ? '1 fraud point' : `${score} fraud points`),
  check: 'Fraud check',
  checkNot: 'Not judged yet',
  checkClean: 'Nothing found',
  sale: (kind: ConversionKind) => (kind === 'SALE' ? 'Sale' : 'Lead'),
  refund: (id: string) => `Refund ${id}`,
  takenBack: (sum: string) => `${sum} of commission taken back`,
  nothingBack: 'No commission to take back',
  commissions: 'Commissions',
  commissionsNone: 'Nothing is earned from this conversion.',
  cause: 'Why',
  programme: 'Programme',
  matures: 'Payable from',
  lines: 'Lines',
  item: 'Item',
  quantity: 'Quantity',
  notCommissionable: 'earns nothing',
  details: 'Details',
  recordRefund: 'Record a refund',
  refundTitle: 'Record a refund',
  refundLead: 'The same share of every commission is taken back. This cannot be undone.',
  refundWhole: 'All that is left',
  refundPart: 'A part',
  refundHow: 'How much',
  refundAmount: (currency: string) => `Amount in ${currency}`,
  refundAmountWrong: 'Please give an amount above zero, like 12.50.',
  refundId: 'Your number for it',
  refundIdHint: 'As in your shop; a second report with the same number changes nothing.',
  refundLeft: (left: string) => `${left} can still be refunded.`,
  refundRequired: 'Please fill this in.',
  refundDone: 'The refund is recorded.',
  refundRepeated: 'This refund had been recorded before; nothing changed.',
} as const;

export const states: Record<ConversionState, string> = {
  ATTRIBUTED: 'Attributed',
  UNATTRIBUTED: 'Unattributed',
  PARTIALLY_REVERSED: 'Partly refunded',
  REVERSED: 'Refunded',
  RECORDED: 'Being decided',
};

export const causes: Record<CommissionCause, string> = {
  CONVERSION: 'Conversion',
  ADJUSTMENT: 'Adjustment',
  BONUS: 'Bonus',
  CLICKS: 'Clicks',
};

export const commissionStates: Record<CommissionState, string> = {
  PENDING: 'Not payable yet',
  HELD: 'Held',
  PAYABLE: 'Payable',
  RESERVED: 'In a payout',
  PAID: 'Paid',
  VOID: 'Void',
};

export const unmatched = {
  title: 'Refunds without a sale',
  lead: 'They came with an import and belong to no sale we know. No commission was taken back for them.',
  refund: 'Refund',
  reason: 'Why',
  sku: 'Item',
  emptyTitle: 'None',
  emptyText: 'Every refund found its sale.',
  reasons: {} as Record<string, string>,
} as const;

export const touched = {
  title: 'Touches',
  lead: 'How visitors met you: clicks, codes, moments seen. What does not count is kept too, with its reason.',
  what: 'What',
  verdict: 'Verdict',
  verdicts: { VALID: 'Counts', DUPLICATE: 'Repeat', BOT: 'Bot' },
  why: 'Why not',
  of: 'Of',
  whose: 'Whose',
  from: 'Came from',
  when: 'When',
  fromDay: 'From day',
  untilDay: 'Until day',
  none: '–',
  emptyTitle: 'No touches yet',
  emptyText: 'They appear as soon as somebody clicks a link, uses a code, or meets a moment.',
} as const;
