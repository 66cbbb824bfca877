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

/** Codes of CodeCreateUserError. */
export type CodeCreateErrorCode =
  /** See the message: CODE_CHARACTER. */
  | 'CODE_CHARACTER'
  /** See the message: CODE_EMPTY. */
  | 'CODE_EMPTY'
  /** See the message: CODE_TOO_LONG. */
  | 'CODE_TOO_LONG'
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** See the message: ENROLLMENT_NOT_ACTIVE. */
  | 'ENROLLMENT_NOT_ACTIVE'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** Any other refusal; the message says why. */
  | 'REFUSED';

/** A new coupon code. */
export type CodeCreateInput = {
  /** 1 to 64 letters, digits, spaces, `-` and `_`; kept in capitals. */
  code: string;
  enrollmentId: string;
};

/** Codes of CodeDisableUserError. */
export type CodeDisableErrorCode =
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** Any other refusal; the message says why. */
  | 'REFUSED';

/** Codes of CodeEnableUserError. */
export type CodeEnableErrorCode =
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** Any other refusal; the message says why. */
  | 'REFUSED';

/** A code to switch. */
export type CodeInput = {
  codeId: string;
};

/** Why there is a commission. */
export type CommissionCause =
  | 'ADJUSTMENT'
  | 'BONUS'
  | 'CLICKS'
  | 'CONVERSION';

/** Where a commission stands. */
export type CommissionState =
  | 'HELD'
  | 'PAID'
  | 'PAYABLE'
  | 'PENDING'
  | 'RESERVED'
  | 'VOID';

/** Codes of EnrollmentApproveUserError. */
export type EnrollmentApproveErrorCode =
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

/** Codes of EnrollmentBanUserError. */
export type EnrollmentBanErrorCode =
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

/** Which enrollments. */
export type EnrollmentFilter = {
  programId?: string | null | undefined;
  /** Name or e-mail has this in it, in capitals or not. At most 100 characters. */
  search?: string | null | undefined;
  state?: EnrollmentState | null | undefined;
};

/** An enrollment to do something with. */
export type EnrollmentInput = {
  enrollmentId: string;
};

/** Codes of EnrollmentInviteUserError. */
export type EnrollmentInviteErrorCode =
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** See the message: EMAIL_INVALID. */
  | 'EMAIL_INVALID'
  /** See the message: INPUT_INVALID. */
  | 'INPUT_INVALID'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** Any other refusal; the message says why. */
  | 'REFUSED';

/** Somebody to invite. */
export type EnrollmentInviteInput = {
  email: string;
  name: string;
  programId: string;
};

/** Codes of EnrollmentRejectUserError. */
export type EnrollmentRejectErrorCode =
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

/** Codes of EnrollmentSuspendUserError. */
export type EnrollmentSuspendErrorCode =
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

/** Codes of LinkCreateUserError. */
export type LinkCreateErrorCode =
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** See the message: DESTINATION_INVALID. */
  | 'DESTINATION_INVALID'
  /** See the message: DESTINATION_NOT_ALLOWED. */
  | 'DESTINATION_NOT_ALLOWED'
  /** See the message: ENROLLMENT_NOT_ACTIVE. */
  | 'ENROLLMENT_NOT_ACTIVE'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** Any other refusal; the message says why. */
  | 'REFUSED'
  /** See the message: SLUG_INVALID. */
  | 'SLUG_INVALID'
  /** See the message: SLUG_TAKEN. */
  | 'SLUG_TAKEN';

/** A new link. */
export type LinkCreateInput = {
  /** http or https, at most 2,000 characters, without credentials. */
  destination: string;
  enrollmentId: string;
  /** The moment it belongs to. */
  momentId?: string | null | undefined;
  /** 4 to 64 of `A-Z`, `a-z`, `0-9`, `_` and `-`; eight of them by chance unless given. */
  slug?: string | null | undefined;
};

/** Codes of LinkDisableUserError. */
export type LinkDisableErrorCode =
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** Any other refusal; the message says why. */
  | 'REFUSED';

/** Codes of LinkEnableUserError. */
export type LinkEnableErrorCode =
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** Any other refusal; the message says why. */
  | 'REFUSED';

/** A link to switch. */
export type LinkInput = {
  linkId: string;
};

/** Whether a link or code works. */
export type Usable =
  | 'ACTIVE'
  | 'DISABLED';

export type EnrollmentPartsFragment = { id: string, state: Graph.EnrollmentState, name: string, email: string, payoutReady: boolean, createdAt: string, program: { id: string, name: string, currency: string } };

export type EnrollmentsQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
  last?: number | null | undefined;
  before?: string | null | undefined;
  filter?: Graph.EnrollmentFilter | null | undefined;
}>;


export type EnrollmentsQuery = { enrollments: { edges: Array<{ cursor: string, node: { id: string, state: Graph.EnrollmentState, name: string, email: string, payoutReady: boolean, createdAt: string, program: { id: string, name: string, currency: string } } }>, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null } } };

export type EnrollmentProgrammesQueryVariables = Exact<{ [key: string]: never; }>;


export type EnrollmentProgrammesQuery = { programs: { nodes: Array<{ id: string, name: string, audience: Graph.Audience }> } };

export type EnrollmentQueryVariables = Exact<{
  id: string;
}>;


export type EnrollmentQuery = { node:
    | { id: string, state: Graph.EnrollmentState, name: string, email: string, payoutReady: boolean, createdAt: string, group: { id: string, name: string } | null, payee: { id: string, balances: Array<{ currency: string, pending: { minor: string, currency: string }, payable: { minor: string, currency: string }, debt: { minor: string, currency: string } }> } | null, links: { nodes: Array<{ id: string, slug: string, url: string, destination: string, state: Graph.Usable, clicks: { valid: string, duplicate: string, bot: string } | null }> }, codes: { nodes: Array<{ id: string, code: string, state: Graph.Usable }> }, program: { id: string, name: string, currency: string } }
    | Record<PropertyKey, never>
   | null };

export type EnrollmentCommissionsQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
  last?: number | null | undefined;
  before?: string | null | undefined;
  payeeId?: string | null | undefined;
}>;


export type EnrollmentCommissionsQuery = { commissions: { edges: Array<{ cursor: string, node: { id: string, cause: Graph.CommissionCause, state: Graph.CommissionState, createdAt: string, maturesAt: string, why: unknown, amount: { minor: string, currency: string }, conversion: { id: string, externalId: string } | null, program: { id: string, name: string } } }>, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null } } };

export type EnrollmentInviteMutationVariables = Exact<{
  input: Graph.EnrollmentInviteInput;
}>;


export type EnrollmentInviteMutation = { enrollmentInvite: { invitation: string | null, enrollment: { id: string, state: Graph.EnrollmentState, name: string, email: string, payoutReady: boolean, createdAt: string, program: { id: string, name: string, currency: string } } | null, userErrors: Array<{ message: string, field: Array<string> | null, code: Graph.EnrollmentInviteErrorCode }> } };

export type EnrollmentApproveMutationVariables = Exact<{
  input: Graph.EnrollmentInput;
}>;


export type EnrollmentApproveMutation = { enrollmentApprove: { enrollment: { id: string, state: Graph.EnrollmentState, name: string, email: string, payoutReady: boolean, createdAt: string, program: { id: string, name: string, currency: string } } | null, userErrors: Array<{ message: string, field: Array<string> | null, code: Graph.EnrollmentApproveErrorCode }> } };

export type EnrollmentRejectMutationVariables = Exact<{
  input: Graph.EnrollmentInput;
}>;


export type EnrollmentRejectMutation = { enrollmentReject: { enrollment: { id: string, state: Graph.EnrollmentState, name: string, email: string, payoutReady: boolean, createdAt: string, program: { id: string, name: string, currency: string } } | null, userErrors: Array<{ message: string, field: Array<string> | null, code: Graph.EnrollmentRejectErrorCode }> } };

export type EnrollmentSuspendMutationVariables = Exact<{
  input: Graph.EnrollmentInput;
}>;


export type EnrollmentSuspendMutation = { enrollmentSuspend: { enrollment: { id: string, state: Graph.EnrollmentState, name: string, email: string, payoutReady: boolean, createdAt: string, program: { id: string, name: string, currency: string } } | null, userErrors: Array<{ message: string, field: Array<string> | null, code: Graph.EnrollmentSuspendErrorCode }> } };

export type EnrollmentBanMutationVariables = Exact<{
  input: Graph.EnrollmentInput;
}>;


export type EnrollmentBanMutation = { enrollmentBan: { enrollment: { id: string, state: Graph.EnrollmentState, name: string, email: string, payoutReady: boolean, createdAt: string, program: { id: string, name: string, currency: string } } | null, userErrors: Array<{ message: string, field: Array<string> | null, code: Graph.EnrollmentBanErrorCode }> } };

export type LinkCreateMutationVariables = Exact<{
  input: Graph.LinkCreateInput;
}>;


export type LinkCreateMutation = { linkCreate: { link: { id: string, slug: string, url: string, destination: string, state: Graph.Usable, clicks: { valid: string, duplicate: string, bot: string } | null } | null, userErrors: Array<{ message: string, field: Array<string> | null, code: Graph.LinkCreateErrorCode }> } };

export type CodeCreateMutationVariables = Exact<{
  input: Graph.CodeCreateInput;
}>;


export type CodeCreateMutation = { codeCreate: { code: { id: string, code: string, state: Graph.Usable } | null, userErrors: Array<{ message: string, field: Array<string> | null, code: Graph.CodeCreateErrorCode }> } };

export type LinkDisableMutationVariables = Exact<{
  input: Graph.LinkInput;
}>;


export type LinkDisableMutation = { linkDisable: { link: { id: string, state: Graph.Usable } | null, userErrors: Array<{ message: string, field: Array<string> | null, code: Graph.LinkDisableErrorCode }> } };

export type LinkEnableMutationVariables = Exact<{
  input: Graph.LinkInput;
}>;


export type LinkEnableMutation = { linkEnable: { link: { id: string, state: Graph.Usable } | null, userErrors: Array<{ message: string, field: Array<string> | null, code: Graph.LinkEnableErrorCode }> } };

export type CodeDisableMutationVariables = Exact<{
  input: Graph.CodeInput;
}>;


export type CodeDisableMutation = { codeDisable: { code: { id: string, state: Graph.Usable } | null, userErrors: Array<{ message: string, field: Array<string> | null, code: Graph.CodeDisableErrorCode }> } };

export type CodeEnableMutationVariables = Exact<{
  input: Graph.CodeInput;
}>;


export type CodeEnableMutation = { codeEnable: { code: { id: string, state: Graph.Usable } | null, userErrors: Array<{ message: string, field: Array<string> | null, code: Graph.CodeEnableErrorCode }> } };

export type CommissionNewsSubscriptionVariables = Exact<{
  after?: string | null | undefined;
}>;


export type CommissionNewsSubscription = { commissionChanged: { cursor: string, commission: { id: string, state: Graph.CommissionState } } };

export const EnrollmentsDocument = document<EnrollmentsQuery, EnrollmentsQueryVariables>(
  "query Enrollments($first: Int, $after: String, $last: Int, $before: String, $filter: EnrollmentFilter) {\n  enrollments(\n    first: $first\n    after: $after\n    last: $last\n    before: $before\n    filter: $filter\n  ) {\n    edges {\n      cursor\n      node {\n        ...EnrollmentParts\n        __typename\n      }\n      __typename\n    }\n    pageInfo {\n      hasNextPage\n      hasPreviousPage\n      startCursor\n      endCursor\n      __typename\n    }\n    __typename\n  }\n}\nfragment EnrollmentParts on Enrollment {\n  id\n  state\n  name\n  email\n  payoutReady\n  createdAt\n  program {\n    id\n    name\n    currency\n    __typename\n  }\n  __typename\n}",
  '8b5b38fd3b4ff7092ed48f34caed891b383e1de1f3e11c5930c8f9d6451f6147',
);

export const EnrollmentProgrammesDocument = document<EnrollmentProgrammesQuery, EnrollmentProgrammesQueryVariables>(
  "query EnrollmentProgrammes {\n  programs(first: 100) {\n    nodes {\n      id\n      name\n      audience\n      __typename\n    }\n    __typename\n  }\n}",
  'c8a1ddcf387edb867716d0e487c86609c79ba32eae7affd6a86996b516b42180',
);

export const EnrollmentDocument = document<EnrollmentQuery, EnrollmentQueryVariables>(
  "query Enrollment($id: ID!) {\n  node(id: $id) {\n    ... on Enrollment {\n      ...EnrollmentParts\n      group {\n        id\n        name\n        __typename\n      }\n      payee {\n        id\n        balances {\n          currency\n          pending {\n            minor\n            currency\n            __typename\n          }\n          payable {\n            minor\n            currency\n            __typename\n          }\n          debt {\n            minor\n            currency\n            __typename\n          }\n          __typename\n        }\n        __typename\n      }\n      links(first: 50) {\n        nodes {\n          id\n          slug\n          url\n          destination\n          state\n          clicks {\n            valid\n            duplicate\n            bot\n            __typename\n          }\n          __typename\n        }\n        __typename\n      }\n      codes(first: 50) {\n        nodes {\n          id\n          code\n          state\n          __typename\n        }\n        __typename\n      }\n      __typename\n    }\n    __typename\n  }\n}\nfragment EnrollmentParts on Enrollment {\n  id\n  state\n  name\n  email\n  payoutReady\n  createdAt\n  program {\n    id\n    name\n    currency\n    __typename\n  }\n  __typename\n}",
  '0cd01ed1972a15c27e9c730e1b62663c79f30676c6bd6c3124455ca39589b942',
);

export const EnrollmentCommissionsDocument = document<EnrollmentCommissionsQuery, EnrollmentCommissionsQueryVariables>(
  "query EnrollmentCommissions($first: Int, $after: String, $last: Int, $before: String, $payeeId: ID) {\n  commissions(\n    first: $first\n    after: $after\n    last: $last\n    before: $before\n    payeeId: $payeeId\n  ) {\n    edges {\n      cursor\n      node {\n        id\n        cause\n        state\n        createdAt\n        maturesAt\n        why\n        amount {\n          minor\n          currency\n          __typename\n        }\n        conversion {\n          id\n          externalId\n          __typename\n        }\n        program {\n          id\n          name\n          __typename\n        }\n        __typename\n      }\n      __typename\n    }\n    pageInfo {\n      hasNextPage\n      hasPreviousPage\n      startCursor\n      endCursor\n      __typename\n    }\n    __typename\n  }\n}",
  '118d9fefcfd30d148f358c6ecaecea387d8d837c54ae8ebff9030debb08edcc9',
);

export const EnrollmentInviteDocument = document<EnrollmentInviteMutation, EnrollmentInviteMutationVariables>(
  "mutation EnrollmentInvite($input: EnrollmentInviteInput!) {\n  enrollmentInvite(input: $input) {\n    enrollment {\n      ...EnrollmentParts\n      __typename\n    }\n    invitation\n    userErrors {\n      message\n      field\n      code\n      __typename\n    }\n    __typename\n  }\n}\nfragment EnrollmentParts on Enrollment {\n  id\n  state\n  name\n  email\n  payoutReady\n  createdAt\n  program {\n    id\n    name\n    currency\n    __typename\n  }\n  __typename\n}",
  '09b902c2df145dd5664175bc367eba3ce7d32e5c01c658640df624cbe0413ba5',
);

export const EnrollmentApproveDocument = document<EnrollmentApproveMutation, EnrollmentApproveMutationVariables>(
  "mutation EnrollmentApprove($input: EnrollmentInput!) {\n  enrollmentApprove(input: $input) {\n    enrollment {\n      ...EnrollmentParts\n      __typename\n    }\n    userErrors {\n      message\n      field\n      code\n      __typename\n    }\n    __typename\n  }\n}\nfragment EnrollmentParts on Enrollment {\n  id\n  state\n  name\n  email\n  payoutReady\n  createdAt\n  program {\n    id\n    name\n    currency\n    __typename\n  }\n  __typename\n}",
  '9c045ea37f5634e8d13769f62dfe7da73e43a42f1ee607e3d770454aa70b0c26',
);

export const EnrollmentRejectDocument = document<EnrollmentRejectMutation, EnrollmentRejectMutationVariables>(
  "mutation EnrollmentReject($input: EnrollmentInput!) {\n  enrollmentReject(input: $input) {\n    enrollment {\n      ...EnrollmentParts\n      __typename\n    }\n    userErrors {\n      message\n      field\n      code\n      __typename\n    }\n    __typename\n  }\n}\nfragment EnrollmentParts on Enrollment {\n  id\n  state\n  name\n  email\n  payoutReady\n  createdAt\n  program {\n    id\n    name\n    currency\n    __typename\n  }\n  __typename\n}",
  '97c2c938d52079b738381793a1e575b794f357fb98314dcfc460419541388649',
);

export const EnrollmentSuspendDocument = document<EnrollmentSuspendMutation, EnrollmentSuspendMutationVariables>(
  "mutation EnrollmentSuspend($input: EnrollmentInput!) {\n  enrollmentSuspend(input: $input) {\n    enrollment {\n      ...EnrollmentParts\n      __typename\n    }\n    userErrors {\n      message\n      field\n      code\n      __typename\n    }\n    __typename\n  }\n}\nfragment EnrollmentParts on Enrollment {\n  id\n  state\n  name\n  email\n  payoutReady\n  createdAt\n  program {\n    id\n    name\n    currency\n    __typename\n  }\n  __typename\n}",
  '1cb9c4b5d8718d66011c234da55e0ab89b50b82956765ca7964b9f7c2f00c26a',
);

export const EnrollmentBanDocument = document<EnrollmentBanMutation, EnrollmentBanMutationVariables>(
  "mutation EnrollmentBan($input: EnrollmentInput!) {\n  enrollmentBan(input: $input) {\n    enrollment {\n      ...EnrollmentParts\n      __typename\n    }\n    userErrors {\n      message\n      field\n      code\n      __typename\n    }\n    __typename\n  }\n}\nfragment EnrollmentParts on Enrollment {\n  id\n  state\n  name\n  email\n  payoutReady\n  createdAt\n  program {\n    id\n    name\n    currency\n    __typename\n  }\n  __typename\n}",
  '3aeff4126407ba44e1d88dba7f62f900ed6456525b204791c7d10820d50b5d91',
);

export const LinkCreateDocument = document<LinkCreateMutation, LinkCreateMutationVariables>(
  "mutation LinkCreate($input: LinkCreateInput!) {\n  linkCreate(input: $input) {\n    link {\n      id\n      slug\n      url\n      destination\n      state\n      clicks {\n        valid\n        duplicate\n        bot\n        __typename\n      }\n      __typename\n    }\n    userErrors {\n      message\n      field\n      code\n      __typename\n    }\n    __typename\n  }\n}",
  'a446916404967ac73aaaafa2d98545342823e3e688a53401094408a95fcb497c',
);

export const CodeCreateDocument = document<CodeCreateMutation, CodeCreateMutationVariables>(
  "mutation CodeCreate($input: CodeCreateInput!) {\n  codeCreate(input: $input) {\n    code {\n      id\n      code\n      state\n      __typename\n    }\n    userErrors {\n      message\n      field\n      code\n      __typename\n    }\n    __typename\n  }\n}",
  '03ac9ac3fafb2069735f8117a63f7bb09248160c1fd34bcbe9adec4c5e322948',
);

export const LinkDisableDocument = document<LinkDisableMutation, LinkDisableMutationVariables>(
  "mutation LinkDisable($input: LinkInput!) {\n  linkDisable(input: $input) {\n    link {\n      id\n      state\n      __typename\n    }\n    userErrors {\n      message\n      field\n      code\n      __typename\n    }\n    __typename\n  }\n}",
  '90a3f077a4c2d95ce550fcdf6598f3e59dd60353653304a293e749cbefc0ebd5',
);

export const LinkEnableDocument = document<LinkEnableMutation, LinkEnableMutationVariables>(
  "mutation LinkEnable($input: LinkInput!) {\n  linkEnable(input: $input) {\n    link {\n      id\n      state\n      __typename\n    }\n    userErrors {\n      message\n      field\n      code\n      __typename\n    }\n    __typename\n  }\n}",
  '03d296988a28b7422be4ff9fde6060a7fdbbfe93932c7566cfd972e1ea9869fa',
);

export const CodeDisableDocument = document<CodeDisableMutation, CodeDisableMutationVariables>(
  "mutation CodeDisable($input: CodeInput!) {\n  codeDisable(input: $input) {\n    code {\n      id\n      state\n      __typename\n    }\n    userErrors {\n      message\n      field\n      code\n      __typename\n    }\n    __typename\n  }\n}",
  '9905b3a0f07c4fe2b2e4f13268565f0379861862d4f4fc7decac3ade991e0688',
);

export const CodeEnableDocument = document<CodeEnableMutation, CodeEnableMutationVariables>(
  "mutation CodeEnable($input: CodeInput!) {\n  codeEnable(input: $input) {\n    code {\n      id\n      state\n      __typename\n    }\n    userErrors {\n      message\n      field\n      code\n      __typename\n    }\n    __typename\n  }\n}",
  '2899224b41cf52096b494fb576013c8c46775b8e4a7cb2f41940d47699249b3c',
);

export const CommissionNewsDocument = document<CommissionNewsSubscription, CommissionNewsSubscriptionVariables>(
  "subscription CommissionNews($after: String) {\n  commissionChanged(after: $after) {\n    cursor\n    commission {\n      id\n      state\n      __typename\n    }\n    __typename\n  }\n}",
  'ab9ccaaa456494dea58237c1cff5b5262d09145ffc6274c7960ea60eb1ed7020',
);