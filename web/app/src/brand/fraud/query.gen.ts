/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type * as Graph from '@/graph/schema.gen';

import { document } from '@/graph/document';
/** Who has done something. */
export type AuditActorKind =
  /** An affiliate of the tenant. */
  | 'AFFILIATE'
  /** A partner developer's key. */
  | 'API_KEY'
  /** The server itself, or whoever runs it. */
  | 'JOB'
  /** A person of the team. */
  | 'MEMBER'
  /** Anybody else. */
  | 'OTHER';

/** Why there is a commission. */
export type CommissionCause =
  | 'ADJUSTMENT'
  | 'BONUS'
  | 'CLICKS'
  | 'CONVERSION';

/** Codes of CommissionHoldUserError. */
export type CommissionHoldErrorCode =
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** See the message: NOT_AN_ORIGINAL. */
  | 'NOT_AN_ORIGINAL'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** See the message: REASON_MISSING. */
  | 'REASON_MISSING'
  /** Any other refusal; the message says why. */
  | 'REFUSED'
  /** See the message: WRONG_STATE. */
  | 'WRONG_STATE';

/** A commission to hold or release. */
export type CommissionInput = {
  commissionId: string;
  /** Of a hold: why, in a line of 1 to 500 characters that the affiliate reads. */
  reason?: string | null | undefined;
};

/** Codes of CommissionReleaseUserError. */
export type CommissionReleaseErrorCode =
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** See the message: NOT_AN_ORIGINAL. */
  | 'NOT_AN_ORIGINAL'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** Any other refusal; the message says why. */
  | 'REFUSED'
  /** See the message: WRONG_STATE. */
  | 'WRONG_STATE';

/** Where a commission stands. */
export type CommissionState =
  | 'HELD'
  | 'PAID'
  | 'PAYABLE'
  | 'PENDING'
  | 'RESERVED'
  | 'VOID';

/** Codes of CommissionVoidUserError. */
export type CommissionVoidErrorCode =
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** See the message: IDEMPOTENCY_KEY_INVALID. */
  | 'IDEMPOTENCY_KEY_INVALID'
  /** See the message: IDEMPOTENCY_KEY_REUSED. */
  | 'IDEMPOTENCY_KEY_REUSED'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** See the message: NOT_AN_ORIGINAL. */
  | 'NOT_AN_ORIGINAL'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** See the message: REASON_MISSING. */
  | 'REASON_MISSING'
  /** Any other refusal; the message says why. */
  | 'REFUSED'
  /** See the message: VOIDED_OTHERWISE. */
  | 'VOIDED_OTHERWISE'
  /** See the message: WRONG_STATE. */
  | 'WRONG_STATE';

/** A commission to void. */
export type CommissionVoidInput = {
  commissionId: string;
  idempotencyKey: string;
  /** A line of 1 to 500 characters. */
  reason: string;
};

/** What happened at the brand. */
export type ConversionKind =
  | 'LEAD'
  | 'SALE';

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

export type FindingPartsFragment = { id: string, signal: Graph.FraudSignal, sentence: string, points: number, evidence: unknown, foundAt: string, payee: { id: string, name: string } | null };

export type HeldCommissionsQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
  last?: number | null | undefined;
  before?: string | null | undefined;
}>;


export type HeldCommissionsQuery = { commissions: { edges: Array<{ cursor: string, node: { id: string, cause: Graph.CommissionCause, state: Graph.CommissionState, holdReason: string | null, createdAt: string, maturesAt: string, amount: { minor: string, currency: string }, payee: { id: string, name: string, kind: Graph.PayeeKind, affiliateId: string | null }, program: { id: string, name: string }, adjusts: { id: string } | null, fraudFindings: Array<{ id: string, signal: Graph.FraudSignal, sentence: string, points: number, evidence: unknown, foundAt: string, payee: { id: string, name: string } | null }>, conversion: { id: string, kind: Graph.ConversionKind, externalId: string, occurredAt: string, fraudScore: number | null, judgedAt: string | null, amount: { minor: string, currency: string } } | null } }>, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null } } };

export type HoldAtQueryVariables = Exact<{ [key: string]: never; }>;


export type HoldAtQuery = { fraudThresholds: { holdAt: number } };

export type CommissionReleaseMutationVariables = Exact<{
  input: Graph.CommissionInput;
}>;


export type CommissionReleaseMutation = { commissionRelease: { commission: { id: string, state: Graph.CommissionState, holdReason: string | null } | null, userErrors: Array<{ message: string, field: Array<string> | null, code: Graph.CommissionReleaseErrorCode }> } };

export type CommissionVoidMutationVariables = Exact<{
  input: Graph.CommissionVoidInput;
}>;


export type CommissionVoidMutation = { commissionVoid: { commission: { id: string, state: Graph.CommissionState, voidReason: string | null, holdReason: string | null } | null, userErrors: Array<{ message: string, field: Array<string> | null, code: Graph.CommissionVoidErrorCode }> } };

export type CommissionHoldMutationVariables = Exact<{
  input: Graph.CommissionInput;
}>;


export type CommissionHoldMutation = { commissionHold: { commission: { id: string, state: Graph.CommissionState, holdReason: string | null } | null, userErrors: Array<{ message: string, field: Array<string> | null, code: Graph.CommissionHoldErrorCode }> } };

export type HeldNewsSubscriptionVariables = Exact<{
  after?: string | null | undefined;
}>;


export type HeldNewsSubscription = { commissionChanged: { cursor: string, commission: { id: string, state: Graph.CommissionState } } };

export type FindingNamesQueryVariables = Exact<{
  links: Array<string> | string;
  affiliates: boolean;
}>;


export type FindingNamesQuery = { nodes: Array<
    | { id: string, slug: string }
    | Record<PropertyKey, never>
   | null>, payees?: { nodes: Array<{ id: string, name: string, affiliateId: string | null }> } };

export type CommissionLogQueryVariables = Exact<{
  subject: string;
}>;


export type CommissionLogQuery = { auditLog: { nodes: Array<{ id: string, at: string, action: string, after: unknown, actor: { kind: Graph.AuditActorKind, job: string | null, name: string | null } }> } };

export const HeldCommissionsDocument = document<HeldCommissionsQuery, HeldCommissionsQueryVariables>(
  "query HeldCommissions($first: Int, $after: String, $last: Int, $before: String) {\n  commissions(\n    first: $first\n    after: $after\n    last: $last\n    before: $before\n    filter: {state: HELD}\n  ) {\n    edges {\n      cursor\n      node {\n        id\n        cause\n        state\n        holdReason\n        createdAt\n        maturesAt\n        amount {\n          minor\n          currency\n          __typename\n        }\n        payee {\n          id\n          name\n          kind\n          affiliateId\n          __typename\n        }\n        program {\n          id\n          name\n          __typename\n        }\n        adjusts {\n          id\n          __typename\n        }\n        fraudFindings {\n          ...FindingParts\n          __typename\n        }\n        conversion {\n          id\n          kind\n          externalId\n          occurredAt\n          fraudScore\n          judgedAt\n          amount {\n            minor\n            currency\n            __typename\n          }\n          __typename\n        }\n        __typename\n      }\n      __typename\n    }\n    pageInfo {\n      hasNextPage\n      hasPreviousPage\n      startCursor\n      endCursor\n      __typename\n    }\n    __typename\n  }\n}\nfragment FindingParts on FraudFinding {\n  id\n  signal\n  sentence\n  points\n  evidence\n  foundAt\n  payee {\n    id\n    name\n    __typename\n  }\n  __typename\n}",
  'f1c58bec20e291a1445eec1b590995cd6a4801563ebf69703f57f46dfa29ce7f',
);

export const HoldAtDocument = document<HoldAtQuery, HoldAtQueryVariables>(
  "query HoldAt {\n  fraudThresholds {\n    holdAt\n    __typename\n  }\n}",
  '99ffe377fc2894c59b42f40846a6498ccb78b8eda66e89d69f543aeabe6f06df',
);

export const CommissionReleaseDocument = document<CommissionReleaseMutation, CommissionReleaseMutationVariables>(
  "mutation CommissionRelease($input: CommissionInput!) {\n  commissionRelease(input: $input) {\n    commission {\n      id\n      state\n      holdReason\n      __typename\n    }\n    userErrors {\n      message\n      field\n      code\n      __typename\n    }\n    __typename\n  }\n}",
  '007cda25542aa94531ab2e2731f33b8102fb1fa2932accca2a74ccf15b4e50ea',
);

export const CommissionVoidDocument = document<CommissionVoidMutation, CommissionVoidMutationVariables>(
  "mutation CommissionVoid($input: CommissionVoidInput!) {\n  commissionVoid(input: $input) {\n    commission {\n      id\n      state\n      voidReason\n      holdReason\n      __typename\n    }\n    userErrors {\n      message\n      field\n      code\n      __typename\n    }\n    __typename\n  }\n}",
  '9331d8aa878e7ce5b915adeb38cc1e4ca20ceeecab673578cd376858470e5a7c',
);

export const CommissionHoldDocument = document<CommissionHoldMutation, CommissionHoldMutationVariables>(
  "mutation CommissionHold($input: CommissionInput!) {\n  commissionHold(input: $input) {\n    commission {\n      id\n      state\n      holdReason\n      __typename\n    }\n    userErrors {\n      message\n      field\n      code\n      __typename\n    }\n    __typename\n  }\n}",
  '7894447082a70f71054ebef19d7e9bb6daa8402262e548342f811ab009339c18',
);

export const HeldNewsDocument = document<HeldNewsSubscription, HeldNewsSubscriptionVariables>(
  "subscription HeldNews($after: String) {\n  commissionChanged(after: $after) {\n    cursor\n    commission {\n      id\n      state\n      __typename\n    }\n    __typename\n  }\n}",
  '07c77c1f166dbebf7463f4f503ada39d4a7a6ee1452be4604487079446089ccd',
);

export const FindingNamesDocument = document<FindingNamesQuery, FindingNamesQueryVariables>(
  "query FindingNames($links: [ID!]!, $affiliates: Boolean!) {\n  nodes(ids: $links) {\n    ... on Link {\n      id\n      slug\n      __typename\n    }\n    __typename\n  }\n  payees(first: 100) @include(if: $affiliates) {\n    nodes {\n      id\n      name\n      affiliateId\n      __typename\n    }\n    __typename\n  }\n}",
  'eea27c16455ef9556cd2b35707efd68dddb83f6e0f45da464393481bf55d3e9f',
);

export const CommissionLogDocument = document<CommissionLogQuery, CommissionLogQueryVariables>(
  "query CommissionLog($subject: String!) {\n  auditLog(first: 20, filter: {subject: $subject}) {\n    nodes {\n      id\n      at\n      action\n      after\n      actor {\n        kind\n        job\n        name\n        __typename\n      }\n      __typename\n    }\n    __typename\n  }\n}",
  '5f2418d8f9614076b3d3d28bcfe91d1a5688d6e7a7690040a087a4a71b105eef',
);