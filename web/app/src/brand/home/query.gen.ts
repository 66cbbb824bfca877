/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type * as Graph from '@/graph/schema.gen';

import { document } from '@/graph/document';
/** Where a claim of a creator stands. */
export type ClaimState =
  | 'APPROVED'
  | 'REJECTED'
  | 'REQUESTED';

/** What happened at the brand. */
export type ConversionKind =
  | 'LEAD'
  | 'SALE';

/** Where an affiliate stands in a programme. */
export type EnrollmentState =
  | 'ACTIVE'
  | 'APPLIED'
  | 'BANNED'
  | 'INVITED'
  | 'LEFT'
  | 'REJECTED'
  | 'SUSPENDED';

/** Where a payout run stands. */
export type PayoutRunState =
  | 'APPROVED'
  | 'CANCELLED'
  | 'COMPLETED'
  | 'COMPLETED_WITH_FAILURES'
  | 'DRAFT'
  | 'EXECUTING'
  | 'FUNDING'
  | 'PAUSED'
  | 'PREVIEWED';

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

/** What a tenant has bought, the smallest first. */
export type Plan =
  | 'FREE'
  | 'GROWTH'
  | 'SCALE';

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

/** What we think of a touch. */
export type Verdict =
  | 'BOT'
  | 'DUPLICATE'
  | 'VALID';

export type HomeConversionsQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type HomeConversionsQuery = { conversions: { edges: Array<{ cursor: string, node: { id: string, kind: Graph.ConversionKind, occurredAt: string, recordedAt: string, amount: { minor: string, currency: string }, attribution: { id: string, pool: { minor: string, currency: string } } | null } }>, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null } } };

export type HomeTouchesQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type HomeTouchesQuery = { touches: { edges: Array<{ cursor: string, node: { id: string, occurredAt: string, verdict: Graph.Verdict } }>, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null } } };

export type HomeMomentsQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type HomeMomentsQuery = { moments: { edges: Array<{ cursor: string, node: { id: string, createdAt: string, publishable: boolean } }>, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null } } };

export type HomePayoutsQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type HomePayoutsQuery = { payouts: { edges: Array<{ cursor: string, node: { id: string, state: Graph.PayoutState, createdAt: string, amount: { minor: string, currency: string } } }>, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null } } };

export type AttentionQueryVariables = Exact<{
  money: boolean;
}>;


export type AttentionQuery = { moments: { nodes: Array<{ id: string }>, pageInfo: { hasNextPage: boolean } }, enrollments: { nodes: Array<{ id: string, state: Graph.EnrollmentState }> }, creatorClaims: { nodes: Array<{ id: string, state: Graph.ClaimState, evidence: string, creator: { id: string, name: string } | null }> }, programs: { nodes: Array<{ id: string }> }, unmatchedRefunds: { nodes: Array<{ id: string }>, pageInfo: { hasNextPage: boolean } }, payoutRuns?: { nodes: Array<{ id: string, state: Graph.PayoutRunState, createdAt: string, previewTotal: { minor: string, currency: string } | null }> }, payouts?: { nodes: Array<{ id: string, state: Graph.PayoutState }> }, billing?: { plan: Graph.Plan, subscription: { plan: Graph.Plan, state: Graph.SubscriptionState, suspendsAt: string | null } | null } };

export const HomeConversionsDocument = document<HomeConversionsQuery, HomeConversionsQueryVariables>(
  "query HomeConversions($first: Int, $after: String) {\n  conversions(first: $first, after: $after) {\n    edges {\n      cursor\n      node {\n        id\n        kind\n        occurredAt\n        recordedAt\n        amount {\n          minor\n          currency\n          __typename\n        }\n        attribution {\n          id\n          pool {\n            minor\n            currency\n            __typename\n          }\n          __typename\n        }\n        __typename\n      }\n      __typename\n    }\n    pageInfo {\n      hasNextPage\n      hasPreviousPage\n      startCursor\n      endCursor\n      __typename\n    }\n    __typename\n  }\n}",
  'facd39baf7e3e54ceb44cb7a838da899dcbcc4c5d3fad86f83283d2644d39000',
);

export const HomeTouchesDocument = document<HomeTouchesQuery, HomeTouchesQueryVariables>(
  "query HomeTouches($first: Int, $after: String) {\n  touches(first: $first, after: $after) {\n    edges {\n      cursor\n      node {\n        id\n        occurredAt\n        verdict\n        __typename\n      }\n      __typename\n    }\n    pageInfo {\n      hasNextPage\n      hasPreviousPage\n      startCursor\n      endCursor\n      __typename\n    }\n    __typename\n  }\n}",
  'a7aa14a5c7cbb498936b204a48b908bccc1db20679cb90c9dcdbaf095d341506',
);

export const HomeMomentsDocument = document<HomeMomentsQuery, HomeMomentsQueryVariables>(
  "query HomeMoments($first: Int, $after: String) {\n  moments(first: $first, after: $after) {\n    edges {\n      cursor\n      node {\n        id\n        createdAt\n        publishable\n        __typename\n      }\n      __typename\n    }\n    pageInfo {\n      hasNextPage\n      hasPreviousPage\n      startCursor\n      endCursor\n      __typename\n    }\n    __typename\n  }\n}",
  '2b4713842f8f7d765f8db735bb07afa88782a16e825a64606662b3ad86cc8f63',
);

export const HomePayoutsDocument = document<HomePayoutsQuery, HomePayoutsQueryVariables>(
  "query HomePayouts($first: Int, $after: String) {\n  payouts(first: $first, after: $after) {\n    edges {\n      cursor\n      node {\n        id\n        state\n        createdAt\n        amount {\n          minor\n          currency\n          __typename\n        }\n        __typename\n      }\n      __typename\n    }\n    pageInfo {\n      hasNextPage\n      hasPreviousPage\n      startCursor\n      endCursor\n      __typename\n    }\n    __typename\n  }\n}",
  '2fe92b786dcd448c9f8d90b2a1cdb8a8c54592c868277fc00099872a000196a4',
);

export const AttentionDocument = document<AttentionQuery, AttentionQueryVariables>(
  "query Attention($money: Boolean!) {\n  moments(first: 50, moderation: PENDING) {\n    nodes {\n      id\n      __typename\n    }\n    pageInfo {\n      hasNextPage\n      __typename\n    }\n    __typename\n  }\n  enrollments(first: 100) {\n    nodes {\n      id\n      state\n      __typename\n    }\n    __typename\n  }\n  creatorClaims(first: 50) {\n    nodes {\n      id\n      state\n      evidence\n      creator {\n        id\n        name\n        __typename\n      }\n      __typename\n    }\n    __typename\n  }\n  programs(first: 1) {\n    nodes {\n      id\n      __typename\n    }\n    __typename\n  }\n  unmatchedRefunds(first: 20) {\n    nodes {\n      id\n      __typename\n    }\n    pageInfo {\n      hasNextPage\n      __typename\n    }\n    __typename\n  }\n  payoutRuns(first: 20) @include(if: $money) {\n    nodes {\n      id\n      state\n      createdAt\n      previewTotal {\n        minor\n        currency\n        __typename\n      }\n      __typename\n    }\n    __typename\n  }\n  payouts(first: 50) @include(if: $money) {\n    nodes {\n      id\n      state\n      __typename\n    }\n    __typename\n  }\n  billing @include(if: $money) {\n    plan\n    subscription {\n      plan\n      state\n      suspendsAt\n      __typename\n    }\n    __typename\n  }\n}",
  '622e9ab54e1b5ed0999d4b1fd087a0b948d42e62787f2b99b37de6909424c07d',
);