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

/** Codes of CreatorClaimCreateUserError. */
export type CreatorClaimCreateErrorCode =
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** See the message: EXACTLY_ONE. */
  | 'EXACTLY_ONE'
  /** See the message: INPUT_INVALID. */
  | 'INPUT_INVALID'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** See the message: MOMENT_UNKNOWN. */
  | 'MOMENT_UNKNOWN'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** Any other refusal; the message says why. */
  | 'REFUSED';

/** A claim by the affiliate who asks. */
export type CreatorClaimCreateInput = {
  /** The creator; or the moment. */
  creatorId?: string | null | undefined;
  /** What proves it, 1 to 2,000 characters. */
  evidence: string;
  /** A moment of theirs, by its id or the address it first stood at; at most 2,000 characters. */
  moment?: string | null | undefined;
};

export type PortalClaimsQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
  last?: number | null | undefined;
  before?: string | null | undefined;
}>;


export type PortalClaimsQuery = { viewer: { affiliate: { id: string, creatorClaims: { edges: Array<{ cursor: string, node: { id: string, tenantId: string, creatorId: string, creatorName: string, state: Graph.ClaimState, evidence: string, createdAt: string, decidedAt: string | null } }>, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null } } } | null } };

export type CreatorClaimCreateMutationVariables = Exact<{
  input: Graph.CreatorClaimCreateInput;
}>;


export type CreatorClaimCreateMutation = { creatorClaimCreate: { claim: { id: string, state: Graph.ClaimState } | null, userErrors: Array<{ message: string, field: Array<string> | null, code: Graph.CreatorClaimCreateErrorCode }> } };

export const PortalClaimsDocument = document<PortalClaimsQuery, PortalClaimsQueryVariables>(
  "query PortalClaims($first: Int, $after: String, $last: Int, $before: String) {\n  viewer {\n    affiliate {\n      id\n      creatorClaims(first: $first, after: $after, last: $last, before: $before) {\n        edges {\n          cursor\n          node {\n            id\n            tenantId\n            creatorId\n            creatorName\n            state\n            evidence\n            createdAt\n            decidedAt\n            __typename\n          }\n          __typename\n        }\n        pageInfo {\n          hasNextPage\n          hasPreviousPage\n          startCursor\n          endCursor\n          __typename\n        }\n        __typename\n      }\n      __typename\n    }\n    __typename\n  }\n}",
  '57d668da019584b193a220be5eb19edfd1e6b0c30d489378417f34b686ca8f0d',
);

export const CreatorClaimCreateDocument = document<CreatorClaimCreateMutation, CreatorClaimCreateMutationVariables>(
  "mutation CreatorClaimCreate($input: CreatorClaimCreateInput!) {\n  creatorClaimCreate(input: $input) {\n    claim {\n      id\n      state\n      __typename\n    }\n    userErrors {\n      message\n      field\n      code\n      __typename\n    }\n    __typename\n  }\n}",
  '60c384912cb9b8378cc54338dcce5656c93517b95ed97472ec1ba3d857a68344',
);