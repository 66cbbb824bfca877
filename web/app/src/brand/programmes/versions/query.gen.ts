/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type * as Graph from '@/graph/schema.gen';

import { document } from '@/graph/document';
/** What of a period's totals is measured. */
export type Measure =
  | 'AMOUNT'
  | 'SALES';

/** How long totals run, in calendar months (UTC). */
export type Period =
  | 'MONTH'
  | 'QUARTER'
  | 'YEAR';

/** Codes of TermsWithdrawUserError. */
export type TermsWithdrawErrorCode =
  /** See the message: BEGUN. */
  | 'BEGUN'
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** Any other refusal; the message says why. */
  | 'REFUSED';

/** Which version of terms to take back. */
export type TermsWithdrawInput = {
  termsId: string;
};

export type TermsWithdrawMutationVariables = Exact<{
  input: Graph.TermsWithdrawInput;
}>;


export type TermsWithdrawMutation = { termsWithdraw: { terms: { id: string, version: number, effectiveFrom: string, createdAt: string, withdrawnAt: string | null, period: Graph.Period, capPerOrderMinor: string | null, capPerPeriodMinor: string | null, bonuses: Array<{ name: string, measure: Graph.Measure, goal: string, minor: string }>, group: { id: string, name: string } | null, rules: Array<{ id: string, position: number, name: string, predicate: unknown, reward: unknown, recurring: unknown }> } | null, userErrors: Array<{ message: string, field: Array<string> | null, code: Graph.TermsWithdrawErrorCode }> } };

export const TermsWithdrawDocument = document<TermsWithdrawMutation, TermsWithdrawMutationVariables>(
  "mutation TermsWithdraw($input: TermsWithdrawInput!) {\n  termsWithdraw(input: $input) {\n    terms {\n      ...TermsParts\n      __typename\n    }\n    userErrors {\n      message\n      field\n      code\n      __typename\n    }\n    __typename\n  }\n}\nfragment TermsParts on Terms {\n  id\n  version\n  effectiveFrom\n  createdAt\n  withdrawnAt\n  period\n  capPerOrderMinor\n  capPerPeriodMinor\n  bonuses {\n    name\n    measure\n    goal\n    minor\n    __typename\n  }\n  group {\n    id\n    name\n    __typename\n  }\n  rules {\n    id\n    position\n    name\n    predicate\n    reward\n    recurring\n    __typename\n  }\n  __typename\n}",
  '3afcd7e201331b469cc20e9a89f99833e3c40eb0eec0df4e7b8323720d07acea',
);