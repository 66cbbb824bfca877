/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type * as Graph from '@/graph/schema.gen';

import { document } from '@/graph/document';
export type UnmatchedRefundsQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
  last?: number | null | undefined;
  before?: string | null | undefined;
}>;


export type UnmatchedRefundsQuery = { unmatchedRefunds: { edges: Array<{ cursor: string, node: { id: string, externalId: string, customer: string | null, sku: string, quantity: string, reason: string, occurredAt: string, recordedAt: string, amount: { minor: string, currency: string } } }>, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null } } };

export const UnmatchedRefundsDocument = document<UnmatchedRefundsQuery, UnmatchedRefundsQueryVariables>(
  "query UnmatchedRefunds($first: Int, $after: String, $last: Int, $before: String) {\n  unmatchedRefunds(first: $first, after: $after, last: $last, before: $before) {\n    edges {\n      cursor\n      node {\n        id\n        externalId\n        customer\n        sku\n        quantity\n        reason\n        occurredAt\n        recordedAt\n        amount {\n          minor\n          currency\n          __typename\n        }\n        __typename\n      }\n      __typename\n    }\n    pageInfo {\n      hasNextPage\n      hasPreviousPage\n      startCursor\n      endCursor\n      __typename\n    }\n    __typename\n  }\n}",
  '86fe66f0005eefeb19a721de7d6048ef2e3f202e59a3a20118bf5d4e0f585c4f',
);