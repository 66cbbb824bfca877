import type {
  FundingMethodKind,
  FundingState,
  LedgerAccountKind,
  LedgerEvent,
  Plan,
  SubscriptionInvoiceState,
  SubscriptionState,
  WalletReturnState,
} from './query.gen';

export const wallet = {
  title: 'Wallet',
  lead: 'What people are paid from. It is yours until a run pays it out.',
  parts: 'Parts of the wallet',
  statement: 'Statement',
  fundings: 'Money in',
  books: 'Books',
  plan: 'Plan',
  balance: 'In the wallet',
  onItsWay: 'On its way',
  onItsWayNote: 'Paid, not yet arrived',
  owed: 'Owed',
  owedNote: 'Your next payment makes up for it',
  fund: 'Put money in',
  giveBack: 'Take money back',
  from: 'From day',
  until: 'Until day',
  when: 'When',
  what: 'What',
  change: 'Change',
  after: 'Holds then',
  emptyTitle: 'Nothing has moved yet',
  emptyText: 'Put money in before your first payout run.',
  key: 'Key',
  none: '–',
} as const;

export const fund = {
  title: 'Put money in',
  lead: 'Stripe keeps a little of it; the rest reaches the wallet.',
  amount: (currency: string) => `Amount in ${currency}`,
  amountWrong: 'An amount above zero, please, like 500.',
  by: 'Paid by',
  page: 'A payment page',
  button: 'Go on',
  charged: 'It is being collected.',
  backTitle: 'Take money back',
  backLead: 'It goes back the way it came, newest first.',
  backButton: 'Take it back',
  backDone: 'It is on its way back.',
} as const;

export const methods = {
  title: 'Ways to pay',
  lead: 'Saved ones can be charged without a page.',
  none: 'None saved.',
  add: 'Save one',
  kind: 'What',
  currency: 'Currency',
  addButton: 'Go on',
  remove: 'Remove',
  removeTitle: (label: string) => `Remove ${label}?`,
  removeText: 'It is not charged again. Top-ups by it stop.',
  removed: 'Removed.',
  pending: 'Not finished',
  ending: (last4: string) => `ending ${last4}`,
} as const;

export const topUp = {
  title: 'Topped up by itself',
  lead: 'Before a run that the wallet cannot pay.',
  off: 'Off: a run waits until you put money in.',
  needsMethod: 'Save a way to pay first.',
  set: 'Set it',
  change: 'Change',
  end: 'Turn off',
  ended: 'Turned off.',
  saved: 'Set.',
  method: 'Charged',
  atLeast: (currency: string) => `At least, in ${currency}`,
  atLeastHint: 'Less is not worth a charge.',
  atMost: (currency: string) => `At most, in ${currency}`,
  atMostHint: 'For more, the run waits for a person.',
  between: (least: string, most: string) => `${least} to ${most} at a time`,
  save: 'Save',
} as const;

export const books = {
  lead: 'All accounts at the end of a day. Both sides sum alike, or payouts stop.',
  day: 'At the end of',
  account: 'Account',
  debit: 'Debit',
  credit: 'Credit',
  sum: 'Sum',
  balanced: 'Balanced',
  unbalanced: 'Not balanced',
  journal: 'Journal',
  journalLead: 'Every posting of a range of days, for your accountant.',
  download: 'Journal as CSV',
  statement: 'Wallet statement as CSV',
  platform: 'With Tributary and Stripe',
  emptyTitle: 'Nothing was booked by then',
  from: 'From',
  to: 'Until',
} as const;

export const plan = {
  now: 'Now',
  fee: (share: string) => `${share} of payouts`,
  events: (count: string) => `${count} events a month`,
  seats: (count: string) => `${count} seats`,
  price: (sum: string) => `${sum} a month`,
  more: (sum: string) => `${sum} for each further thousand`,
  free: 'Free',
  choose: 'Choose',
  chooseTitle: (name: string) => `Change to ${name}?`,
  chooseText: 'A larger plan counts at once, a smaller one from the next period.',
  chosen: 'The plan is changed.',
  usage: 'This month',
  usageLead: (day: string) => `Since ${day}. Touches that count and conversions.`,
  usageOf: (used: string, included: string) => `${used} of ${included}`,
  usageLabel: 'Events used',
  overage: 'Beyond, so far',
  touches: 'Touches',
  conversions: 'Conversions',
  seatsUsed: 'Seats',
  invoices: 'Invoices',
  invoicesNone: 'None yet.',
  invoice: 'Invoice',
  subscription: 'Subscription',
  renews: (day: string) => `Renews on ${day}`,
  endsOn: (day: string) => `Ends on ${day}`,
  suspends: (day: string) => `Unpaid: payouts stop on ${day}`,
  wanted: (name: string) => `Changes to ${name} with the next period`,
  manage: 'Ways to pay and addresses',
  cancel: 'Cancel',
  cancelTitle: 'Cancel the plan?',
  cancelText: 'It stays until the end of the period; then the free plan applies.',
  cancelled: 'It ends with the period.',
  undo: 'Keep it',
  kept: 'The plan stays.',
} as const;

export const plans: Record<Plan, string> = { FREE: 'Free', GROWTH: 'Growth', SCALE: 'Scale' };

export const subscriptionStates: Record<SubscriptionState, string> = {
  INCOMPLETE: 'Not paid yet',
  ACTIVE: 'Active',
  PAST_DUE: 'Unpaid',
  SUSPENDED: 'Suspended',
  CANCELLED: 'Ended',
};

export const invoiceStates: Record<SubscriptionInvoiceState, string> = {
  DRAFT: 'Draft',
  OPEN: 'Open',
  PAID: 'Paid',
  UNCOLLECTIBLE: 'Not paid',
  VOID: 'Void',
};

export const fundingStates: Record<FundingState, string> = {
  CREATED: 'To be paid',
  STARTED: 'On its way',
  SETTLED: 'Arrived',
  FAILED: 'Failed',
  DISPUTED: 'Disputed',
  RETURNED: 'Taken back',
};

export const returnStates: Record<WalletReturnState, string> = {
  REQUESTED: 'Asked for',
  SUBMITTING: 'On its way',
  RETURNED: 'Given back',
  FAILED: 'Failed',
};

export const methodKinds: Record<FundingMethodKind, string> = {
  CARD: 'Card',
  US_BANK_ACCOUNT: 'US bank account (ACH)',
  SEPA_DEBIT: 'SEPA debit',
  BACS_DEBIT: 'Bacs debit',
  ACSS_DEBIT: 'Canadian pre-authorised debit',
};

export const events: Partial<Record<LedgerEvent, string>> = {
  FUNDING_SETTLED: 'Money arrived',
  FUNDING_RETURNED: 'Taken back by your bank',
  FUNDING_REINSTATED: 'Given back by your bank',
  WALLET_RETURNED: 'Back to you',
  WALLET_RETURN_FAILED: 'Could not go back to you',
  PAYOUT_RESERVED: 'Reserved for a payout',
  RESERVE_REVERSED: 'A payout was not made',
  TRANSFER_REVERSED: 'A payout came back',
};

export const accounts: Record<LedgerAccountKind, string> = {
  WALLET: 'Wallet',
  FUNDING_PENDING: 'Money on its way',
  ACCRUED: 'Owed to people',
  RECEIVABLE: 'Owed by you',
  CLAWBACK_PENDING: 'To be taken back',
  PAYOUT_CLEARING: 'Payouts under way',
  PENDING: 'On hold',
  PAYABLE: 'Payable',
  DEBT: 'Debts of people',
  STRIPE_AVAILABLE: 'At Stripe',
  STRIPE_PENDING: 'On the way at Stripe',
  FEE_REVENUE: 'Fees',
  SUBSCRIPTION_REVENUE: 'Subscription',
  STRIPE_FEES: 'Stripe’s fees',
  ADJUSTMENTS: 'Adjustments',
};
