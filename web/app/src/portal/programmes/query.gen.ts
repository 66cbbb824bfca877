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

/** Codes of EnrollmentAcceptUserError. */
export type EnrollmentAcceptErrorCode =
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** See the message: INVALID_STATE. */
  | 'INVALID_STATE'
  /** See the message: INVITATION_INVALID. */
  | 'INVITATION_INVALID'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** Any other refusal; the message says why. */
  | 'REFUSED';

/** An invitation to accept. */
export type EnrollmentAcceptInput = {
  /** `inv_…` */
  invitation: string;
};

/** Codes of EnrollmentApplyUserError. */
export type EnrollmentApplyErrorCode =
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** See the message: PROGRAM_NOT_OPEN. */
  | 'PROGRAM_NOT_OPEN'
  /** Any other refusal; the message says why. */
  | 'REFUSED';

/** A programme to ask to join. */
export type EnrollmentApplyInput = {
  programId: string;
};

/** An enrollment to do something with. */
export type EnrollmentInput = {
  enrollmentId: string;
};

/** Codes of EnrollmentLeaveUserError. */
export type EnrollmentLeaveErrorCode =
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** See the message: INVALID_STATE. */
  | 'INVALID_STATE'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** Any other refusal; the message says why. */
  | 'REFUSED';

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

export type PortalTermsFragment = { version: number, effectiveFrom: string, period: Graph.Period, capPerOrderMinor: string | null, capPerPeriodMinor: string | null, bonuses: Array<{ name: string, measure: Graph.Measure, goal: string, minor: string }>, rules: Array<{ id: string, name: string, predicate: unknown, reward: unknown, recurring: unknown }> };

export type PortalProgramFragment = { id: string, tenantId: string, name: string, audience: Graph.Audience, currency: string, holdDays: number, payoutOnDemand: boolean, payoutMinimum: { minor: string, currency: string }, terms: { version: number, effectiveFrom: string, period: Graph.Period, capPerOrderMinor: string | null, capPerPeriodMinor: string | null, bonuses: Array<{ name: string, measure: Graph.Measure, goal: string, minor: string }>, rules: Array<{ id: string, name: string, predicate: unknown, reward: unknown, recurring: unknown }> } | null };

export type PortalEnrollmentFragment = { id: string, tenantId: string, programId: string, state: Graph.EnrollmentState, createdAt: string, program: { id: string, tenantId: string, name: string, audience: Graph.Audience, currency: string, holdDays: number, payoutOnDemand: boolean, payoutMinimum: { minor: string, currency: string }, terms: { version: number, effectiveFrom: string, period: Graph.Period, capPerOrderMinor: string | null, capPerPeriodMinor: string | null, bonuses: Array<{ name: string, measure: Graph.Measure, goal: string, minor: string }>, rules: Array<{ id: string, name: string, predicate: unknown, reward: unknown, recurring: unknown }> } | null } | null };

export type PortalEnrollmentsQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
  last?: number | null | undefined;
  before?: string | null | undefined;
}>;


export type PortalEnrollmentsQuery = { viewer: { affiliate: { id: string, enrollments: { edges: Array<{ cursor: string, node: { id: string, tenantId: string, programId: string, state: Graph.EnrollmentState, createdAt: string, program: { id: string, tenantId: string, name: string, audience: Graph.Audience, currency: string, holdDays: number, payoutOnDemand: boolean, payoutMinimum: { minor: string, currency: string }, terms: { version: number, effectiveFrom: string, period: Graph.Period, capPerOrderMinor: string | null, capPerPeriodMinor: string | null, bonuses: Array<{ name: string, measure: Graph.Measure, goal: string, minor: string }>, rules: Array<{ id: string, name: string, predicate: unknown, reward: unknown, recurring: unknown }> } | null } | null } }>, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null } } } | null } };

export type PortalProgramsQueryVariables = Exact<{ [key: string]: never; }>;


export type PortalProgramsQuery = { viewer: { affiliate: { id: string, programs: Array<{ id: string, tenantId: string, name: string, audience: Graph.Audience, currency: string, holdDays: number, payoutOnDemand: boolean, payoutMinimum: { minor: string, currency: string }, terms: { version: number, effectiveFrom: string, period: Graph.Period, capPerOrderMinor: string | null, capPerPeriodMinor: string | null, bonuses: Array<{ name: string, measure: Graph.Measure, goal: string, minor: string }>, rules: Array<{ id: string, name: string, predicate: unknown, reward: unknown, recurring: unknown }> } | null }> } | null } };

export type ProgramOfferQueryVariables = Exact<{
  programId: string;
}>;


export type ProgramOfferQuery = { viewer: { affiliate: { id: string, programs: Array<{ id: string }>, programOffer: { tenantName: string, open: boolean, program: { id: string, tenantId: string, name: string, audience: Graph.Audience, currency: string, holdDays: number, payoutOnDemand: boolean, terms: { hasBudget: boolean, version: number, effectiveFrom: string, period: Graph.Period, capPerOrderMinor: string | null, capPerPeriodMinor: string | null, upcoming: Array<{ version: number, effectiveFrom: string, period: Graph.Period, capPerOrderMinor: string | null, capPerPeriodMinor: string | null, bonuses: Array<{ name: string, measure: Graph.Measure, goal: string, minor: string }>, rules: Array<{ id: string, name: string, predicate: unknown, reward: unknown, recurring: unknown }> }>, bonuses: Array<{ name: string, measure: Graph.Measure, goal: string, minor: string }>, rules: Array<{ id: string, name: string, predicate: unknown, reward: unknown, recurring: unknown }> } | null, payoutMinimum: { minor: string, currency: string } }, enrollment: { id: string, state: Graph.EnrollmentState, createdAt: string } | null } | null } | null } };

export type EnrollmentAcceptMutationVariables = Exact<{
  input: Graph.EnrollmentAcceptInput;
}>;


export type EnrollmentAcceptMutation = { enrollmentAccept: { enrollment: { id: string, tenantId: string, programId: string, state: Graph.EnrollmentState, createdAt: string } | null, userErrors: Array<{ message: string, field: Array<string> | null, code: Graph.EnrollmentAcceptErrorCode }> } };

export type EnrollmentApplyMutationVariables = Exact<{
  input: Graph.EnrollmentApplyInput;
}>;


export type EnrollmentApplyMutation = { enrollmentApply: { enrollment: { id: string, tenantId: string, programId: string, state: Graph.EnrollmentState, createdAt: string } | null, userErrors: Array<{ message: string, field: Array<string> | null, code: Graph.EnrollmentApplyErrorCode }> } };

export type EnrollmentLeaveMutationVariables = Exact<{
  input: Graph.EnrollmentInput;
}>;


export type EnrollmentLeaveMutation = { enrollmentLeave: { enrollment: { id: string, state: Graph.EnrollmentState } | null, userErrors: Array<{ message: string, field: Array<string> | null, code: Graph.EnrollmentLeaveErrorCode }> } };

export const PortalEnrollmentsDocument = document<PortalEnrollmentsQuery, PortalEnrollmentsQueryVariables>(
  "query PortalEnrollments($first: Int, $after: String, $last: Int, $before: String) {\n  viewer {\n    affiliate {\n      id\n      enrollments(first: $first, after: $after, last: $last, before: $before) {\n        edges {\n          cursor\n          node {\n            ...PortalEnrollment\n            __typename\n          }\n          __typename\n        }\n        pageInfo {\n          hasNextPage\n          hasPreviousPage\n          startCursor\n          endCursor\n          __typename\n        }\n        __typename\n      }\n      __typename\n    }\n    __typename\n  }\n}\nfragment PortalEnrollment on AffiliateEnrollment {\n  id\n  tenantId\n  programId\n  state\n  createdAt\n  program {\n    ...PortalProgram\n    __typename\n  }\n  __typename\n}\nfragment PortalProgram on AffiliateProgram {\n  id\n  tenantId\n  name\n  audience\n  currency\n  holdDays\n  payoutOnDemand\n  payoutMinimum {\n    minor\n    currency\n    __typename\n  }\n  terms {\n    ...PortalTerms\n    __typename\n  }\n  __typename\n}\nfragment PortalTerms on ProgramTerms {\n  version\n  effectiveFrom\n  period\n  capPerOrderMinor\n  capPerPeriodMinor\n  bonuses {\n    name\n    measure\n    goal\n    minor\n    __typename\n  }\n  rules {\n    id\n    name\n    predicate\n    reward\n    recurring\n    __typename\n  }\n  __typename\n}",
  '046688762293e2550217b51257ad83c411d21894f95d5a2a5003d09d0efdf711',
);

export const PortalProgramsDocument = document<PortalProgramsQuery, PortalProgramsQueryVariables>(
  "query PortalPrograms {\n  viewer {\n    affiliate {\n      id\n      programs {\n        ...PortalProgram\n        __typename\n      }\n      __typename\n    }\n    __typename\n  }\n}\nfragment PortalProgram on AffiliateProgram {\n  id\n  tenantId\n  name\n  audience\n  currency\n  holdDays\n  payoutOnDemand\n  payoutMinimum {\n    minor\n    currency\n    __typename\n  }\n  terms {\n    ...PortalTerms\n    __typename\n  }\n  __typename\n}\nfragment PortalTerms on ProgramTerms {\n  version\n  effectiveFrom\n  period\n  capPerOrderMinor\n  capPerPeriodMinor\n  bonuses {\n    name\n    measure\n    goal\n    minor\n    __typename\n  }\n  rules {\n    id\n    name\n    predicate\n    reward\n    recurring\n    __typename\n  }\n  __typename\n}",
  'df074f285ae2c863cdc09578bf5156bad901b36e32c7cd9bcd3fb5d80422c8de',
);

export const ProgramOfferDocument = document<ProgramOfferQuery, ProgramOfferQueryVariables>(
  "query ProgramOffer($programId: ID!) {\n  viewer {\n    affiliate {\n      id\n      programs {\n        id\n        __typename\n      }\n      programOffer(programId: $programId) {\n        tenantName\n        open\n        program {\n          ...PortalProgram\n          terms {\n            hasBudget\n            upcoming {\n              ...PortalTerms\n              __typename\n            }\n            __typename\n          }\n          __typename\n        }\n        enrollment {\n          id\n          state\n          createdAt\n          __typename\n        }\n        __typename\n      }\n      __typename\n    }\n    __typename\n  }\n}\nfragment PortalProgram on AffiliateProgram {\n  id\n  tenantId\n  name\n  audience\n  currency\n  holdDays\n  payoutOnDemand\n  payoutMinimum {\n    minor\n    currency\n    __typename\n  }\n  terms {\n    ...PortalTerms\n    __typename\n  }\n  __typename\n}\nfragment PortalTerms on ProgramTerms {\n  version\n  effectiveFrom\n  period\n  capPerOrderMinor\n  capPerPeriodMinor\n  bonuses {\n    name\n    measure\n    goal\n    minor\n    __typename\n  }\n  rules {\n    id\n    name\n    predicate\n    reward\n    recurring\n    __typename\n  }\n  __typename\n}",
  'c5fd1e3e92398c1485143832619e74a9d26e9f7451cd15c37b4fe50fb4444434',
);

export const EnrollmentAcceptDocument = document<EnrollmentAcceptMutation, EnrollmentAcceptMutationVariables>(
  "mutation EnrollmentAccept($input: EnrollmentAcceptInput!) {\n  enrollmentAccept(input: $input) {\n    enrollment {\n      id\n      tenantId\n      programId\n      state\n      createdAt\n      __typename\n    }\n    userErrors {\n      message\n      field\n      code\n      __typename\n    }\n    __typename\n  }\n}",
  '4c35cafbeb7d71f54fd1aefa2afa5691233b04a0f78fd810a0c3bb985ed96b05',
);

export const EnrollmentApplyDocument = document<EnrollmentApplyMutation, EnrollmentApplyMutationVariables>(
  "mutation EnrollmentApply($input: EnrollmentApplyInput!) {\n  enrollmentApply(input: $input) {\n    enrollment {\n      id\n      tenantId\n      programId\n      state\n      createdAt\n      __typename\n    }\n    userErrors {\n      message\n      field\n      code\n      __typename\n    }\n    __typename\n  }\n}",
  'a68a9bfcbca15574ac55bbe18103871aa0fdce6ecd75cdc20bbb345c0f76b391',
);

export const EnrollmentLeaveDocument = document<EnrollmentLeaveMutation, EnrollmentLeaveMutationVariables>(
  "mutation EnrollmentLeave($input: EnrollmentInput!) {\n  enrollmentLeave(input: $input) {\n    enrollment {\n      id\n      state\n      __typename\n    }\n    userErrors {\n      message\n      field\n      code\n      __typename\n    }\n    __typename\n  }\n}",
  '3af61d17f5850b462ece89cef9e53462e6519cb8745fd6fa45269a690f7a8f0e',
);