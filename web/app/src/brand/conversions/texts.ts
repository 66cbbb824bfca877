import type { Standing } from './path';
import type {
  AttributionModel,
  CommissionCause,
  CommissionState,
  ConversionKind,
  ConversionState,
  Door,
  PayeeKind,
  TouchKind,
} from './query.gen';

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
  pool: 'Commission',
  code: 'Code',
  refunded: 'Refunded',
  currency: 'Currency',
  door: 'Came in by',
  customer: 'Customer',
  country: 'Country',
  recorded: 'Recorded',
  commissionable: 'May earn',
  none: '–',
  path: 'The path to this sale',
  pathLead: 'Every touch with what we made of it. The cents it carries add up to the commission.',
  pathNone: 'No touch is known before this conversion, so nobody is credited.',
  before: (span: string) => `${span} before`,
  together: 'At the same moment',
  via: (host: string) => `from ${host}`,
  carries: 'carries',
  sale: (kind: ConversionKind) => (kind === 'SALE' ? 'Sale' : 'Lead'),
  refund: (id: string) => `Refund ${id}`,
  takenBack: (sum: string) => `${sum} of commission taken back`,
  nothingBack: 'No commission to take back',
  arithmetic: 'The arithmetic',
  model: (model: AttributionModel, version: number) => `${models[model]}, policy ${version}`,
  share: 'Share',
  alone: 'Own rule gives',
  gets: 'Gets',
  who: 'Who',
  total: 'Commission in all',
  rule: (name: string, base: string, gives: string) => `${name}: on ${base} gives ${gives}`,
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

export const kinds: Record<ConversionKind, string> = { SALE: 'Sale', LEAD: 'Lead' };

export const doors: Record<Door, string> = { GRAPHQL: 'GraphQL', REST: 'REST', IMPORT: 'Import' };

export const models: Record<AttributionModel, string> = {
  FIRST_TOUCH: 'First touch',
  LAST_TOUCH: 'Last touch',
  LAST_AFFILIATE_TOUCH: 'Last affiliate touch',
  LINEAR: 'Equal shares',
  POSITION: 'By position',
  TIME_DECAY: 'The later, the more',
  MARKOV: 'By what would be lost (Markov)',
  SHAPLEY: 'By fair parts (Shapley)',
};

export const touches: Record<TouchKind, string> = {
  CLICK: 'Link clicked',
  CODE: 'Code used',
  MOMENT_VIEW: 'Moment seen',
  MOMENT_CLICK: 'Moment clicked',
};

export const roles: Record<PayeeKind, string> = { AFFILIATE: 'Affiliate', CREATOR: 'Creator' };

export const standings: Record<Standing, string> = {
  ELIGIBLE: 'Counts',
  NOT_VALID: 'Does not count',
  OUTSIDE_WINDOW: 'Too long before',
  BEFORE_PREVIOUS_SALE: 'Before an earlier sale',
  AFTER_CONVERSION: 'After the sale',
};

/** Why a touch is not valid, by the server's reasons and verdicts; others are shown as they are. */
export const reasons: Record<string, string> = {
  DUPLICATE: 'a repeat',
  BOT: 'a bot',
  REPEAT: 'a repeat within the hour',
  KNOWN_BOT: 'a known bot',
  NO_USER_AGENT: 'no browser named itself',
  HEAD_REQUEST: 'only looked up',
  PREFETCH: 'loaded ahead, not clicked',
};

export const causes: Record<CommissionCause, string> = {
  CONVERSION: 'Conversion',
  ADJUSTMENT: 'Adjustment',
  BONUS: 'Bonus',
  CLICKS: 'Clicks',
};

export const commissionStates: Record<CommissionState, string> = {
  PENDING: 'On hold until payable',
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
