/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type * as Graph from '@/graph/schema.gen';

import { document } from '@/graph/document';
/** How credit for a conversion is shared along its path. */
export type AttributionModel =
  | 'FIRST_TOUCH'
  | 'LAST_AFFILIATE_TOUCH'
  | 'LAST_TOUCH'
  | 'LINEAR'
  | 'MARKOV'
  | 'POSITION'
  | 'SHAPLEY'
  | 'TIME_DECAY';

/** Why there is a commission. */
export type CommissionCause =
  | 'ADJUSTMENT'
  | 'BONUS'
  | 'CLICKS'
  | 'CONVERSION';

/** Where a commission stands. */
export type CommissionState =
  | 'HELD'
  | 'PAID'
  | 'PAYABLE'
  | 'PENDING'
  | 'RESERVED'
  | 'VOID';

/** Which conversions. */
export type ConversionFilter = {
  /** What happened then or later. */
  from?: string | null | undefined;
  kind?: ConversionKind | null | undefined;
  /** The brand's own key of it, or of its buyer, begins with this; capitals count. At most 100 characters. */
  search?: string | null | undefined;
  state?: ConversionState | null | undefined;
  /** What happened before. */
  to?: string | null | undefined;
};

/** What happened at the brand. */
export type ConversionKind =
  | 'LEAD'
  | 'SALE';

/** Where a conversion stands. */
export type ConversionState =
  | 'ATTRIBUTED'
  | 'PARTIALLY_REVERSED'
  | 'RECORDED'
  | 'REVERSED'
  | 'UNATTRIBUTED';

/** The door a conversion came through. */
export type Door =
  | 'GRAPHQL'
  | 'IMPORT'
  | 'REST';

/**
 * What may be wrong with a conversion, or with how it came about: the buyer's e-mail is the affiliate's own; so is their
 * browser; the buyer is another affiliate of the same bank account; the link had more clicks within an hour than people
 * make; most of its clicks are repeats; it came sooner after the click than somebody can buy; the code is on coupon sites;
 * the mailbox is a disposable one; the click came from a banned host; other affiliates are paid to the same bank account.
 */
export type FraudSignal =
  | 'BANNED_REFERRER'
  | 'CLICK_FLOOD'
  | 'DISPOSABLE_EMAIL'
  | 'DUPLICATE_VISITORS'
  | 'LEAKED_CODE'
  | 'SELF_REFERRAL_DEVICE'
  | 'SELF_REFERRAL_EMAIL'
  | 'SELF_REFERRAL_PAYOUT_ACCOUNT'
  | 'SHARED_PAYOUT_ACCOUNT'
  | 'TOO_SOON';

/** In which part a payee helps. */
export type PayeeKind =
  | 'AFFILIATE'
  | 'CREATOR';

/** How long totals run, in calendar months (UTC). */
export type Period =
  | 'MONTH'
  | 'QUARTER'
  | 'YEAR';

/** What is taken back of one line: a quantity, an amount, or both. */
export type RefundLineInput = {
  amountMinor?: string | null | undefined;
  /** The line's position; or its SKU. */
  position?: number | null | undefined;
  quantity?: string | null | undefined;
  sku?: string | null | undefined;
};

/** Codes of RefundRecordUserError. */
export type RefundRecordErrorCode =
  /** See the message: AMOUNT_ABOVE_PAID. */
  | 'AMOUNT_ABOVE_PAID'
  /** See the message: AMOUNT_OUT_OF_RANGE. */
  | 'AMOUNT_OUT_OF_RANGE'
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** See the message: CURRENCY_DIFFERS. */
  | 'CURRENCY_DIFFERS'
  /** See the message: EXTERNAL_ID_INVALID. */
  | 'EXTERNAL_ID_INVALID'
  /** See the message: IDEMPOTENCY_KEY_INVALID. */
  | 'IDEMPOTENCY_KEY_INVALID'
  /** See the message: IDEMPOTENCY_KEY_REUSED. */
  | 'IDEMPOTENCY_KEY_REUSED'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** See the message: LINE_COUNT. */
  | 'LINE_COUNT'
  /** See the message: NOTHING_LEFT. */
  | 'NOTHING_LEFT'
  /** See the message: NOTHING_NAMED. */
  | 'NOTHING_NAMED'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** See the message: NOT_POSITIVE. */
  | 'NOT_POSITIVE'
  /** See the message: QUANTITY_ABOVE_BOUGHT. */
  | 'QUANTITY_ABOVE_BOUGHT'
  /** See the message: REFUND_DIFFERS. */
  | 'REFUND_DIFFERS'
  /** Any other refusal; the message says why. */
  | 'REFUSED'
  /** See the message: SCOPE_INVALID. */
  | 'SCOPE_INVALID'
  /** See the message: TIME_INVALID. */
  | 'TIME_INVALID'
  /** See the message: UNKNOWN_LINE. */
  | 'UNKNOWN_LINE'
  /** See the message: WORTH_NOTHING. */
  | 'WORTH_NOTHING';

/** A refund to record: lines, an amount alone (spread over the lines), or the whole. */
export type RefundRecordInput = {
  amountMinor?: string | null | undefined;
  conversionId: string;
  /** The conversion's currency, to be sure. Another one is refused. */
  currency?: string | null | undefined;
  /** The brand's own key; a repeat with the same contents returns the first. */
  externalId: string;
  idempotencyKey: string;
  lines?: Array<RefundLineInput> | null | undefined;
  /** Now, unless given. */
  occurredAt?: string | null | undefined;
  whole?: boolean | null | undefined;
};

/** Which touches. */
export type TouchFilter = {
  codeId?: string | null | undefined;
  kind?: TouchKind | null | undefined;
  linkId?: string | null | undefined;
  momentId?: string | null | undefined;
  /** What happened then or later. */
  occurredAfter?: string | null | undefined;
  /** What happened before. */
  occurredBefore?: string | null | undefined;
  verdict?: Verdict | null | undefined;
};

/** How a visitor met us. */
export type TouchKind =
  | 'CLICK'
  | 'CODE'
  | 'MOMENT_CLICK'
  | 'MOMENT_VIEW';

/** What we think of a touch. */
export type Verdict =
  | 'BOT'
  | 'DUPLICATE'
  | 'VALID';

export type ConversionsQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
  last?: number | null | undefined;
  before?: string | null | undefined;
  filter?: Graph.ConversionFilter | null | undefined;
}>;


export type ConversionsQuery = { conversions: { edges: Array<{ cursor: string, node: { id: string, kind: Graph.ConversionKind, externalId: string, state: Graph.ConversionState, code: string | null, door: Graph.Door, occurredAt: string, fraudScore: number | null, customer: { id: string, externalId: string } | null, amount: { minor: string, currency: string }, refunded: { minor: string, currency: string }, attribution: { id: string, credits: Array<{ payee: { id: string, name: string } }> } | null, commissions: Array<{ id: string, state: Graph.CommissionState, amount: { minor: string, currency: string } }> } }>, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null } } };

export type DecisionPartsFragment = { id: string, number: number, outcome: string, supersedesBecause: string | null, decidedAt: string, why: unknown, pool: { minor: string, currency: string }, policy: { id: string, version: number, model: Graph.AttributionModel }, credits: Array<{ role: Graph.PayeeKind, weight: string, payee: { id: string, name: string, kind: Graph.PayeeKind } }> };

export type ConversionQueryVariables = Exact<{
  id: string;
}>;


export type ConversionQuery = { node:
    | { id: string, kind: Graph.ConversionKind, externalId: string, door: Graph.Door, state: Graph.ConversionState, country: string | null, code: string | null, occurredAt: string, recordedAt: string, subscription: string | null, fraudScore: number | null, judgedAt: string | null, amount: { minor: string, currency: string }, commissionable: { minor: string, currency: string }, refunded: { minor: string, currency: string }, customer: { id: string, externalId: string } | null, lines: Array<{ position: number, sku: string, title: string | null, quantity: string, commissionable: boolean, refundedQuantity: string, amount: { minor: string, currency: string }, refunded: { minor: string, currency: string } }>, refunds: { nodes: Array<{ id: string, externalId: string, occurredAt: string, amount: { minor: string, currency: string }, reversed: { minor: string, currency: string } }> }, fraudFindings: Array<{ id: string, signal: Graph.FraudSignal, sentence: string, points: number, evidence: unknown, foundAt: string, payee: { id: string, name: string } | null }>, attributions: Array<{ id: string, number: number, outcome: string, supersedesBecause: string | null, decidedAt: string, why: unknown, pool: { minor: string, currency: string }, policy: { id: string, version: number, model: Graph.AttributionModel }, credits: Array<{ role: Graph.PayeeKind, weight: string, payee: { id: string, name: string, kind: Graph.PayeeKind } }> }>, commissions: Array<{ id: string, cause: Graph.CommissionCause, state: Graph.CommissionState, debt: boolean, why: unknown, voidReason: string | null, holdReason: string | null, maturesAt: string, createdAt: string, adjusts: { id: string } | null, amount: { minor: string, currency: string }, payee: { id: string, name: string, kind: Graph.PayeeKind }, program: { id: string, name: string }, terms: { id: string, version: number } | null }> }
    | Record<PropertyKey, never>
   | null };

export type ConversionPathQueryVariables = Exact<{
  touches: Array<string> | string;
  payees: Array<string> | string;
}>;


export type ConversionPathQuery = { touches: Array<
    | { id: string, kind: Graph.TouchKind, verdict: Graph.Verdict, reason: string | null, referrerHost: string | null, linkId: string | null, codeId: string | null, momentId: string | null }
    | Record<PropertyKey, never>
   | null>, payees: Array<
    | { id: string, name: string, kind: Graph.PayeeKind }
    | Record<PropertyKey, never>
   | null> };

export type TouchesQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
  last?: number | null | undefined;
  before?: string | null | undefined;
  filter?: Graph.TouchFilter | null | undefined;
}>;


export type TouchesQuery = { touches: { edges: Array<{ cursor: string, node: { id: string, kind: Graph.TouchKind, occurredAt: string, verdict: Graph.Verdict, reason: string | null, referrerHost: string | null, linkId: string | null, codeId: string | null, momentId: string | null } }>, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null } } };

export type RulesOfTermsQueryVariables = Exact<{
  ids: Array<string> | string;
}>;


export type RulesOfTermsQuery = { nodes: Array<
    | { id: string, period: Graph.Period, rules: Array<{ id: string, name: string, predicate: unknown, reward: unknown, recurring: unknown }> }
    | Record<PropertyKey, never>
   | null> };

export type TouchedThingsQueryVariables = Exact<{
  ids: Array<string> | string;
}>;


export type TouchedThingsQuery = { nodes: Array<
    | { id: string, code: string, enrollment: { id: string, name: string } }
    | { id: string, slug: string, enrollmentId: string, owner: { id: string, name: string } | null }
    | { id: string, title: string | null, body: string, creator: { id: string, name: string } | null }
    | Record<PropertyKey, never>
   | null> };

export type RefundRecordMutationVariables = Exact<{
  input: Graph.RefundRecordInput;
}>;


export type RefundRecordMutation = { refundRecord: { repeated: boolean | null, refund: { id: string } | null, conversion: { id: string, state: Graph.ConversionState, refunded: { minor: string, currency: string } } | null, userErrors: Array<{ message: string, field: Array<string> | null, code: Graph.RefundRecordErrorCode }> } };

export type ConversionNewsSubscriptionVariables = Exact<{
  after?: string | null | undefined;
}>;


export type ConversionNewsSubscription = { conversionRecorded: { cursor: string, conversion: { id: string, state: Graph.ConversionState } } };

export const ConversionsDocument = document<ConversionsQuery, ConversionsQueryVariables>(
  "query Conversions($first: Int, $after: String, $last: Int, $before: String, $filter: ConversionFilter) {\n  conversions(\n    first: $first\n    after: $after\n    last: $last\n    before: $before\n    filter: $filter\n  ) {\n    edges {\n      cursor\n      node {\n        id\n        kind\n        externalId\n        state\n        code\n        door\n        occurredAt\n        fraudScore\n        customer {\n          id\n          externalId\n          __typename\n        }\n        amount {\n          minor\n          currency\n          __typename\n        }\n        refunded {\n          minor\n          currency\n          __typename\n        }\n        attribution {\n          id\n          credits {\n            payee {\n              id\n              name\n              __typename\n            }\n            __typename\n          }\n          __typename\n        }\n        commissions {\n          id\n          state\n          amount {\n            minor\n            currency\n            __typename\n          }\n          __typename\n        }\n        __typename\n      }\n      __typename\n    }\n    pageInfo {\n      hasNextPage\n      hasPreviousPage\n      startCursor\n      endCursor\n      __typename\n    }\n    __typename\n  }\n}",
  '568668634f4e18465b411d05217a1cf6fffaf605485937ef12fac7d44b256bff',
);

export const ConversionDocument = document<ConversionQuery, ConversionQueryVariables>(
  "query Conversion($id: ID!) {\n  node(id: $id) {\n    ... on Conversion {\n      id\n      kind\n      externalId\n      door\n      state\n      country\n      code\n      occurredAt\n      recordedAt\n      amount {\n        minor\n        currency\n        __typename\n      }\n      commissionable {\n        minor\n        currency\n        __typename\n      }\n      refunded {\n        minor\n        currency\n        __typename\n      }\n      customer {\n        id\n        externalId\n        __typename\n      }\n      lines {\n        position\n        sku\n        title\n        quantity\n        commissionable\n        amount {\n          minor\n          currency\n          __typename\n        }\n        refunded {\n          minor\n          currency\n          __typename\n        }\n        refundedQuantity\n        __typename\n      }\n      refunds(first: 50) {\n        nodes {\n          id\n          externalId\n          occurredAt\n          amount {\n            minor\n            currency\n            __typename\n          }\n          reversed {\n            minor\n            currency\n            __typename\n          }\n          __typename\n        }\n        __typename\n      }\n      subscription\n      fraudScore\n      judgedAt\n      fraudFindings {\n        ...FindingParts\n        __typename\n      }\n      attributions {\n        ...DecisionParts\n        __typename\n      }\n      commissions {\n        id\n        cause\n        state\n        debt\n        why\n        voidReason\n        holdReason\n        adjusts {\n          id\n          __typename\n        }\n        maturesAt\n        createdAt\n        amount {\n          minor\n          currency\n          __typename\n        }\n        payee {\n          id\n          name\n          kind\n          __typename\n        }\n        program {\n          id\n          name\n          __typename\n        }\n        terms {\n          id\n          version\n          __typename\n        }\n        __typename\n      }\n      __typename\n    }\n    __typename\n  }\n}\nfragment DecisionParts on Attribution {\n  id\n  number\n  outcome\n  supersedesBecause\n  decidedAt\n  why\n  pool {\n    minor\n    currency\n    __typename\n  }\n  policy {\n    id\n    version\n    model\n    __typename\n  }\n  credits {\n    role\n    weight\n    payee {\n      id\n      name\n      kind\n      __typename\n    }\n    __typename\n  }\n  __typename\n}\nfragment FindingParts on FraudFinding {\n  id\n  signal\n  sentence\n  points\n  evidence\n  foundAt\n  payee {\n    id\n    name\n    __typename\n  }\n  __typename\n}",
  'f5fe6a6a91a5f22d230ce8a9d1391f12c19fa5a74b4b318a9812a856dd81f98c',
);

export const ConversionPathDocument = document<ConversionPathQuery, ConversionPathQueryVariables>(
  "query ConversionPath($touches: [ID!]!, $payees: [ID!]!) {\n  touches: nodes(ids: $touches) {\n    ... on Touch {\n      id\n      kind\n      verdict\n      reason\n      referrerHost\n      linkId\n      codeId\n      momentId\n      __typename\n    }\n    __typename\n  }\n  payees: nodes(ids: $payees) {\n    ... on Payee {\n      id\n      name\n      kind\n      __typename\n    }\n    __typename\n  }\n}",
  'a2aa9bc81776b71774b79ebb0cfb08cd3ac2ec4e52b93776e159bb6ad747a56d',
);

export const TouchesDocument = document<TouchesQuery, TouchesQueryVariables>(
  "query Touches($first: Int, $after: String, $last: Int, $before: String, $filter: TouchFilter) {\n  touches(\n    first: $first\n    after: $after\n    last: $last\n    before: $before\n    filter: $filter\n  ) {\n    edges {\n      cursor\n      node {\n        id\n        kind\n        occurredAt\n        verdict\n        reason\n        referrerHost\n        linkId\n        codeId\n        momentId\n        __typename\n      }\n      __typename\n    }\n    pageInfo {\n      hasNextPage\n      hasPreviousPage\n      startCursor\n      endCursor\n      __typename\n    }\n    __typename\n  }\n}",
  '3e4bb47174f250328b094acd5688e3ba12d37fb36f02ae0378a326cba39583d7',
);

export const RulesOfTermsDocument = document<RulesOfTermsQuery, RulesOfTermsQueryVariables>(
  "query RulesOfTerms($ids: [ID!]!) {\n  nodes(ids: $ids) {\n    ... on Terms {\n      id\n      period\n      rules {\n        id\n        name\n        predicate\n        reward\n        recurring\n        __typename\n      }\n      __typename\n    }\n    __typename\n  }\n}",
  '14e6a34cbff694cc010eaab4268adc166c92a91dc0203a4c7a3f540ac748cfa0',
);

export const TouchedThingsDocument = document<TouchedThingsQuery, TouchedThingsQueryVariables>(
  "query TouchedThings($ids: [ID!]!) {\n  nodes(ids: $ids) {\n    ... on Link {\n      id\n      slug\n      enrollmentId\n      owner: enrollment {\n        id\n        name\n        __typename\n      }\n      __typename\n    }\n    ... on Code {\n      id\n      code\n      enrollment {\n        id\n        name\n        __typename\n      }\n      __typename\n    }\n    ... on Moment {\n      id\n      title\n      body\n      creator {\n        id\n        name\n        __typename\n      }\n      __typename\n    }\n    __typename\n  }\n}",
  '7fdfad7bb19664d26624d5da54e731cac13dba7b583589ac18d20f1485e6a705',
);

export const RefundRecordDocument = document<RefundRecordMutation, RefundRecordMutationVariables>(
  "mutation RefundRecord($input: RefundRecordInput!) {\n  refundRecord(input: $input) {\n    refund {\n      id\n      __typename\n    }\n    conversion {\n      id\n      state\n      refunded {\n        minor\n        currency\n        __typename\n      }\n      __typename\n    }\n    repeated\n    userErrors {\n      message\n      field\n      code\n      __typename\n    }\n    __typename\n  }\n}",
  'deb9f686921d50ab9be6976a369e5da4f96409a80379ca38b4c703090244dfe2',
);

export const ConversionNewsDocument = document<ConversionNewsSubscription, ConversionNewsSubscriptionVariables>(
  "subscription ConversionNews($after: String) {\n  conversionRecorded(after: $after) {\n    cursor\n    conversion {\n      id\n      state\n      __typename\n    }\n    __typename\n  }\n}",
  '90f74b81490cd3747d91c5fae4815585b0a530ee46c04a5af7815ace43e8e065',
);