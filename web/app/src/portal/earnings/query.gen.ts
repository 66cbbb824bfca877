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

export type PortalCommissionsQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
  phase?: Graph.EarningsPhase | null | undefined;
}>;


export type PortalCommissionsQuery = { viewer: { affiliate: { id: string, commissions: { edges: Array<{ cursor: string, node: { id: string, tenantId: string, cause: Graph.CommissionCause, state: Graph.CommissionState, createdAt: string, maturesAt: string, voidReason: string | null, payoutId: string | null, why: unknown, amount: { minor: string, currency: string }, standing: { phase: Graph.EarningsPhase, since: string, nextPhase: Graph.EarningsPhase | null, nextAt: string | null, note: string | null } } }>, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null } } } | null } };

export type PortalPayoutsQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type PortalPayoutsQuery = { viewer: { affiliate: { id: string, payouts: { edges: Array<{ cursor: string, node: { id: string, tenantId: string, state: Graph.PayoutState, createdAt: string, transferredAt: string | null, waitsBecause: string | null, amount: { minor: string, currency: string }, recovered: { minor: string, currency: string }, reversed: { minor: string, currency: string }, standing: { phase: Graph.EarningsPhase, since: string, nextPhase: Graph.EarningsPhase | null, nextAt: string | null, note: string | null } | null } }>, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null } } } | null } };

export type PortalTenantsQueryVariables = Exact<{ [key: string]: never; }>;


export type PortalTenantsQuery = { viewer: { affiliate: { id: string, tenants: Array<{ id: string, name: string }> } | null } };

export type EarningNewsSubscriptionVariables = Exact<{
  after?: string | null | undefined;
}>;


export type EarningNewsSubscription = { affiliateCommissionChanged: { cursor: string, commission: { id: string, state: Graph.CommissionState } } };

export type PaymentNewsSubscriptionVariables = Exact<{
  after?: string | null | undefined;
}>;


export type PaymentNewsSubscription = { affiliatePayoutChanged: { cursor: string, payout: { id: string, state: Graph.PayoutState } } };

export const PortalCommissionsDocument = document<PortalCommissionsQuery, PortalCommissionsQueryVariables>(
  "query PortalCommissions($first: Int, $after: String, $phase: EarningsPhase) {\n  viewer {\n    affiliate {\n      id\n      commissions(first: $first, after: $after, phase: $phase) {\n        edges {\n          cursor\n          node {\n            id\n            tenantId\n            cause\n            state\n            createdAt\n            maturesAt\n            voidReason\n            payoutId\n            why\n            amount {\n              minor\n              currency\n              __typename\n            }\n            standing {\n              phase\n              since\n              nextPhase\n              nextAt\n              note\n              __typename\n            }\n            __typename\n          }\n          __typename\n        }\n        pageInfo {\n          hasNextPage\n          hasPreviousPage\n          startCursor\n          endCursor\n          __typename\n        }\n        __typename\n      }\n      __typename\n    }\n    __typename\n  }\n}",
  '4beda1e7f4c5bfb22709c922a61ec72e04a5aef7dc40f4e450433725a3869eba',
);

export const PortalPayoutsDocument = document<PortalPayoutsQuery, PortalPayoutsQueryVariables>(
  "query PortalPayouts($first: Int, $after: String) {\n  viewer {\n    affiliate {\n      id\n      payouts(first: $first, after: $after) {\n        edges {\n          cursor\n          node {\n            id\n            tenantId\n            state\n            createdAt\n            transferredAt\n            waitsBecause\n            amount {\n              minor\n              currency\n              __typename\n            }\n            recovered {\n              minor\n              currency\n              __typename\n            }\n            reversed {\n              minor\n              currency\n              __typename\n            }\n            standing {\n              phase\n              since\n              nextPhase\n              nextAt\n              note\n              __typename\n            }\n            __typename\n          }\n          __typename\n        }\n        pageInfo {\n          hasNextPage\n          hasPreviousPage\n          startCursor\n          endCursor\n          __typename\n        }\n        __typename\n      }\n      __typename\n    }\n    __typename\n  }\n}",
  '3ab48ee9ae6e52178dfbedb4ab9693a73de5033e8cca2650952e5e59007c0098',
);

export const PortalTenantsDocument = document<PortalTenantsQuery, PortalTenantsQueryVariables>(
  "query PortalTenants {\n  viewer {\n    affiliate {\n      id\n      tenants {\n        id\n        name\n        __typename\n      }\n      __typename\n    }\n    __typename\n  }\n}",
  '4a4f6a3ce0656a6dd1774ddc9b04a1e981eb4a0e61684021c84efff198e75737',
);

export const EarningNewsDocument = document<EarningNewsSubscription, EarningNewsSubscriptionVariables>(
  "subscription EarningNews($after: String) {\n  affiliateCommissionChanged(after: $after) {\n    cursor\n    commission {\n      id\n      state\n      __typename\n    }\n    __typename\n  }\n}",
  '5adaff57622f1221078255583c5a36bfdc706519ac2d494fc8372bc11eaea8c7',
);

export const PaymentNewsDocument = document<PaymentNewsSubscription, PaymentNewsSubscriptionVariables>(
  "subscription PaymentNews($after: String) {\n  affiliatePayoutChanged(after: $after) {\n    cursor\n    payout {\n      id\n      state\n      __typename\n    }\n    __typename\n  }\n}",
  '8fbf457b5e0f398e98c46dc40d7a27ffc7842e5c58a5dfb7a0169afdcb63be91',
);