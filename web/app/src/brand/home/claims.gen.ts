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

/** Codes of CreatorClaimApproveUserError. */
export type CreatorClaimApproveErrorCode =
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** Any other refusal; the message says why. */
  | 'REFUSED'
  /** See the message: WRONG_STATE. */
  | 'WRONG_STATE';

/** A claim to decide. */
export type CreatorClaimDecideInput = {
  claimId: string;
};

/** Codes of CreatorClaimRejectUserError. */
export type CreatorClaimRejectErrorCode =
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** Any other refusal; the message says why. */
  | 'REFUSED'
  /** See the message: WRONG_STATE. */
  | 'WRONG_STATE';

export type ClaimApproveMutationVariables = Exact<{
  input: Graph.CreatorClaimDecideInput;
}>;


export type ClaimApproveMutation = { creatorClaimApprove: { claim: { id: string, state: Graph.ClaimState } | null, userErrors: Array<{ message: string, field: Array<string> | null, code: Graph.CreatorClaimApproveErrorCode }> } };

export type ClaimRejectMutationVariables = Exact<{
  input: Graph.CreatorClaimDecideInput;
}>;


export type ClaimRejectMutation = { creatorClaimReject: { claim: { id: string, state: Graph.ClaimState } | null, userErrors: Array<{ message: string, field: Array<string> | null, code: Graph.CreatorClaimRejectErrorCode }> } };

export const ClaimApproveDocument = document<ClaimApproveMutation, ClaimApproveMutationVariables>(
  "mutation ClaimApprove($input: CreatorClaimDecideInput!) {\n  creatorClaimApprove(input: $input) {\n    claim {\n      id\n      state\n      __typename\n    }\n    userErrors {\n      message\n      field\n      code\n      __typename\n    }\n    __typename\n  }\n}",
  '04c70e2ef1214f100cb9491ca00c9cf0f84ba9cd2b2faa2de924b99d2644c579',
);

export const ClaimRejectDocument = document<ClaimRejectMutation, ClaimRejectMutationVariables>(
  "mutation ClaimReject($input: CreatorClaimDecideInput!) {\n  creatorClaimReject(input: $input) {\n    claim {\n      id\n      state\n      __typename\n    }\n    userErrors {\n      message\n      field\n      code\n      __typename\n    }\n    __typename\n  }\n}",
  '866b7819082fd687c7dfeb7e211402aa2e914552a97248638c58c95fc9b66fc3',
);