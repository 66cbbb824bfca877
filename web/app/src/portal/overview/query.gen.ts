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

/** Where an affiliate stands in a programme. */
export type EnrollmentState =
  | 'ACTIVE'
  | 'APPLIED'
  | 'BANNED'
  | 'INVITED'
  | 'LEFT'
  | 'REJECTED'
  | 'SUSPENDED';

/** Where an affiliate's account at Stripe stands. */
export type PayoutAccountState =
  | 'ACTIVE'
  | 'CREATING'
  | 'ONBOARDING'
  | 'RESTRICTED';

/** Codes of PayoutRequestUserError. */
export type PayoutRequestErrorCode =
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
  /** See the message: NOT_ON_DEMAND. */
  | 'NOT_ON_DEMAND'
  /** Any other refusal; the message says why. */
  | 'REFUSED'
  /** See the message: UNKNOWN_CURRENCY. */
  | 'UNKNOWN_CURRENCY';

/** Who is to pay, in which currency. */
export type PayoutRequestInput = {
  currency: string;
  idempotencyKey: string;
  tenantId: string;
};

/** What came of an affiliate's wish to be paid now. */
export type PayoutRequestState =
  | 'BEGUN'
  | 'REFUSED'
  | 'REQUESTED';

export type PhasePartsFragment = { count: number, since: string | null, nextAt: string | null, notes: Array<string>, amount: { minor: string, currency: string } };

export type OverviewQueryVariables = Exact<{ [key: string]: never; }>;


export type OverviewQuery = { viewer: { affiliate: { id: string, name: string, payoutAccount: { id: string, state: Graph.PayoutAccountState, requirements: Array<{ sentence: string, codes: Array<string> }> } | null, tenants: Array<{ id: string, name: string }>, tenantEarnings: Array<{ tenantId: string, currency: string, earned: { count: number, since: string | null, nextAt: string | null, notes: Array<string>, amount: { minor: string, currency: string } }, maturing: Array<{ day: string, amount: { minor: string, currency: string } }>, held: { count: number, since: string | null, nextAt: string | null, notes: Array<string>, amount: { minor: string, currency: string } }, payable: { count: number, since: string | null, nextAt: string | null, notes: Array<string>, amount: { minor: string, currency: string } }, reserved: { count: number, since: string | null, nextAt: string | null, notes: Array<string>, amount: { minor: string, currency: string } }, inTransit: { count: number, since: string | null, nextAt: string | null, notes: Array<string>, amount: { minor: string, currency: string } }, paid: { count: number, since: string | null, nextAt: string | null, notes: Array<string>, amount: { minor: string, currency: string } }, owed: { count: number, since: string | null, nextAt: string | null, notes: Array<string>, amount: { minor: string, currency: string } } }>, enrollments: { nodes: Array<{ id: string, tenantId: string, state: Graph.EnrollmentState, program: { id: string, name: string, currency: string, payoutOnDemand: boolean, payoutMinimum: { minor: string, currency: string } } | null }> }, commissions: { nodes: Array<{ id: string, tenantId: string, cause: Graph.CommissionCause, createdAt: string, why: unknown, amount: { minor: string, currency: string }, conversion: { id: string, externalId: string } | null, standing: { phase: Graph.EarningsPhase } }> }, payoutRequests: { nodes: Array<{ id: string, tenantId: string, currency: string, state: Graph.PayoutRequestState, reason: string | null, createdAt: string }> } } | null } };

export type PayoutRequestMutationVariables = Exact<{
  input: Graph.PayoutRequestInput;
}>;


export type PayoutRequestMutation = { payoutRequest: { payoutRequest: { id: string, tenantId: string, currency: string, state: Graph.PayoutRequestState, reason: string | null, createdAt: string } | null, userErrors: Array<{ message: string, field: Array<string> | null, code: Graph.PayoutRequestErrorCode }> } };

export const OverviewDocument = document<OverviewQuery, OverviewQueryVariables>(
  "query Overview {\n  viewer {\n    affiliate {\n      id\n      name\n      payoutAccount {\n        id\n        state\n        requirements {\n          sentence\n          codes\n          __typename\n        }\n        __typename\n      }\n      tenants {\n        id\n        name\n        __typename\n      }\n      tenantEarnings {\n        tenantId\n        currency\n        earned {\n          ...PhaseParts\n          __typename\n        }\n        maturing {\n          day\n          amount {\n            minor\n            currency\n            __typename\n          }\n          __typename\n        }\n        held {\n          ...PhaseParts\n          __typename\n        }\n        payable {\n          ...PhaseParts\n          __typename\n        }\n        reserved {\n          ...PhaseParts\n          __typename\n        }\n        inTransit {\n          ...PhaseParts\n          __typename\n        }\n        paid {\n          ...PhaseParts\n          __typename\n        }\n        owed {\n          ...PhaseParts\n          __typename\n        }\n        __typename\n      }\n      enrollments(first: 50) {\n        nodes {\n          id\n          tenantId\n          state\n          program {\n            id\n            name\n            currency\n            payoutOnDemand\n            payoutMinimum {\n              minor\n              currency\n              __typename\n            }\n            __typename\n          }\n          __typename\n        }\n        __typename\n      }\n      commissions(first: 5) {\n        nodes {\n          id\n          tenantId\n          cause\n          createdAt\n          why\n          amount {\n            minor\n            currency\n            __typename\n          }\n          conversion {\n            id\n            externalId\n            __typename\n          }\n          standing {\n            phase\n            __typename\n          }\n          __typename\n        }\n        __typename\n      }\n      payoutRequests(first: 5) {\n        nodes {\n          id\n          tenantId\n          currency\n          state\n          reason\n          createdAt\n          __typename\n        }\n        __typename\n      }\n      __typename\n    }\n    __typename\n  }\n}\nfragment PhaseParts on PhaseSum {\n  count\n  since\n  nextAt\n  notes\n  amount {\n    minor\n    currency\n    __typename\n  }\n  __typename\n}",
  '2a8912d3af9f7d19d42f008252cb0c6be0305e44d280c80c4f1d09a8469c88e8',
);

export const PayoutRequestDocument = document<PayoutRequestMutation, PayoutRequestMutationVariables>(
  "mutation PayoutRequest($input: PayoutRequestInput!) {\n  payoutRequest(input: $input) {\n    payoutRequest {\n      id\n      tenantId\n      currency\n      state\n      reason\n      createdAt\n      __typename\n    }\n    userErrors {\n      message\n      field\n      code\n      __typename\n    }\n    __typename\n  }\n}",
  '8f6f183f38681482f6b4e354d8086dfa9d1715f844a46c83147fa6269c3f9de5',
);