/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type * as Graph from '@/graph/schema.gen';

import { document } from '@/graph/document';
/** Whom a programme pays. */
export type Audience =
  | 'AFFILIATES'
  | 'CREATORS';

/** Where an affiliate stands in a programme. */
export type EnrollmentState =
  | 'ACTIVE'
  | 'APPLIED'
  | 'BANNED'
  | 'INVITED'
  | 'LEFT'
  | 'REJECTED'
  | 'SUSPENDED';

/** What of a period's totals is measured. */
export type Measure =
  | 'AMOUNT'
  | 'SALES';

/** How long totals run, in calendar months (UTC). */
export type Period =
  | 'MONTH'
  | 'QUARTER'
  | 'YEAR';

/** Codes of ProgramCreateUserError. */
export type ProgramCreateErrorCode =
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** See the message: INVALID_HOLD_DAYS. */
  | 'INVALID_HOLD_DAYS'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** See the message: INVALID_NAME. */
  | 'INVALID_NAME'
  /** See the message: INVALID_PAYOUT_MINIMUM. */
  | 'INVALID_PAYOUT_MINIMUM'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** Any other refusal; the message says why. */
  | 'REFUSED'
  /** See the message: UNKNOWN_CURRENCY. */
  | 'UNKNOWN_CURRENCY';

/** A new programme. */
export type ProgramCreateInput = {
  /** AFFILIATES unless given. One programme for CREATORS in each currency. */
  audience?: Audience | null | undefined;
  /** ISO 4217. */
  currency: string;
  /** 0 to 365; 30 unless given. */
  holdDays?: number | null | undefined;
  name: string;
  /** The smallest payout in minor units; 0 unless given. */
  payoutMinimumMinor?: string | null | undefined;
  /** Whether an affiliate may ask to be paid at any time; not unless given. */
  payoutOnDemand?: boolean | null | undefined;
};

/** Codes of ProgramUpdateUserError. */
export type ProgramUpdateErrorCode =
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** See the message: INVALID_NAME. */
  | 'INVALID_NAME'
  /** See the message: INVALID_PAYOUT_MINIMUM. */
  | 'INVALID_PAYOUT_MINIMUM'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** Any other refusal; the message says why. */
  | 'REFUSED';

/** What to change of a programme; what is left out stays. */
export type ProgramUpdateInput = {
  name?: string | null | undefined;
  /** The smallest payout in minor units. */
  payoutMinimumMinor?: string | null | undefined;
  /** Whether an affiliate may ask to be paid at any time. */
  payoutOnDemand?: boolean | null | undefined;
  programId: string;
};

export type ProgrammePartsFragment = { id: string, name: string, audience: Graph.Audience, currency: string, holdDays: number, payoutOnDemand: boolean, createdAt: string, payoutMinimum: { minor: string, currency: string } };

export type TermsPartsFragment = { id: string, version: number, effectiveFrom: string, createdAt: string, withdrawnAt: string | null, period: Graph.Period, capPerOrderMinor: string | null, capPerPeriodMinor: string | null, bonuses: Array<{ name: string, measure: Graph.Measure, goal: string, minor: string }>, group: { id: string, name: string } | null, rules: Array<{ id: string, position: number, name: string, predicate: unknown, reward: unknown, recurring: unknown }> };

export type GroupPartsFragment = { id: string, name: string, standsDown: boolean, createdAt: string };

export type ProgrammesQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
  last?: number | null | undefined;
  before?: string | null | undefined;
}>;


export type ProgrammesQuery = { programs: { edges: Array<{ cursor: string, node: { id: string, name: string, audience: Graph.Audience, currency: string, holdDays: number, payoutOnDemand: boolean, createdAt: string, currentTerms: { id: string, version: number, effectiveFrom: string, createdAt: string, withdrawnAt: string | null, period: Graph.Period, capPerOrderMinor: string | null, capPerPeriodMinor: string | null, bonuses: Array<{ name: string, measure: Graph.Measure, goal: string, minor: string }>, group: { id: string, name: string } | null, rules: Array<{ id: string, position: number, name: string, predicate: unknown, reward: unknown, recurring: unknown }> } | null, payoutMinimum: { minor: string, currency: string } } }>, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null } } };

export type ProgrammeQueryVariables = Exact<{
  id: string;
}>;


export type ProgrammeQuery = { node:
    | { id: string, name: string, audience: Graph.Audience, currency: string, holdDays: number, payoutOnDemand: boolean, createdAt: string, terms: { nodes: Array<{ id: string, version: number, effectiveFrom: string, createdAt: string, withdrawnAt: string | null, period: Graph.Period, capPerOrderMinor: string | null, capPerPeriodMinor: string | null, bonuses: Array<{ name: string, measure: Graph.Measure, goal: string, minor: string }>, group: { id: string, name: string } | null, rules: Array<{ id: string, position: number, name: string, predicate: unknown, reward: unknown, recurring: unknown }> }> }, groups: { nodes: Array<{ id: string, name: string, standsDown: boolean, createdAt: string }> }, payoutMinimum: { minor: string, currency: string } }
    | Record<PropertyKey, never>
   | null, enrollments: { nodes: Array<{ id: string, state: Graph.EnrollmentState }>, pageInfo: { hasNextPage: boolean } } };

export type ProgramCreateMutationVariables = Exact<{
  input: Graph.ProgramCreateInput;
}>;


export type ProgramCreateMutation = { programCreate: { program: { id: string, name: string, audience: Graph.Audience, currency: string, holdDays: number, payoutOnDemand: boolean, createdAt: string, payoutMinimum: { minor: string, currency: string } } | null, userErrors: Array<{ message: string, field: Array<string> | null, code: Graph.ProgramCreateErrorCode }> } };

export type ProgramUpdateMutationVariables = Exact<{
  input: Graph.ProgramUpdateInput;
}>;


export type ProgramUpdateMutation = { programUpdate: { program: { id: string, name: string, audience: Graph.Audience, currency: string, holdDays: number, payoutOnDemand: boolean, createdAt: string, payoutMinimum: { minor: string, currency: string } } | null, userErrors: Array<{ message: string, field: Array<string> | null, code: Graph.ProgramUpdateErrorCode }> } };

export const ProgrammesDocument = document<ProgrammesQuery, ProgrammesQueryVariables>(
  "query Programmes($first: Int, $after: String, $last: Int, $before: String) {\n  programs(first: $first, after: $after, last: $last, before: $before) {\n    edges {\n      cursor\n      node {\n        ...ProgrammeParts\n        currentTerms {\n          ...TermsParts\n          __typename\n        }\n        __typename\n      }\n      __typename\n    }\n    pageInfo {\n      hasNextPage\n      hasPreviousPage\n      startCursor\n      endCursor\n      __typename\n    }\n    __typename\n  }\n}\nfragment ProgrammeParts on Program {\n  id\n  name\n  audience\n  currency\n  holdDays\n  payoutOnDemand\n  createdAt\n  payoutMinimum {\n    minor\n    currency\n    __typename\n  }\n  __typename\n}\nfragment TermsParts on Terms {\n  id\n  version\n  effectiveFrom\n  createdAt\n  withdrawnAt\n  period\n  capPerOrderMinor\n  capPerPeriodMinor\n  bonuses {\n    name\n    measure\n    goal\n    minor\n    __typename\n  }\n  group {\n    id\n    name\n    __typename\n  }\n  rules {\n    id\n    position\n    name\n    predicate\n    reward\n    recurring\n    __typename\n  }\n  __typename\n}",
  '49a8baaa9e9296259a7e645a0c0f4fe4ed9ea7fba4b5aedf8f4ab9baf9bd1d4a',
);

export const ProgrammeDocument = document<ProgrammeQuery, ProgrammeQueryVariables>(
  "query Programme($id: ID!) {\n  node(id: $id) {\n    ... on Program {\n      ...ProgrammeParts\n      terms(first: 100) {\n        nodes {\n          ...TermsParts\n          __typename\n        }\n        __typename\n      }\n      groups(first: 100) {\n        nodes {\n          ...GroupParts\n          __typename\n        }\n        __typename\n      }\n      __typename\n    }\n    __typename\n  }\n  enrollments(first: 100, programId: $id) {\n    nodes {\n      id\n      state\n      __typename\n    }\n    pageInfo {\n      hasNextPage\n      __typename\n    }\n    __typename\n  }\n}\nfragment GroupParts on Group {\n  id\n  name\n  standsDown\n  createdAt\n  __typename\n}\nfragment ProgrammeParts on Program {\n  id\n  name\n  audience\n  currency\n  holdDays\n  payoutOnDemand\n  createdAt\n  payoutMinimum {\n    minor\n    currency\n    __typename\n  }\n  __typename\n}\nfragment TermsParts on Terms {\n  id\n  version\n  effectiveFrom\n  createdAt\n  withdrawnAt\n  period\n  capPerOrderMinor\n  capPerPeriodMinor\n  bonuses {\n    name\n    measure\n    goal\n    minor\n    __typename\n  }\n  group {\n    id\n    name\n    __typename\n  }\n  rules {\n    id\n    position\n    name\n    predicate\n    reward\n    recurring\n    __typename\n  }\n  __typename\n}",
  '9a835e1ad22ef8b8ef4aff093b1a343884ce198f9b9a5ae13c37783462d10bff',
);

export const ProgramCreateDocument = document<ProgramCreateMutation, ProgramCreateMutationVariables>(
  "mutation ProgramCreate($input: ProgramCreateInput!) {\n  programCreate(input: $input) {\n    program {\n      ...ProgrammeParts\n      __typename\n    }\n    userErrors {\n      message\n      field\n      code\n      __typename\n    }\n    __typename\n  }\n}\nfragment ProgrammeParts on Program {\n  id\n  name\n  audience\n  currency\n  holdDays\n  payoutOnDemand\n  createdAt\n  payoutMinimum {\n    minor\n    currency\n    __typename\n  }\n  __typename\n}",
  'a1a8e53684863ae8014930c8efd44b2140710086a4d533aa5cd48e465dc9cbd9',
);

export const ProgramUpdateDocument = document<ProgramUpdateMutation, ProgramUpdateMutationVariables>(
  "mutation ProgramUpdate($input: ProgramUpdateInput!) {\n  programUpdate(input: $input) {\n    program {\n      ...ProgrammeParts\n      __typename\n    }\n    userErrors {\n      message\n      field\n      code\n      __typename\n    }\n    __typename\n  }\n}\nfragment ProgrammeParts on Program {\n  id\n  name\n  audience\n  currency\n  holdDays\n  payoutOnDemand\n  createdAt\n  payoutMinimum {\n    minor\n    currency\n    __typename\n  }\n  __typename\n}",
  '6c54b991b65a25e6c812d675afcce47be14c3569c177257bcc258496ef4934e6',
);