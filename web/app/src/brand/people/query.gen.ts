/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type * as Graph from '@/graph/schema.gen';

import { document } from '@/graph/document';
/** Codes of CreatorEraseUserError. */
export type CreatorEraseErrorCode =
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** Any other refusal; the message says why. */
  | 'REFUSED';

/** A creator to erase. */
export type CreatorEraseInput = {
  creatorId: string;
};

/** Codes of CustomerEraseUserError. */
export type CustomerEraseErrorCode =
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** Any other refusal; the message says why. */
  | 'REFUSED';

/** A customer to erase. */
export type CustomerEraseInput = {
  /** The brand's own key of them. */
  customer: string;
};

export type CreatorDataQueryVariables = Exact<{
  id: string;
}>;


export type CreatorDataQuery = { creatorData: unknown };

export type CustomerDataQueryVariables = Exact<{
  customer: string;
}>;


export type CustomerDataQuery = { customerData: unknown };

export type CreatorEraseMutationVariables = Exact<{
  input: Graph.CreatorEraseInput;
}>;


export type CreatorEraseMutation = { creatorErase: { moments: number | null, creator: { id: string, name: string } | null, userErrors: Array<{ message: string, field: Array<string> | null, code: Graph.CreatorEraseErrorCode }> } };

export type CustomerEraseMutationVariables = Exact<{
  input: Graph.CustomerEraseInput;
}>;


export type CustomerEraseMutation = { customerErase: { erased: boolean | null, userErrors: Array<{ message: string, field: Array<string> | null, code: Graph.CustomerEraseErrorCode }> } };

export const CreatorDataDocument = document<CreatorDataQuery, CreatorDataQueryVariables>(
  "query CreatorData($id: ID!) {\n  creatorData(creatorId: $id)\n}",
  'd8bdc20b28c0c15957e7b7178704093eb0181968191a89fb8f0ae50df7e639fa',
);

export const CustomerDataDocument = document<CustomerDataQuery, CustomerDataQueryVariables>(
  "query CustomerData($customer: String!) {\n  customerData(customer: $customer)\n}",
  '1d086aa4ea8b37601236fc3f1f26ebaab9966e2a08195e751cd875ec59f9681a',
);

export const CreatorEraseDocument = document<CreatorEraseMutation, CreatorEraseMutationVariables>(
  "mutation CreatorErase($input: CreatorEraseInput!) {\n  creatorErase(input: $input) {\n    creator {\n      id\n      name\n      __typename\n    }\n    moments\n    userErrors {\n      message\n      field\n      code\n      __typename\n    }\n    __typename\n  }\n}",
  'c314e1d211ad3778a5d90f7ad31754bd4a0cdf367e2c7324449ae7411fc54fdc',
);

export const CustomerEraseDocument = document<CustomerEraseMutation, CustomerEraseMutationVariables>(
  "mutation CustomerErase($input: CustomerEraseInput!) {\n  customerErase(input: $input) {\n    erased\n    userErrors {\n      message\n      field\n      code\n      __typename\n    }\n    __typename\n  }\n}",
  '09eb60a7b197f66b61d4d7a1feca04d12a0d2181ba1f02ed23a2414fa67aa4a4',
);