/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type * as Graph from '@/graph/schema.gen';

import { document } from '@/graph/document';
/** What happened at the brand. */
export type ConversionKind =
  | 'LEAD'
  | 'SALE';

/** Where a conversion stands. */
export type ConversionState =
  | 'ATTRIBUTED'
  | 'PARTIALLY_REVERSED'
  | 'RECORDED'
  | 'REVERSED'
  | 'UNATTRIBUTED';

export type MomentSalesQueryVariables = Exact<{
  id: string;
}>;


export type MomentSalesQuery = { node:
    | { id: string, conversions: { nodes: Array<{ id: string, kind: Graph.ConversionKind, externalId: string, state: Graph.ConversionState, occurredAt: string, amount: { minor: string, currency: string } }>, pageInfo: { hasNextPage: boolean } } }
    | Record<PropertyKey, never>
   | null };

export const MomentSalesDocument = document<MomentSalesQuery, MomentSalesQueryVariables>(
  "query MomentSales($id: ID!) {\n  node(id: $id) {\n    ... on Moment {\n      id\n      conversions(first: 10) {\n        nodes {\n          id\n          kind\n          externalId\n          state\n          occurredAt\n          amount {\n            minor\n            currency\n            __typename\n          }\n          __typename\n        }\n        pageInfo {\n          hasNextPage\n          __typename\n        }\n        __typename\n      }\n      __typename\n    }\n    __typename\n  }\n}",
  '02584c427981d3f51608c641472323bfa0716332fcad37e9b55ef91198b3b384',
);