/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type * as Graph from '@/graph/schema.gen';

import { document } from '@/graph/document';
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

export type PortalEnrollmentFragment = { id: string, tenantId: string, state: Graph.EnrollmentState, createdAt: string, program: { id: string, name: string, currency: string, holdDays: number, payoutOnDemand: boolean, payoutMinimum: { minor: string, currency: string } } | null };

export type PortalEnrollmentsQueryVariables = Exact<{ [key: string]: never; }>;


export type PortalEnrollmentsQuery = { viewer: { affiliate: { id: string, tenants: Array<{ id: string, name: string }>, enrollments: { nodes: Array<{ id: string, tenantId: string, state: Graph.EnrollmentState, createdAt: string, program: { id: string, name: string, currency: string, holdDays: number, payoutOnDemand: boolean, payoutMinimum: { minor: string, currency: string } } | null }> } } | null } };

export type EnrollmentAcceptMutationVariables = Exact<{
  input: Graph.EnrollmentAcceptInput;
}>;


export type EnrollmentAcceptMutation = { enrollmentAccept: { enrollment: { id: string, tenantId: string, state: Graph.EnrollmentState, createdAt: string, program: { id: string, name: string, currency: string, holdDays: number, payoutOnDemand: boolean, payoutMinimum: { minor: string, currency: string } } | null } | null, userErrors: Array<{ message: string, field: Array<string> | null, code: Graph.EnrollmentAcceptErrorCode }> } };

export type EnrollmentApplyMutationVariables = Exact<{
  input: Graph.EnrollmentApplyInput;
}>;


export type EnrollmentApplyMutation = { enrollmentApply: { enrollment: { id: string, tenantId: string, state: Graph.EnrollmentState, createdAt: string, program: { id: string, name: string, currency: string, holdDays: number, payoutOnDemand: boolean, payoutMinimum: { minor: string, currency: string } } | null } | null, userErrors: Array<{ message: string, field: Array<string> | null, code: Graph.EnrollmentApplyErrorCode }> } };

export type EnrollmentLeaveMutationVariables = Exact<{
  input: Graph.EnrollmentInput;
}>;


export type EnrollmentLeaveMutation = { enrollmentLeave: { enrollment: { id: string, tenantId: string, state: Graph.EnrollmentState, createdAt: string, program: { id: string, name: string, currency: string, holdDays: number, payoutOnDemand: boolean, payoutMinimum: { minor: string, currency: string } } | null } | null, userErrors: Array<{ message: string, field: Array<string> | null, code: Graph.EnrollmentLeaveErrorCode }> } };

export const PortalEnrollmentsDocument = document<PortalEnrollmentsQuery, PortalEnrollmentsQueryVariables>(
  "query PortalEnrollments {\n  viewer {\n    affiliate {\n      id\n      tenants {\n        id\n        name\n        __typename\n      }\n      enrollments(first: 100) {\n        nodes {\n          ...PortalEnrollment\n          __typename\n        }\n        __typename\n      }\n      __typename\n    }\n    __typename\n  }\n}\nfragment PortalEnrollment on AffiliateEnrollment {\n  id\n  tenantId\n  state\n  createdAt\n  program {\n    id\n    name\n    currency\n    holdDays\n    payoutOnDemand\n    payoutMinimum {\n      minor\n      currency\n      __typename\n    }\n    __typename\n  }\n  __typename\n}",
  '53c1ddc8d109aafc48b6d2d46fdb6e1d67da3b8660ea80be0ffb5b9a1bd16ddb',
);

export const EnrollmentAcceptDocument = document<EnrollmentAcceptMutation, EnrollmentAcceptMutationVariables>(
  "mutation EnrollmentAccept($input: EnrollmentAcceptInput!) {\n  enrollmentAccept(input: $input) {\n    enrollment {\n      ...PortalEnrollment\n      __typename\n    }\n    userErrors {\n      message\n      field\n      code\n      __typename\n    }\n    __typename\n  }\n}\nfragment PortalEnrollment on AffiliateEnrollment {\n  id\n  tenantId\n  state\n  createdAt\n  program {\n    id\n    name\n    currency\n    holdDays\n    payoutOnDemand\n    payoutMinimum {\n      minor\n      currency\n      __typename\n    }\n    __typename\n  }\n  __typename\n}",
  '7543b14b559aa6f6b152813686c88fb662a13b8ae606caf6a71f0aa41b86a68a',
);

export const EnrollmentApplyDocument = document<EnrollmentApplyMutation, EnrollmentApplyMutationVariables>(
  "mutation EnrollmentApply($input: EnrollmentApplyInput!) {\n  enrollmentApply(input: $input) {\n    enrollment {\n      ...PortalEnrollment\n      __typename\n    }\n    userErrors {\n      message\n      field\n      code\n      __typename\n    }\n    __typename\n  }\n}\nfragment PortalEnrollment on AffiliateEnrollment {\n  id\n  tenantId\n  state\n  createdAt\n  program {\n    id\n    name\n    currency\n    holdDays\n    payoutOnDemand\n    payoutMinimum {\n      minor\n      currency\n      __typename\n    }\n    __typename\n  }\n  __typename\n}",
  '9bc11c075862441286efd463876f59160ac5c588e0b036da05d80f104abd0e14',
);

export const EnrollmentLeaveDocument = document<EnrollmentLeaveMutation, EnrollmentLeaveMutationVariables>(
  "mutation EnrollmentLeave($input: EnrollmentInput!) {\n  enrollmentLeave(input: $input) {\n    enrollment {\n      ...PortalEnrollment\n      __typename\n    }\n    userErrors {\n      message\n      field\n      code\n      __typename\n    }\n    __typename\n  }\n}\nfragment PortalEnrollment on AffiliateEnrollment {\n  id\n  tenantId\n  state\n  createdAt\n  program {\n    id\n    name\n    currency\n    holdDays\n    payoutOnDemand\n    payoutMinimum {\n      minor\n      currency\n      __typename\n    }\n    __typename\n  }\n  __typename\n}",
  '48a68e2579c7f74f68467b4a8582b6f5aa42497f353ab9e6dff2c6440b3226ea',
);