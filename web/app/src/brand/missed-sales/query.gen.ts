/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type * as Graph from '@/graph/schema.gen';

import { document } from '@/graph/document';
/** Where a conversion stands. */
export type ConversionState =
  | 'ATTRIBUTED'
  | 'PARTIALLY_REVERSED'
  | 'RECORDED'
  | 'REVERSED'
  | 'UNATTRIBUTED';

/** Codes of MissedSaleAcceptUserError. */
export type MissedSaleAcceptErrorCode =
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** See the message: NOT_A_SALE. */
  | 'NOT_A_SALE'
  /** See the message: NOT_CREDITED. */
  | 'NOT_CREDITED'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** Any other refusal; the message says why. */
  | 'REFUSED'
  /** See the message: WRONG_STATE. */
  | 'WRONG_STATE';

/** A missed sale that is found. */
export type MissedSaleAcceptInput = {
  /** The sale it is. */
  conversionId: string;
  missedSaleId: string;
};

/** Which missed sales. */
export type MissedSaleFilter = {
  enrollmentId?: string | null | undefined;
  /** The order reference begins with this; capitals do not count. At most 100 characters. */
  search?: string | null | undefined;
  state?: MissedSaleState | null | undefined;
};

/** Codes of MissedSaleRejectUserError. */
export type MissedSaleRejectErrorCode =
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** See the message: INPUT_INVALID. */
  | 'INPUT_INVALID'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** Any other refusal; the message says why. */
  | 'REFUSED'
  /** See the message: WRONG_STATE. */
  | 'WRONG_STATE';

/** A missed sale that is turned down. */
export type MissedSaleRejectInput = {
  missedSaleId: string;
  /** What the affiliate is told, 1 to 500 characters. */
  reason: string;
};

/**
 * Where a sale that an affiliate misses stands: it waits for the brand; it is found and pays them; the brand says why not;
 * they have taken it back.
 */
export type MissedSaleState =
  | 'ACCEPTED'
  | 'REJECTED'
  | 'REPORTED'
  | 'WITHDRAWN';

export type MissedSalesQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
  last?: number | null | undefined;
  before?: string | null | undefined;
  filter?: Graph.MissedSaleFilter | null | undefined;
}>;


export type MissedSalesQuery = { missedSales: { edges: Array<{ cursor: string, node: { id: string, state: Graph.MissedSaleState, orderReference: string | null, occurredOn: string, createdAt: string, decidedAt: string | null, reason: string | null, amount: { minor: string, currency: string } | null, enrollment: { id: string, name: string, program: { id: string, name: string } }, conversion: { id: string, externalId: string } | null } }>, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null } } };

export type MissedSaleDecisionFragment = { id: string, state: Graph.MissedSaleState, reason: string | null, decidedAt: string | null, conversion: { id: string, externalId: string, occurredAt: string, amount: { minor: string, currency: string } } | null };

export type MissedSaleQueryVariables = Exact<{
  id: string;
}>;


export type MissedSaleQuery = { node:
    | { orderReference: string | null, occurredOn: string, evidence: string, createdAt: string, id: string, state: Graph.MissedSaleState, reason: string | null, decidedAt: string | null, amount: { minor: string, currency: string } | null, enrollment: { id: string, name: string, email: string, payee: { id: string } | null, program: { id: string, name: string } }, candidates: Array<{ id: string, externalId: string, state: Graph.ConversionState, occurredAt: string, amount: { minor: string, currency: string }, attribution: { id: string, credits: Array<{ payee: { id: string }, amount: { minor: string, currency: string } }> } | null }>, conversion: { id: string, externalId: string, occurredAt: string, amount: { minor: string, currency: string } } | null }
    | Record<PropertyKey, never>
   | null };

export type MissedSaleAcceptMutationVariables = Exact<{
  input: Graph.MissedSaleAcceptInput;
}>;


export type MissedSaleAcceptMutation = { missedSaleAccept: { missedSale: { id: string, state: Graph.MissedSaleState, reason: string | null, decidedAt: string | null, conversion: { id: string, externalId: string, occurredAt: string, amount: { minor: string, currency: string } } | null } | null, userErrors: Array<{ message: string, field: Array<string> | null, code: Graph.MissedSaleAcceptErrorCode }> } };

export type MissedSaleRejectMutationVariables = Exact<{
  input: Graph.MissedSaleRejectInput;
}>;


export type MissedSaleRejectMutation = { missedSaleReject: { missedSale: { id: string, state: Graph.MissedSaleState, reason: string | null, decidedAt: string | null, conversion: { id: string, externalId: string, occurredAt: string, amount: { minor: string, currency: string } } | null } | null, userErrors: Array<{ message: string, field: Array<string> | null, code: Graph.MissedSaleRejectErrorCode }> } };

export const MissedSalesDocument = document<MissedSalesQuery, MissedSalesQueryVariables>(
  "query MissedSales($first: Int, $after: String, $last: Int, $before: String, $filter: MissedSaleFilter) {\n  missedSales(\n    first: $first\n    after: $after\n    last: $last\n    before: $before\n    filter: $filter\n  ) {\n    edges {\n      cursor\n      node {\n        id\n        state\n        orderReference\n        occurredOn\n        createdAt\n        decidedAt\n        reason\n        amount {\n          minor\n          currency\n          __typename\n        }\n        enrollment {\n          id\n          name\n          program {\n            id\n            name\n            __typename\n          }\n          __typename\n        }\n        conversion {\n          id\n          externalId\n          __typename\n        }\n        __typename\n      }\n      __typename\n    }\n    pageInfo {\n      hasNextPage\n      hasPreviousPage\n      startCursor\n      endCursor\n      __typename\n    }\n    __typename\n  }\n}",
  '9d5bf9544bf8f867d791ccf24e8c3c23722c2188665e4ba52f62b72228eed1ed',
);

export const MissedSaleDocument = document<MissedSaleQuery, MissedSaleQueryVariables>(
  "query MissedSale($id: ID!) {\n  node(id: $id) {\n    ... on MissedSale {\n      ...MissedSaleDecision\n      orderReference\n      occurredOn\n      evidence\n      createdAt\n      amount {\n        minor\n        currency\n        __typename\n      }\n      enrollment {\n        id\n        name\n        email\n        payee {\n          id\n          __typename\n        }\n        program {\n          id\n          name\n          __typename\n        }\n        __typename\n      }\n      candidates {\n        id\n        externalId\n        state\n        occurredAt\n        amount {\n          minor\n          currency\n          __typename\n        }\n        attribution {\n          id\n          credits {\n            payee {\n              id\n              __typename\n            }\n            amount {\n              minor\n              currency\n              __typename\n            }\n            __typename\n          }\n          __typename\n        }\n        __typename\n      }\n      __typename\n    }\n    __typename\n  }\n}\nfragment MissedSaleDecision on MissedSale {\n  id\n  state\n  reason\n  decidedAt\n  conversion {\n    id\n    externalId\n    occurredAt\n    amount {\n      minor\n      currency\n      __typename\n    }\n    __typename\n  }\n  __typename\n}",
  '5205eb0df1c28d3647fdae7982f6aadbb2b8b94dd508cbec8e348542aea31d11',
);

export const MissedSaleAcceptDocument = document<MissedSaleAcceptMutation, MissedSaleAcceptMutationVariables>(
  "mutation MissedSaleAccept($input: MissedSaleAcceptInput!) {\n  missedSaleAccept(input: $input) {\n    missedSale {\n      ...MissedSaleDecision\n      __typename\n    }\n    userErrors {\n      message\n      field\n      code\n      __typename\n    }\n    __typename\n  }\n}\nfragment MissedSaleDecision on MissedSale {\n  id\n  state\n  reason\n  decidedAt\n  conversion {\n    id\n    externalId\n    occurredAt\n    amount {\n      minor\n      currency\n      __typename\n    }\n    __typename\n  }\n  __typename\n}",
  '8d3c5adff9287626b6e3aee449c2bbd708ab439714bf768c7e970482ffc36885',
);

export const MissedSaleRejectDocument = document<MissedSaleRejectMutation, MissedSaleRejectMutationVariables>(
  "mutation MissedSaleReject($input: MissedSaleRejectInput!) {\n  missedSaleReject(input: $input) {\n    missedSale {\n      ...MissedSaleDecision\n      __typename\n    }\n    userErrors {\n      message\n      field\n      code\n      __typename\n    }\n    __typename\n  }\n}\nfragment MissedSaleDecision on MissedSale {\n  id\n  state\n  reason\n  decidedAt\n  conversion {\n    id\n    externalId\n    occurredAt\n    amount {\n      minor\n      currency\n      __typename\n    }\n    __typename\n  }\n  __typename\n}",
  '44c891ad7136824b47bc2ff335dfd0aafd72c2a03267575ca7dad7727514bee5',
);