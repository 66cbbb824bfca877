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
  | 'EXACTLY_ONE'
  /** See the message: INPUT_INVALID. */
  | 'INPUT_INVALID'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  | 'MOMENT_UNKNOWN'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** Any other refusal; the message says why. */
  | 'REFUSED';

/** A claim by the affiliate who asks. */
export type CreatorClaimCreateInput = {
  creatorId?: string | null | undefined;
  /** What proves it, 1 to 2,000 characters. */
  evidence: string;
  moment?: string | null | undefined;
};

export type CreatorClaimCreateMutationVariables = Exact<{
  input: Graph.CreatorClaimCreateInput;
}>;


export type CreatorClaimCreateMutation = { creatorClaimCreate: { claim: { id: string, state: Graph.ClaimState } | null, userErrors: Array<{ message: string, field: Array<string> | null, code: Graph.CreatorClaimCreateErrorCode }> } };

export const CreatorClaimCreateDocument = document<CreatorClaimCreateMutation, CreatorClaimCreateMutationVariables>(
  "mutation CreatorClaimCreate($input: CreatorClaimCreateInput!) {\n  creatorClaimCreate(input: $input) {\n    claim {\n      id\n      state\n      __typename\n    }\n    userErrors {\n      message\n      field\n      code\n      __typename\n    }\n    __typename\n  }\n}",
  '60c384912cb9b8378cc54338dcce5656c93517b95ed97472ec1ba3d857a68344',
);