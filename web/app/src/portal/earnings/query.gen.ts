/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type * as Graph from '@/graph/schema.gen';

import { document } from '@/graph/document';
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

/** Where earned money stands on its way from the click to the bank. */
export type EarningsPhase =
  | 'EARNED'
  | 'HELD'
  | 'IN_TRANSIT'
  | 'OWED'
  | 'PAID'
  | 'PAYABLE'
  | 'RESERVED'
  | 'VOID';

/** Where a payout stands. */
export type PayoutState =
  | 'BLOCKED'
  | 'CANCELLED'
  | 'FAILED'
  | 'NEEDS_REVIEW'
  | 'PARTIALLY_REVERSED'
  | 'RESERVED'
  | 'REVERSED'
  | 'SUBMITTING'
  | 'TRANSFERRED'
  | 'UNKNOWN';

/** How a visitor met us. */
export type TouchKind =
  | 'CLICK'
  | 'CODE'
  | 'MOMENT_CLICK'
  | 'MOMENT_VIEW';

export type CommissionPartsFragment = { id: string, tenantId: string, cause: Graph.CommissionCause, state: Graph.CommissionState, createdAt: string, maturesAt: string, voidReason: string | null, payoutId: string | null, why: unknown, amount: { minor: string, currency: string }, program: { id: string, name: string } | null, conversion: { id: string, kind: Graph.ConversionKind, externalId: string, state: Graph.ConversionState, occurredAt: string, amount: { minor: string, currency: string }, refunded: { minor: string, currency: string } } | null, touch: { kind: Graph.TouchKind, occurredAt: string } | null, standing: { phase: Graph.EarningsPhase, since: string, nextPhase: Graph.EarningsPhase | null, nextAt: string | null, note: string | null } };

export type PortalCommissionsQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
  last?: number | null | undefined;
  before?: string | null | undefined;
  phase?: Graph.EarningsPhase | null | undefined;
}>;


export type PortalCommissionsQuery = { viewer: { affiliate: { id: string, commissions: { edges: Array<{ cursor: string, node: { id: string, tenantId: string, cause: Graph.CommissionCause, state: Graph.CommissionState, createdAt: string, maturesAt: string, voidReason: string | null, payoutId: string | null, why: unknown, adjusts: { id: string, tenantId: string, cause: Graph.CommissionCause, state: Graph.CommissionState, createdAt: string, maturesAt: string, voidReason: string | null, payoutId: string | null, why: unknown, amount: { minor: string, currency: string }, program: { id: string, name: string } | null, conversion: { id: string, kind: Graph.ConversionKind, externalId: string, state: Graph.ConversionState, occurredAt: string, amount: { minor: string, currency: string }, refunded: { minor: string, currency: string } } | null, touch: { kind: Graph.TouchKind, occurredAt: string } | null, standing: { phase: Graph.EarningsPhase, since: string, nextPhase: Graph.EarningsPhase | null, nextAt: string | null, note: string | null } } | null, amount: { minor: string, currency: string }, program: { id: string, name: string } | null, conversion: { id: string, kind: Graph.ConversionKind, externalId: string, state: Graph.ConversionState, occurredAt: string, amount: { minor: string, currency: string }, refunded: { minor: string, currency: string } } | null, touch: { kind: Graph.TouchKind, occurredAt: string } | null, standing: { phase: Graph.EarningsPhase, since: string, nextPhase: Graph.EarningsPhase | null, nextAt: string | null, note: string | null } } }>, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null } } } | null } };

export type PortalPayoutsQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
  last?: number | null | undefined;
  before?: string | null | undefined;
}>;


export type PortalPayoutsQuery = { viewer: { affiliate: { id: string, payouts: { edges: Array<{ cursor: string, node: { id: string, tenantId: string, state: Graph.PayoutState, createdAt: string, transferredAt: string | null, waitsBecause: string | null, amount: { minor: string, currency: string }, recovered: { minor: string, currency: string }, reversed: { minor: string, currency: string }, standing: { phase: Graph.EarningsPhase, since: string, nextPhase: Graph.EarningsPhase | null, nextAt: string | null, note: string | null } | null } }>, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null } } } | null } };

export type EarningNewsSubscriptionVariables = Exact<{
  after?: string | null | undefined;
}>;


export type EarningNewsSubscription = { affiliateCommissionChanged: { cursor: string, commission: { id: string, state: Graph.CommissionState } } };

export type PaymentNewsSubscriptionVariables = Exact<{
  after?: string | null | undefined;
}>;


export type PaymentNewsSubscription = { affiliatePayoutChanged: { cursor: string, payout: { id: string, state: Graph.PayoutState } } };

export const PortalCommissionsDocument = document<PortalCommissionsQuery, PortalCommissionsQueryVariables>(
  "query PortalCommissions($first: Int, $after: String, $last: Int, $before: String, $phase: EarningsPhase) {\n  viewer {\n    affiliate {\n      id\n      commissions(\n        first: $first\n        after: $after\n        last: $last\n        before: $before\n        phase: $phase\n      ) {\n        edges {\n          cursor\n          node {\n            ...CommissionParts\n            adjusts {\n              ...CommissionParts\n              __typename\n            }\n            __typename\n          }\n          __typename\n        }\n        pageInfo {\n          hasNextPage\n          hasPreviousPage\n          startCursor\n          endCursor\n          __typename\n        }\n        __typename\n      }\n      __typename\n    }\n    __typename\n  }\n}\nfragment CommissionParts on AffiliateCommission {\n  id\n  tenantId\n  cause\n  state\n  createdAt\n  maturesAt\n  voidReason\n  payoutId\n  why\n  amount {\n    minor\n    currency\n    __typename\n  }\n  program {\n    id\n    name\n    __typename\n  }\n  conversion {\n    id\n    kind\n    externalId\n    state\n    occurredAt\n    amount {\n      minor\n      currency\n      __typename\n    }\n    refunded {\n      minor\n      currency\n      __typename\n    }\n    __typename\n  }\n  touch {\n    kind\n    occurredAt\n    __typename\n  }\n  standing {\n    phase\n    since\n    nextPhase\n    nextAt\n    note\n    __typename\n  }\n  __typename\n}",
  '16521a4230a78a36d037a70d2ff105b86877425e7fdd63089a0e9590cd90bf35',
);

export const PortalPayoutsDocument = document<PortalPayoutsQuery, PortalPayoutsQueryVariables>(
  "query PortalPayouts($first: Int, $after: String, $last: Int, $before: String) {\n  viewer {\n    affiliate {\n      id\n      payouts(first: $first, after: $after, last: $last, before: $before) {\n        edges {\n          cursor\n          node {\n            id\n            tenantId\n            state\n            createdAt\n            transferredAt\n            waitsBecause\n            amount {\n              minor\n              currency\n              __typename\n            }\n            recovered {\n              minor\n              currency\n              __typename\n            }\n            reversed {\n              minor\n              currency\n              __typename\n            }\n            standing {\n              phase\n              since\n              nextPhase\n              nextAt\n              note\n              __typename\n            }\n            __typename\n          }\n          __typename\n        }\n        pageInfo {\n          hasNextPage\n          hasPreviousPage\n          startCursor\n          endCursor\n          __typename\n        }\n        __typename\n      }\n      __typename\n    }\n    __typename\n  }\n}",
  '4f08ff49230c9434257e5d25e5f10890af7e58afed291a49039fe33f34ef6411',
);

export const EarningNewsDocument = document<EarningNewsSubscription, EarningNewsSubscriptionVariables>(
  "subscription EarningNews($after: String) {\n  affiliateCommissionChanged(after: $after) {\n    cursor\n    commission {\n      id\n      state\n      __typename\n    }\n    __typename\n  }\n}",
  '5adaff57622f1221078255583c5a36bfdc706519ac2d494fc8372bc11eaea8c7',
);

export const PaymentNewsDocument = document<PaymentNewsSubscription, PaymentNewsSubscriptionVariables>(
  "subscription PaymentNews($after: String) {\n  affiliatePayoutChanged(after: $after) {\n    cursor\n    payout {\n      id\n      state\n      __typename\n    }\n    __typename\n  }\n}",
  '8fbf457b5e0f398e98c46dc40d7a27ffc7842e5c58a5dfb7a0169afdcb63be91',
);