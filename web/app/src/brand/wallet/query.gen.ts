/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type * as Graph from '@/graph/schema.gen';

import { document } from '@/graph/document';
/** Codes of BillingPortalOpenUserError. */
export type BillingPortalOpenErrorCode =
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** Any other refusal; the message says why. */
  | 'REFUSED'
  /** See the message: RETURN_PATH_INVALID. */
  | 'RETURN_PATH_INVALID';

/** Where to come back to. */
export type BillingPortalOpenInput = {
  /** A path of the web app; `/billing` unless told. */
  returnPath?: string | null | undefined;
};

/** Codes of FundingMethodAddUserError. */
export type FundingMethodAddErrorCode =
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** See the message: CURRENCY_DIFFERS. */
  | 'CURRENCY_DIFFERS'
  /** See the message: IDEMPOTENCY_KEY_INVALID. */
  | 'IDEMPOTENCY_KEY_INVALID'
  /** See the message: IDEMPOTENCY_KEY_REUSED. */
  | 'IDEMPOTENCY_KEY_REUSED'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** Any other refusal; the message says why. */
  | 'REFUSED'
  /** See the message: RETURN_PATH_INVALID. */
  | 'RETURN_PATH_INVALID'
  /** See the message: TOO_MANY. */
  | 'TOO_MANY'
  /** See the message: UNKNOWN_CURRENCY. */
  | 'UNKNOWN_CURRENCY';

/** A way to pay to be set up. */
export type FundingMethodAddInput = {
  currency: string;
  idempotencyKey: string;
  kind: FundingMethodKind;
  /** A path of the web app to come back to from Stripe's page; a page of ours unless given. */
  returnPath?: string | null | undefined;
};

/** How a tenant pays: by card, or by a debit at its bank (ACH, SEPA, Bacs, PADs). */
export type FundingMethodKind =
  | 'ACSS_DEBIT'
  | 'BACS_DEBIT'
  | 'CARD'
  | 'SEPA_DEBIT'
  | 'US_BANK_ACCOUNT';

/** Codes of FundingMethodRemoveUserError. */
export type FundingMethodRemoveErrorCode =
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** Any other refusal; the message says why. */
  | 'REFUSED';

/** Which to take away. */
export type FundingMethodRemoveInput = {
  methodId: string;
};

/** Where a saved way to pay stands. */
export type FundingMethodState =
  | 'ACTIVE'
  | 'FAILED'
  | 'PENDING'
  | 'REMOVED';

/** Where a funding stands. */
export type FundingState =
  | 'CREATED'
  | 'DISPUTED'
  | 'FAILED'
  | 'RETURNED'
  | 'SETTLED'
  | 'STARTED';

/** What a ledger account is for. Those of the platform are hidden. */
export type LedgerAccountKind =
  | 'ACCRUED'
  | 'ADJUSTMENTS'
  | 'CLAWBACK_PENDING'
  | 'DEBT'
  | 'FEE_REVENUE'
  | 'FUNDING_PENDING'
  | 'PAYABLE'
  | 'PAYOUT_CLEARING'
  | 'PENDING'
  | 'RECEIVABLE'
  | 'STRIPE_AVAILABLE'
  | 'STRIPE_FEES'
  | 'STRIPE_PENDING'
  | 'SUBSCRIPTION_REVENUE'
  | 'WALLET';

/** What an entry of the ledger records. */
export type LedgerEvent =
  | 'COMMISSION_MATURED'
  | 'COMMISSION_RECORDED'
  | 'COMMISSION_REFUNDED'
  | 'COMMISSION_VOIDED'
  | 'DEBT_WRITTEN_OFF'
  | 'FUNDING_FAILED'
  | 'FUNDING_REINSTATED'
  | 'FUNDING_REPAID'
  | 'FUNDING_RETURNED'
  | 'FUNDING_SETTLED'
  | 'FUNDING_STARTED'
  | 'PAYOUT_RESERVED'
  | 'RESERVE_REVERSED'
  | 'SUBSCRIPTION_PAID'
  | 'SUBSCRIPTION_RETURNED'
  | 'TRANSFER_CONFIRMED'
  | 'TRANSFER_REVERSED'
  | 'WALLET_RETURNED'
  | 'WALLET_RETURN_FAILED';

/** What a tenant has bought, the smallest first. */
export type Plan =
  | 'FREE'
  | 'GROWTH'
  | 'SCALE';

/** Codes of SubscriptionCancelUserError. */
export type SubscriptionCancelErrorCode =
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** See the message: NOT_SUBSCRIBED. */
  | 'NOT_SUBSCRIBED'
  /** Any other refusal; the message says why. */
  | 'REFUSED';

/** How to end the subscription. */
export type SubscriptionCancelInput = {
  /** Takes back that it was to end. */
  undo?: boolean | null | undefined;
};

/** Codes of SubscriptionChangeUserError. */
export type SubscriptionChangeErrorCode =
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** See the message: CURRENCY_NOT_SOLD. */
  | 'CURRENCY_NOT_SOLD'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** See the message: NOT_SUBSCRIBED. */
  | 'NOT_SUBSCRIBED'
  /** See the message: PLAN_NOT_SOLD. */
  | 'PLAN_NOT_SOLD'
  /** Any other refusal; the message says why. */
  | 'REFUSED';

/** Another plan. */
export type SubscriptionChangeInput = {
  /**
   * A larger plan counts at once, a smaller one with the next period. The one that stands takes back what was asked for
   * before.
   */
  plan: Plan;
};

/** Where an invoice of a subscription stands. */
export type SubscriptionInvoiceState =
  | 'DRAFT'
  | 'OPEN'
  | 'PAID'
  | 'UNCOLLECTIBLE'
  | 'VOID';

/** Codes of SubscriptionStartUserError. */
export type SubscriptionStartErrorCode =
  /** See the message: ALREADY_SUBSCRIBED. */
  | 'ALREADY_SUBSCRIBED'
  /** See the message: CHECKOUT_EXPIRED. */
  | 'CHECKOUT_EXPIRED'
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** See the message: CURRENCY_NOT_SOLD. */
  | 'CURRENCY_NOT_SOLD'
  /** See the message: IDEMPOTENCY_KEY_INVALID. */
  | 'IDEMPOTENCY_KEY_INVALID'
  /** See the message: IDEMPOTENCY_KEY_REUSED. */
  | 'IDEMPOTENCY_KEY_REUSED'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** See the message: INVOICE_UNPAID. */
  | 'INVOICE_UNPAID'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** See the message: PLAN_NOT_SOLD. */
  | 'PLAN_NOT_SOLD'
  /** Any other refusal; the message says why. */
  | 'REFUSED'
  /** See the message: RETURN_PATH_INVALID. */
  | 'RETURN_PATH_INVALID'
  /** See the message: UNKNOWN_CURRENCY. */
  | 'UNKNOWN_CURRENCY';

/** A plan to buy. */
export type SubscriptionStartInput = {
  /** GBP, USD or EUR. */
  currency: string;
  idempotencyKey: string;
  /** GROWTH or SCALE. */
  plan: Plan;
  /** A path of the web app to come back to from Stripe's page; a page of ours unless given. */
  returnPath?: string | null | undefined;
};

/**
 * Where a subscription stands: INCOMPLETE until its first invoice is paid; PAST_DUE while an invoice is owed and everything
 * works; SUSPENDED when that has lasted too long.
 */
export type SubscriptionState =
  | 'ACTIVE'
  | 'CANCELLED'
  | 'INCOMPLETE'
  | 'PAST_DUE'
  | 'SUSPENDED';

/** Codes of WalletFundUserError. */
export type WalletFundErrorCode =
  /** See the message: AMOUNT_OUT_OF_RANGE. */
  | 'AMOUNT_OUT_OF_RANGE'
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** See the message: CURRENCY_DIFFERS. */
  | 'CURRENCY_DIFFERS'
  /** See the message: IDEMPOTENCY_KEY_INVALID. */
  | 'IDEMPOTENCY_KEY_INVALID'
  /** See the message: IDEMPOTENCY_KEY_REUSED. */
  | 'IDEMPOTENCY_KEY_REUSED'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** See the message: METHOD_AND_KIND. */
  | 'METHOD_AND_KIND'
  /** See the message: METHOD_NOT_ACTIVE. */
  | 'METHOD_NOT_ACTIVE'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** Any other refusal; the message says why. */
  | 'REFUSED'
  /** See the message: REFUSED_BY_STRIPE. */
  | 'REFUSED_BY_STRIPE'
  /** See the message: RETURN_PATH_INVALID. */
  | 'RETURN_PATH_INVALID'
  /** See the message: UNKNOWN_CURRENCY. */
  | 'UNKNOWN_CURRENCY';

/** Money to put into the wallet. */
export type WalletFundInput = {
  amountMinor: string;
  currency: string;
  idempotencyKey: string;
  /** The one way to pay the page offers; whatever Stripe finds fit unless given. */
  kind?: FundingMethodKind | null | undefined;
  /** A saved way to pay, charged at once; a page is made unless given. */
  methodId?: string | null | undefined;
  /** A path of the web app to come back to from Stripe's page; a page of ours unless given. */
  returnPath?: string | null | undefined;
};

/** Codes of WalletReturnUserError. */
export type WalletReturnErrorCode =
  /** See the message: AMOUNT_OUT_OF_RANGE. */
  | 'AMOUNT_OUT_OF_RANGE'
  /** See the message: BALANCE_NOT_ENOUGH. */
  | 'BALANCE_NOT_ENOUGH'
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** See the message: IDEMPOTENCY_KEY_INVALID. */
  | 'IDEMPOTENCY_KEY_INVALID'
  /** See the message: IDEMPOTENCY_KEY_REUSED. */
  | 'IDEMPOTENCY_KEY_REUSED'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** See the message: NOT_REFUNDABLE. */
  | 'NOT_REFUNDABLE'
  /** Any other refusal; the message says why. */
  | 'REFUSED'
  /** See the message: UNKNOWN_CURRENCY. */
  | 'UNKNOWN_CURRENCY';

/** How much to give back. */
export type WalletReturnInput = {
  amountMinor: string;
  currency: string;
  idempotencyKey: string;
};

/** Where the return of wallet money stands. */
export type WalletReturnState =
  | 'FAILED'
  | 'REQUESTED'
  | 'RETURNED'
  | 'SUBMITTING';

/** Codes of WalletTopUpEndUserError. */
export type WalletTopUpEndErrorCode =
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** Any other refusal; the message says why. */
  | 'REFUSED'
  /** See the message: UNKNOWN_CURRENCY. */
  | 'UNKNOWN_CURRENCY';

/** Which wallet is no longer topped up by itself. */
export type WalletTopUpEndInput = {
  currency: string;
};

/** Codes of WalletTopUpSetUserError. */
export type WalletTopUpSetErrorCode =
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** See the message: CURRENCY_DIFFERS. */
  | 'CURRENCY_DIFFERS'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** See the message: LIMITS_OUT_OF_RANGE. */
  | 'LIMITS_OUT_OF_RANGE'
  /** See the message: METHOD_NOT_ACTIVE. */
  | 'METHOD_NOT_ACTIVE'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** Any other refusal; the message says why. */
  | 'REFUSED'
  /** See the message: UNKNOWN_CURRENCY. */
  | 'UNKNOWN_CURRENCY';

/** How a wallet is to be topped up by itself. */
export type WalletTopUpSetInput = {
  /** Less is not worth a charge. */
  atLeastMinor: string;
  /** More is not charged; the run waits for a person. */
  atMostMinor: string;
  currency: string;
  /** Added for what Stripe keeps, in basis points; 300 unless given. */
  marginBps?: number | null | undefined;
  methodId: string;
};

export type FundingPartsFragment = { id: string, state: Graph.FundingState, checkoutUrl: string | null, reason: string | null, createdAt: string, amount: { minor: string, currency: string }, fee: { minor: string, currency: string } | null, net: { minor: string, currency: string } | null, method: { id: string, label: string | null, last4: string | null } | null };

export type MethodPartsFragment = { id: string, kind: Graph.FundingMethodKind, state: Graph.FundingMethodState, currency: string, label: string | null, last4: string | null, checkoutUrl: string | null };

export type TopUpPartsFragment = { currency: string, methodId: string, marginBps: number, atLeast: { minor: string, currency: string }, atMost: { minor: string, currency: string } };

export type BillingPartsFragment = { plan: Graph.Plan, platformFeeBps: number, seats: { used: string, included: string }, usage: { since: string, touches: string, conversions: string, events: string, included: string, overage: { minor: string, currency: string } | null }, subscription: { plan: Graph.Plan, state: Graph.SubscriptionState, currency: string, currentPeriodEnd: string, pastDueSince: string | null, suspendsAt: string | null, cancelAtPeriodEnd: boolean, wantedPlan: Graph.Plan | null } | null };

export type WalletQueryVariables = Exact<{
  currency: string;
}>;


export type WalletQuery = { wallet: { currency: string, balance: { minor: string, currency: string }, onItsWay: { minor: string, currency: string }, owed: { minor: string, currency: string }, topUp: { currency: string, methodId: string, marginBps: number, atLeast: { minor: string, currency: string }, atMost: { minor: string, currency: string } } | null }, fundingMethods: Array<{ id: string, kind: Graph.FundingMethodKind, state: Graph.FundingMethodState, currency: string, label: string | null, last4: string | null, checkoutUrl: string | null }> };

export type WalletLinesQueryVariables = Exact<{
  currency: string;
  from?: string | null | undefined;
  to?: string | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type WalletLinesQuery = { wallet: { currency: string, lines: { edges: Array<{ cursor: string, node: { version: string, postedAt: string, event: Graph.LedgerEvent, postingKey: string, change: { minor: string, currency: string }, balance: { minor: string, currency: string } } }>, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null } } } };

export type FundingsQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
  last?: number | null | undefined;
  before?: string | null | undefined;
}>;


export type FundingsQuery = { fundings: { edges: Array<{ cursor: string, node: { id: string, state: Graph.FundingState, checkoutUrl: string | null, reason: string | null, createdAt: string, amount: { minor: string, currency: string }, fee: { minor: string, currency: string } | null, net: { minor: string, currency: string } | null, method: { id: string, label: string | null, last4: string | null } | null } }>, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null } } };

export type WalletReturnsQueryVariables = Exact<{ [key: string]: never; }>;


export type WalletReturnsQuery = { walletReturns: { nodes: Array<{ id: string, state: Graph.WalletReturnState, reason: string | null, createdAt: string, amount: { minor: string, currency: string } }> } };

export type BooksQueryVariables = Exact<{
  moment?: string | null | undefined;
}>;


export type BooksQuery = { trialBalances: Array<{ currency: string, moment: string, balanced: boolean, debits: { minor: string, currency: string }, credits: { minor: string, currency: string }, lines: Array<{ kind: Graph.LedgerAccountKind | null, debit: { minor: string, currency: string }, credit: { minor: string, currency: string } }> }> };

export type BillingQueryVariables = Exact<{ [key: string]: never; }>;


export type BillingQuery = { billing: { plan: Graph.Plan, platformFeeBps: number, invoices: { nodes: Array<{ id: string, state: Graph.SubscriptionInvoiceState, number: string | null, url: string | null, createdAt: string, amountDue: { minor: string, currency: string }, amountPaid: { minor: string, currency: string } }> }, seats: { used: string, included: string }, usage: { since: string, touches: string, conversions: string, events: string, included: string, overage: { minor: string, currency: string } | null }, subscription: { plan: Graph.Plan, state: Graph.SubscriptionState, currency: string, currentPeriodEnd: string, pastDueSince: string | null, suspendsAt: string | null, cancelAtPeriodEnd: boolean, wantedPlan: Graph.Plan | null } | null }, plans: Array<{ plan: Graph.Plan, platformFeeBps: number, includedEvents: string, seats: string, prices: Array<{ month: { minor: string, currency: string }, thousandEvents: { minor: string, currency: string } }> }> };

export type WalletFundMutationVariables = Exact<{
  input: Graph.WalletFundInput;
}>;


export type WalletFundMutation = { walletFund: { funding: { id: string, state: Graph.FundingState, checkoutUrl: string | null, reason: string | null, createdAt: string, amount: { minor: string, currency: string }, fee: { minor: string, currency: string } | null, net: { minor: string, currency: string } | null, method: { id: string, label: string | null, last4: string | null } | null } | null, userErrors: Array<{ message: string, field: Array<string> | null, code: Graph.WalletFundErrorCode }> } };

export type FundingMethodAddMutationVariables = Exact<{
  input: Graph.FundingMethodAddInput;
}>;


export type FundingMethodAddMutation = { fundingMethodAdd: { method: { id: string, kind: Graph.FundingMethodKind, state: Graph.FundingMethodState, currency: string, label: string | null, last4: string | null, checkoutUrl: string | null } | null, userErrors: Array<{ message: string, field: Array<string> | null, code: Graph.FundingMethodAddErrorCode }> } };

export type FundingMethodRemoveMutationVariables = Exact<{
  input: Graph.FundingMethodRemoveInput;
}>;


export type FundingMethodRemoveMutation = { fundingMethodRemove: { method: { id: string, kind: Graph.FundingMethodKind, state: Graph.FundingMethodState, currency: string, label: string | null, last4: string | null, checkoutUrl: string | null } | null, userErrors: Array<{ message: string, field: Array<string> | null, code: Graph.FundingMethodRemoveErrorCode }> } };

export type WalletTopUpSetMutationVariables = Exact<{
  input: Graph.WalletTopUpSetInput;
}>;


export type WalletTopUpSetMutation = { walletTopUpSet: { topUp: { currency: string, methodId: string, marginBps: number, atLeast: { minor: string, currency: string }, atMost: { minor: string, currency: string } } | null, userErrors: Array<{ message: string, field: Array<string> | null, code: Graph.WalletTopUpSetErrorCode }> } };

export type WalletTopUpEndMutationVariables = Exact<{
  input: Graph.WalletTopUpEndInput;
}>;


export type WalletTopUpEndMutation = { walletTopUpEnd: { topUp: { currency: string } | null, userErrors: Array<{ message: string, field: Array<string> | null, code: Graph.WalletTopUpEndErrorCode }> } };

export type WalletReturnMutationVariables = Exact<{
  input: Graph.WalletReturnInput;
}>;


export type WalletReturnMutation = { walletReturn: { returns: Array<{ id: string, state: Graph.WalletReturnState }> | null, userErrors: Array<{ message: string, field: Array<string> | null, code: Graph.WalletReturnErrorCode }> } };

export type SubscriptionStartMutationVariables = Exact<{
  input: Graph.SubscriptionStartInput;
}>;


export type SubscriptionStartMutation = { subscriptionStart: { checkoutUrl: string | null, userErrors: Array<{ message: string, field: Array<string> | null, code: Graph.SubscriptionStartErrorCode }> } };

export type SubscriptionChangeMutationVariables = Exact<{
  input: Graph.SubscriptionChangeInput;
}>;


export type SubscriptionChangeMutation = { subscriptionChange: { subscription: { plan: Graph.Plan, state: Graph.SubscriptionState, wantedPlan: Graph.Plan | null } | null, userErrors: Array<{ message: string, field: Array<string> | null, code: Graph.SubscriptionChangeErrorCode }> } };

export type SubscriptionCancelMutationVariables = Exact<{
  input: Graph.SubscriptionCancelInput;
}>;


export type SubscriptionCancelMutation = { subscriptionCancel: { subscription: { plan: Graph.Plan, state: Graph.SubscriptionState, cancelAtPeriodEnd: boolean } | null, userErrors: Array<{ message: string, field: Array<string> | null, code: Graph.SubscriptionCancelErrorCode }> } };

export type BillingPortalOpenMutationVariables = Exact<{
  input: Graph.BillingPortalOpenInput;
}>;


export type BillingPortalOpenMutation = { billingPortalOpen: { url: string | null, userErrors: Array<{ message: string, field: Array<string> | null, code: Graph.BillingPortalOpenErrorCode }> } };

export const WalletDocument = document<WalletQuery, WalletQueryVariables>(
  "query Wallet($currency: String!) {\n  wallet(currency: $currency) {\n    currency\n    balance {\n      minor\n      currency\n      __typename\n    }\n    onItsWay {\n      minor\n      currency\n      __typename\n    }\n    owed {\n      minor\n      currency\n      __typename\n    }\n    topUp {\n      ...TopUpParts\n      __typename\n    }\n    __typename\n  }\n  fundingMethods {\n    ...MethodParts\n    __typename\n  }\n}\nfragment MethodParts on FundingMethod {\n  id\n  kind\n  state\n  currency\n  label\n  last4\n  checkoutUrl\n  __typename\n}\nfragment TopUpParts on WalletTopUp {\n  currency\n  methodId\n  marginBps\n  atLeast {\n    minor\n    currency\n    __typename\n  }\n  atMost {\n    minor\n    currency\n    __typename\n  }\n  __typename\n}",
  'af55244dd1878e0ea533beaccd03801fee2c26d043690b0db67979eb71f4a8d3',
);

export const WalletLinesDocument = document<WalletLinesQuery, WalletLinesQueryVariables>(
  "query WalletLines($currency: String!, $from: DateTime, $to: DateTime, $first: Int, $after: String) {\n  wallet(currency: $currency) {\n    currency\n    lines(from: $from, to: $to, first: $first, after: $after) {\n      edges {\n        cursor\n        node {\n          version\n          postedAt\n          event\n          postingKey\n          change {\n            minor\n            currency\n            __typename\n          }\n          balance {\n            minor\n            currency\n            __typename\n          }\n          __typename\n        }\n        __typename\n      }\n      pageInfo {\n        hasNextPage\n        hasPreviousPage\n        startCursor\n        endCursor\n        __typename\n      }\n      __typename\n    }\n    __typename\n  }\n}",
  'a2695d44a9b7cd89ea2b773bdd38e5033c8986758e2a79acc395d774f414e5c7',
);

export const FundingsDocument = document<FundingsQuery, FundingsQueryVariables>(
  "query Fundings($first: Int, $after: String, $last: Int, $before: String) {\n  fundings(first: $first, after: $after, last: $last, before: $before) {\n    edges {\n      cursor\n      node {\n        ...FundingParts\n        __typename\n      }\n      __typename\n    }\n    pageInfo {\n      hasNextPage\n      hasPreviousPage\n      startCursor\n      endCursor\n      __typename\n    }\n    __typename\n  }\n}\nfragment FundingParts on Funding {\n  id\n  state\n  checkoutUrl\n  reason\n  createdAt\n  amount {\n    minor\n    currency\n    __typename\n  }\n  fee {\n    minor\n    currency\n    __typename\n  }\n  net {\n    minor\n    currency\n    __typename\n  }\n  method {\n    id\n    label\n    last4\n    __typename\n  }\n  __typename\n}",
  '42d0f31d27bb867df9e09b405aeca9ee90c998b58e83eccd927fb6755d9d08d9',
);

export const WalletReturnsDocument = document<WalletReturnsQuery, WalletReturnsQueryVariables>(
  "query WalletReturns {\n  walletReturns(first: 20) {\n    nodes {\n      id\n      state\n      reason\n      createdAt\n      amount {\n        minor\n        currency\n        __typename\n      }\n      __typename\n    }\n    __typename\n  }\n}",
  'ba98a8ffecedf867be550359b2c6f35e9f966877f3cd6a2e08975c2e7192ebee',
);

export const BooksDocument = document<BooksQuery, BooksQueryVariables>(
  "query Books($moment: DateTime) {\n  trialBalances(moment: $moment) {\n    currency\n    moment\n    balanced\n    debits {\n      minor\n      currency\n      __typename\n    }\n    credits {\n      minor\n      currency\n      __typename\n    }\n    lines {\n      kind\n      debit {\n        minor\n        currency\n        __typename\n      }\n      credit {\n        minor\n        currency\n        __typename\n      }\n      __typename\n    }\n    __typename\n  }\n}",
  'fd60aa9f33a9e740932740c3c1e70e7accd4e63ce1ae1851e4306a9684be76f4',
);

export const BillingDocument = document<BillingQuery, BillingQueryVariables>(
  "query Billing {\n  billing {\n    ...BillingParts\n    invoices(first: 20) {\n      nodes {\n        id\n        state\n        number\n        url\n        createdAt\n        amountDue {\n          minor\n          currency\n          __typename\n        }\n        amountPaid {\n          minor\n          currency\n          __typename\n        }\n        __typename\n      }\n      __typename\n    }\n    __typename\n  }\n  plans {\n    plan\n    platformFeeBps\n    includedEvents\n    seats\n    prices {\n      month {\n        minor\n        currency\n        __typename\n      }\n      thousandEvents {\n        minor\n        currency\n        __typename\n      }\n      __typename\n    }\n    __typename\n  }\n}\nfragment BillingParts on Billing {\n  plan\n  platformFeeBps\n  seats {\n    used\n    included\n    __typename\n  }\n  usage {\n    since\n    touches\n    conversions\n    events\n    included\n    overage {\n      minor\n      currency\n      __typename\n    }\n    __typename\n  }\n  subscription {\n    plan\n    state\n    currency\n    currentPeriodEnd\n    pastDueSince\n    suspendsAt\n    cancelAtPeriodEnd\n    wantedPlan\n    __typename\n  }\n  __typename\n}",
  '373dea6baefc154fce8d02584e50cec2d81fa2abd2a4764e605eafa5319c73b2',
);

export const WalletFundDocument = document<WalletFundMutation, WalletFundMutationVariables>(
  "mutation WalletFund($input: WalletFundInput!) {\n  walletFund(input: $input) {\n    funding {\n      ...FundingParts\n      __typename\n    }\n    userErrors {\n      message\n      field\n      code\n      __typename\n    }\n    __typename\n  }\n}\nfragment FundingParts on Funding {\n  id\n  state\n  checkoutUrl\n  reason\n  createdAt\n  amount {\n    minor\n    currency\n    __typename\n  }\n  fee {\n    minor\n    currency\n    __typename\n  }\n  net {\n    minor\n    currency\n    __typename\n  }\n  method {\n    id\n    label\n    last4\n    __typename\n  }\n  __typename\n}",
  '4f77f90c1bd11c31a7cc616ae95afeac213a65f54dc611399a85544d6dca5ce0',
);

export const FundingMethodAddDocument = document<FundingMethodAddMutation, FundingMethodAddMutationVariables>(
  "mutation FundingMethodAdd($input: FundingMethodAddInput!) {\n  fundingMethodAdd(input: $input) {\n    method {\n      ...MethodParts\n      __typename\n    }\n    userErrors {\n      message\n      field\n      code\n      __typename\n    }\n    __typename\n  }\n}\nfragment MethodParts on FundingMethod {\n  id\n  kind\n  state\n  currency\n  label\n  last4\n  checkoutUrl\n  __typename\n}",
  '0e1f1c216dbfdf8034e223857a665ae12e1ae957012d3333598d3edfbb8d9472',
);

export const FundingMethodRemoveDocument = document<FundingMethodRemoveMutation, FundingMethodRemoveMutationVariables>(
  "mutation FundingMethodRemove($input: FundingMethodRemoveInput!) {\n  fundingMethodRemove(input: $input) {\n    method {\n      ...MethodParts\n      __typename\n    }\n    userErrors {\n      message\n      field\n      code\n      __typename\n    }\n    __typename\n  }\n}\nfragment MethodParts on FundingMethod {\n  id\n  kind\n  state\n  currency\n  label\n  last4\n  checkoutUrl\n  __typename\n}",
  'e0636e58fa29da47b3e10bba2daa77cdd365d68d7111c6047c90d2289cf90e76',
);

export const WalletTopUpSetDocument = document<WalletTopUpSetMutation, WalletTopUpSetMutationVariables>(
  "mutation WalletTopUpSet($input: WalletTopUpSetInput!) {\n  walletTopUpSet(input: $input) {\n    topUp {\n      ...TopUpParts\n      __typename\n    }\n    userErrors {\n      message\n      field\n      code\n      __typename\n    }\n    __typename\n  }\n}\nfragment TopUpParts on WalletTopUp {\n  currency\n  methodId\n  marginBps\n  atLeast {\n    minor\n    currency\n    __typename\n  }\n  atMost {\n    minor\n    currency\n    __typename\n  }\n  __typename\n}",
  '75c8c282ece44ed3aa9e3cb901335015f36dfeee6a27b2cdac9926b4ea0d61cc',
);

export const WalletTopUpEndDocument = document<WalletTopUpEndMutation, WalletTopUpEndMutationVariables>(
  "mutation WalletTopUpEnd($input: WalletTopUpEndInput!) {\n  walletTopUpEnd(input: $input) {\n    topUp {\n      currency\n      __typename\n    }\n    userErrors {\n      message\n      field\n      code\n      __typename\n    }\n    __typename\n  }\n}",
  'd0f70b0e08a4555110cd49e0386262e1ab67ad27c3177ffe43fc2e9a81c71ea4',
);

export const WalletReturnDocument = document<WalletReturnMutation, WalletReturnMutationVariables>(
  "mutation WalletReturn($input: WalletReturnInput!) {\n  walletReturn(input: $input) {\n    returns {\n      id\n      state\n      __typename\n    }\n    userErrors {\n      message\n      field\n      code\n      __typename\n    }\n    __typename\n  }\n}",
  '32fe4ad8b234256efe67136bfef196e7a8fb50938a120c4ae3067a4f8ec6c5f7',
);

export const SubscriptionStartDocument = document<SubscriptionStartMutation, SubscriptionStartMutationVariables>(
  "mutation SubscriptionStart($input: SubscriptionStartInput!) {\n  subscriptionStart(input: $input) {\n    checkoutUrl\n    userErrors {\n      message\n      field\n      code\n      __typename\n    }\n    __typename\n  }\n}",
  '0bd5be563d73a4dfc6366f5d27cbd1bd0d764f270908f5b159e56d9a2290f8c7',
);

export const SubscriptionChangeDocument = document<SubscriptionChangeMutation, SubscriptionChangeMutationVariables>(
  "mutation SubscriptionChange($input: SubscriptionChangeInput!) {\n  subscriptionChange(input: $input) {\n    subscription {\n      plan\n      state\n      wantedPlan\n      __typename\n    }\n    userErrors {\n      message\n      field\n      code\n      __typename\n    }\n    __typename\n  }\n}",
  'baa1ee44093f3c10d7d78868c0a01b0aec72d44740dbc754b88744ceb5346405',
);

export const SubscriptionCancelDocument = document<SubscriptionCancelMutation, SubscriptionCancelMutationVariables>(
  "mutation SubscriptionCancel($input: SubscriptionCancelInput!) {\n  subscriptionCancel(input: $input) {\n    subscription {\n      plan\n      state\n      cancelAtPeriodEnd\n      __typename\n    }\n    userErrors {\n      message\n      field\n      code\n      __typename\n    }\n    __typename\n  }\n}",
  '5e9314a37fe6592aceb1b369f57ff53c3f9db36c2677914a15e894f308af68e6',
);

export const BillingPortalOpenDocument = document<BillingPortalOpenMutation, BillingPortalOpenMutationVariables>(
  "mutation BillingPortalOpen($input: BillingPortalOpenInput!) {\n  billingPortalOpen(input: $input) {\n    url\n    userErrors {\n      message\n      field\n      code\n      __typename\n    }\n    __typename\n  }\n}",
  'b1df1ed6bac7bb53a8dad011d5741ea83e4b8bea14ab41e71001613deeb76864',
);