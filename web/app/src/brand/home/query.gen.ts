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

export type FigureSetPartsFragment = { moments: string | null, clicks: string | null, sales: { count: string, amount: { minor: string, currency: string } } | null, commission: { count: string, amount: { minor: string, currency: string } } | null, paidOut: { count: string, amount: { minor: string, currency: string } } | null };

export type FiguresQueryVariables = Exact<{
  currency: string;
  from: string;
  to: string;
  fromBefore: string;
  toBefore: string;
}>;


export type FiguresQuery = { now: { total: { moments: string | null, clicks: string | null, sales: { count: string, amount: { minor: string, currency: string } } | null, commission: { count: string, amount: { minor: string, currency: string } } | null, paidOut: { count: string, amount: { minor: string, currency: string } } | null }, days: Array<{ day: string, sales: { count: string, amount: { minor: string, currency: string } } | null }> }, before: { total: { moments: string | null, clicks: string | null, sales: { count: string, amount: { minor: string, currency: string } } | null, commission: { count: string, amount: { minor: string, currency: string } } | null, paidOut: { count: string, amount: { minor: string, currency: string } } | null } } };

export type AttentionQueryVariables = Exact<{
  money: boolean;
}>;


export type AttentionQuery = { attention: { pendingMoments: { count: number, atLeast: boolean } | null, flaggedMoments: { count: number, atLeast: boolean } | null, applications: { count: number, atLeast: boolean } | null, missedSales: { count: number, atLeast: boolean } | null, heldCommissions: { count: number, atLeast: boolean } | null, payoutsNeedingReview: { count: number, atLeast: boolean } | null, blockedPayouts: { count: number, atLeast: boolean } | null }, creatorClaims: { nodes: Array<{ id: string, state: Graph.ClaimState, evidence: string, affiliateName: string | null, creator: { id: string, name: string } | null }> }, tenant: { id: string, linkHosts: Array<string> } | null, programs: { nodes: Array<{ id: string }> }, unmatchedRefunds: { nodes: Array<{ id: string }>, pageInfo: { hasNextPage: boolean } }, payoutRuns?: { nodes: Array<{ id: string, state: Graph.PayoutRunState, createdAt: string, previewTotal: { minor: string, currency: string } | null }> }, billing?: { plan: Graph.Plan, subscription: { plan: Graph.Plan, state: Graph.SubscriptionState, suspendsAt: string | null } | null } };

export const FiguresDocument = document<FiguresQuery, FiguresQueryVariables>(
  "query Figures($currency: String!, $from: String!, $to: String!, $fromBefore: String!, $toBefore: String!) {\n  now: figures(currency: $currency, from: $from, to: $to) {\n    total {\n      ...FigureSetParts\n      __typename\n    }\n    days {\n      day\n      sales {\n        count\n        amount {\n          minor\n          currency\n          __typename\n        }\n        __typename\n      }\n      __typename\n    }\n    __typename\n  }\n  before: figures(currency: $currency, from: $fromBefore, to: $toBefore) {\n    total {\n      ...FigureSetParts\n      __typename\n    }\n    __typename\n  }\n}\nfragment FigureSetParts on FigureSet {\n  moments\n  clicks\n  sales {\n    count\n    amount {\n      minor\n      currency\n      __typename\n    }\n    __typename\n  }\n  commission {\n    count\n    amount {\n      minor\n      currency\n      __typename\n    }\n    __typename\n  }\n  paidOut {\n    count\n    amount {\n      minor\n      currency\n      __typename\n    }\n    __typename\n  }\n  __typename\n}",
  '1556a610ebb0f0ed2875122611a49fce4496ccd47d1f978c607b8ed9fc37638d',
);

export const AttentionDocument = document<AttentionQuery, AttentionQueryVariables>(
  "query Attention($money: Boolean!) {\n  attention {\n    pendingMoments {\n      count\n      atLeast\n      __typename\n    }\n    flaggedMoments {\n      count\n      atLeast\n      __typename\n    }\n    applications {\n      count\n      atLeast\n      __typename\n    }\n    missedSales {\n      count\n      atLeast\n      __typename\n    }\n    heldCommissions {\n      count\n      atLeast\n      __typename\n    }\n    payoutsNeedingReview {\n      count\n      atLeast\n      __typename\n    }\n    blockedPayouts {\n      count\n      atLeast\n      __typename\n    }\n    __typename\n  }\n  creatorClaims(first: 20) {\n    nodes {\n      id\n      state\n      evidence\n      affiliateName\n      creator {\n        id\n        name\n        __typename\n      }\n      __typename\n    }\n    __typename\n  }\n  tenant {\n    id\n    linkHosts\n    __typename\n  }\n  programs(first: 1) {\n    nodes {\n      id\n      __typename\n    }\n    __typename\n  }\n  unmatchedRefunds(first: 20) {\n    nodes {\n      id\n      __typename\n    }\n    pageInfo {\n      hasNextPage\n      __typename\n    }\n    __typename\n  }\n  payoutRuns(first: 20) @include(if: $money) {\n    nodes {\n      id\n      state\n      createdAt\n      previewTotal {\n        minor\n        currency\n        __typename\n      }\n      __typename\n    }\n    __typename\n  }\n  billing @include(if: $money) {\n    plan\n    subscription {\n      plan\n      state\n      suspendsAt\n      __typename\n    }\n    __typename\n  }\n}",
  'b293b98638132bd3fad85e68a6d05b8e62399995c999034b1c41ad71247d8071',
);