/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type * as Graph from '@/graph/schema.gen';

import { document } from '@/graph/document';
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

/** Codes of MissedSaleReportUserError. */
export type MissedSaleReportErrorCode =
  /** See the message: ALREADY_REPORTED. */
  | 'ALREADY_REPORTED'
  /** See the message: AMOUNT_INVALID. */
  | 'AMOUNT_INVALID'
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** See the message: DATE_INVALID. */
  | 'DATE_INVALID'
  /** See the message: ENROLLMENT_NOT_ACTIVE. */
  | 'ENROLLMENT_NOT_ACTIVE'
  /** See the message: INPUT_INVALID. */
  | 'INPUT_INVALID'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** Any other refusal; the message says why. */
  | 'REFUSED'
  /** See the message: TOO_MANY_OPEN. */
  | 'TOO_MANY_OPEN'
  /** See the message: UNKNOWN_CURRENCY. */
  | 'UNKNOWN_CURRENCY';

/** A sale that is missing. */
export type MissedSaleReportInput = {
  /** About how much, in minor units. */
  amountMinor?: string | null | undefined;
  /** What was paid in; with the amount. */
  currency?: string | null | undefined;
  /** The programme it belongs to. */
  enrollmentId: string;
  /** What shows it, 1 to 2,000 characters. */
  evidence: string;
  /** The day, `2026-03-02`; at most a year ago. */
  occurredOn: string;
  /** What the buyer was told, 1 to 200 characters. */
  orderReference?: string | null | undefined;
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

/** Codes of MissedSaleWithdrawUserError. */
export type MissedSaleWithdrawErrorCode =
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

/** A missed sale to take back. */
export type MissedSaleWithdrawInput = {
  missedSaleId: string;
};

export type MissedSalePartsFragment = { id: string, tenantId: string, enrollmentId: string, state: Graph.MissedSaleState, orderReference: string | null, occurredOn: string, evidence: string, reason: string | null, createdAt: string, decidedAt: string | null, amount: { minor: string, currency: string } | null, commissions: Array<{ id: string, createdAt: string, maturesAt: string, amount: { minor: string, currency: string }, standing: { phase: Graph.EarningsPhase } }> };

export type PortalMissedSalesQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
  last?: number | null | undefined;
  before?: string | null | undefined;
}>;


export type PortalMissedSalesQuery = { viewer: { affiliate: { id: string, missedSales: { edges: Array<{ cursor: string, node: { id: string, tenantId: string, enrollmentId: string, state: Graph.MissedSaleState, orderReference: string | null, occurredOn: string, evidence: string, reason: string | null, createdAt: string, decidedAt: string | null, amount: { minor: string, currency: string } | null, commissions: Array<{ id: string, createdAt: string, maturesAt: string, amount: { minor: string, currency: string }, standing: { phase: Graph.EarningsPhase } }> } }>, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null } } } | null } };

export type MissedSaleReportMutationVariables = Exact<{
  input: Graph.MissedSaleReportInput;
}>;


export type MissedSaleReportMutation = { missedSaleReport: { missedSale: { id: string, tenantId: string, enrollmentId: string, state: Graph.MissedSaleState, orderReference: string | null, occurredOn: string, evidence: string, reason: string | null, createdAt: string, decidedAt: string | null, amount: { minor: string, currency: string } | null, commissions: Array<{ id: string, createdAt: string, maturesAt: string, amount: { minor: string, currency: string }, standing: { phase: Graph.EarningsPhase } }> } | null, userErrors: Array<{ message: string, field: Array<string> | null, code: Graph.MissedSaleReportErrorCode }> } };

export type MissedSaleWithdrawMutationVariables = Exact<{
  input: Graph.MissedSaleWithdrawInput;
}>;


export type MissedSaleWithdrawMutation = { missedSaleWithdraw: { missedSale: { id: string, tenantId: string, enrollmentId: string, state: Graph.MissedSaleState, orderReference: string | null, occurredOn: string, evidence: string, reason: string | null, createdAt: string, decidedAt: string | null, amount: { minor: string, currency: string } | null, commissions: Array<{ id: string, createdAt: string, maturesAt: string, amount: { minor: string, currency: string }, standing: { phase: Graph.EarningsPhase } }> } | null, userErrors: Array<{ message: string, field: Array<string> | null, code: Graph.MissedSaleWithdrawErrorCode }> } };

export const PortalMissedSalesDocument = document<PortalMissedSalesQuery, PortalMissedSalesQueryVariables>(
  "query PortalMissedSales($first: Int, $after: String, $last: Int, $before: String) {\n  viewer {\n    affiliate {\n      id\n      missedSales(first: $first, after: $after, last: $last, before: $before) {\n        edges {\n          cursor\n          node {\n            ...MissedSaleParts\n            __typename\n          }\n          __typename\n        }\n        pageInfo {\n          hasNextPage\n          hasPreviousPage\n          startCursor\n          endCursor\n          __typename\n        }\n        __typename\n      }\n      __typename\n    }\n    __typename\n  }\n}\nfragment MissedSaleParts on AffiliateMissedSale {\n  id\n  tenantId\n  enrollmentId\n  state\n  orderReference\n  occurredOn\n  evidence\n  reason\n  createdAt\n  decidedAt\n  amount {\n    minor\n    currency\n    __typename\n  }\n  commissions {\n    id\n    createdAt\n    maturesAt\n    amount {\n      minor\n      currency\n      __typename\n    }\n    standing {\n      phase\n      __typename\n    }\n    __typename\n  }\n  __typename\n}",
  'f5ef873bc115c4708dc38ccfcbe0f6d778f2894802274876d84ec5e9b666c16b',
);

export const MissedSaleReportDocument = document<MissedSaleReportMutation, MissedSaleReportMutationVariables>(
  "mutation MissedSaleReport($input: MissedSaleReportInput!) {\n  missedSaleReport(input: $input) {\n    missedSale {\n      ...MissedSaleParts\n      __typename\n    }\n    userErrors {\n      message\n      field\n      code\n      __typename\n    }\n    __typename\n  }\n}\nfragment MissedSaleParts on AffiliateMissedSale {\n  id\n  tenantId\n  enrollmentId\n  state\n  orderReference\n  occurredOn\n  evidence\n  reason\n  createdAt\n  decidedAt\n  amount {\n    minor\n    currency\n    __typename\n  }\n  commissions {\n    id\n    createdAt\n    maturesAt\n    amount {\n      minor\n      currency\n      __typename\n    }\n    standing {\n      phase\n      __typename\n    }\n    __typename\n  }\n  __typename\n}",
  '11fa0c63241c0be88627c56df3ad5f915d72c16c3266fa1c7e9a7ba8dfea39b6',
);

export const MissedSaleWithdrawDocument = document<MissedSaleWithdrawMutation, MissedSaleWithdrawMutationVariables>(
  "mutation MissedSaleWithdraw($input: MissedSaleWithdrawInput!) {\n  missedSaleWithdraw(input: $input) {\n    missedSale {\n      ...MissedSaleParts\n      __typename\n    }\n    userErrors {\n      message\n      field\n      code\n      __typename\n    }\n    __typename\n  }\n}\nfragment MissedSaleParts on AffiliateMissedSale {\n  id\n  tenantId\n  enrollmentId\n  state\n  orderReference\n  occurredOn\n  evidence\n  reason\n  createdAt\n  decidedAt\n  amount {\n    minor\n    currency\n    __typename\n  }\n  commissions {\n    id\n    createdAt\n    maturesAt\n    amount {\n      minor\n      currency\n      __typename\n    }\n    standing {\n      phase\n      __typename\n    }\n    __typename\n  }\n  __typename\n}",
  'a3a04f3ff340013cc2ee6f866d6690d5ba9c46ca476413ab8f49ddd3cee5b870',
);