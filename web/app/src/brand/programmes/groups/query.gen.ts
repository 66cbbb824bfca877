/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type * as Graph from '@/graph/schema.gen';

import { document } from '@/graph/document';
/** Which enrollments. */
export type EnrollmentFilter = {
  programId?: string | null | undefined;
  /** Name or e-mail has this in it, in capitals or not. At most 100 characters. */
  search?: string | null | undefined;
  state?: EnrollmentState | null | undefined;
};

/** Codes of EnrollmentGroupUserError. */
export type EnrollmentGroupErrorCode =
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** See the message: GROUP_OF_ANOTHER_PROGRAM. */
  | 'GROUP_OF_ANOTHER_PROGRAM'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** Any other refusal; the message says why. */
  | 'REFUSED';

/** Which group an affiliate is in. */
export type EnrollmentGroupInput = {
  enrollmentId: string;
  /** None unless given. */
  groupId?: string | null | undefined;
};

/** Where an affiliate stands in a programme. */
export type EnrollmentState =
  | 'ACTIVE'
  | 'APPLIED'
  | 'BANNED'
  | 'INVITED'
  | 'LEFT'
  | 'REJECTED'
  | 'SUSPENDED';

/** Codes of GroupCreateUserError. */
export type GroupCreateErrorCode =
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** See the message: INVALID_NAME. */
  | 'INVALID_NAME'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** Any other refusal; the message says why. */
  | 'REFUSED';

/** A new group. */
export type GroupCreateInput = {
  /** 1 to 200 characters, unique in its programme. */
  name: string;
  programId: string;
  /** Whether it is of coupon sites or extensions; not unless given. */
  standsDown?: boolean | null | undefined;
};

/** Codes of GroupUpdateUserError. */
export type GroupUpdateErrorCode =
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** See the message: INVALID_NAME. */
  | 'INVALID_NAME'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** Any other refusal; the message says why. */
  | 'REFUSED';

/** What to change of a group; what is left out stays. */
export type GroupUpdateInput = {
  groupId: string;
  name?: string | null | undefined;
  standsDown?: boolean | null | undefined;
};

export type GroupMembersQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
  last?: number | null | undefined;
  before?: string | null | undefined;
  programId: string;
  filter?: Graph.EnrollmentFilter | null | undefined;
}>;


export type GroupMembersQuery = { enrollments: { edges: Array<{ cursor: string, node: { id: string, name: string, email: string, state: Graph.EnrollmentState, group: { id: string, name: string } | null } }>, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null } } };

export type GroupCountsQueryVariables = Exact<{
  programId: string;
}>;


export type GroupCountsQuery = { enrollments: { nodes: Array<{ id: string, group: { id: string } | null }>, pageInfo: { hasNextPage: boolean } } };

export type GroupCreateMutationVariables = Exact<{
  input: Graph.GroupCreateInput;
}>;


export type GroupCreateMutation = { groupCreate: { group: { id: string, name: string, standsDown: boolean, createdAt: string } | null, userErrors: Array<{ message: string, field: Array<string> | null, code: Graph.GroupCreateErrorCode }> } };

export type GroupUpdateMutationVariables = Exact<{
  input: Graph.GroupUpdateInput;
}>;


export type GroupUpdateMutation = { groupUpdate: { group: { id: string, name: string, standsDown: boolean, createdAt: string } | null, userErrors: Array<{ message: string, field: Array<string> | null, code: Graph.GroupUpdateErrorCode }> } };

export type EnrollmentGroupMutationVariables = Exact<{
  input: Graph.EnrollmentGroupInput;
}>;


export type EnrollmentGroupMutation = { enrollmentGroup: { enrollment: { id: string, group: { id: string, name: string } | null } | null, userErrors: Array<{ message: string, field: Array<string> | null, code: Graph.EnrollmentGroupErrorCode }> } };

export const GroupMembersDocument = document<GroupMembersQuery, GroupMembersQueryVariables>(
  "query GroupMembers($first: Int, $after: String, $last: Int, $before: String, $programId: ID!, $filter: EnrollmentFilter) {\n  enrollments(\n    first: $first\n    after: $after\n    last: $last\n    before: $before\n    programId: $programId\n    filter: $filter\n  ) {\n    edges {\n      cursor\n      node {\n        id\n        name\n        email\n        state\n        group {\n          id\n          name\n          __typename\n        }\n        __typename\n      }\n      __typename\n    }\n    pageInfo {\n      hasNextPage\n      hasPreviousPage\n      startCursor\n      endCursor\n      __typename\n    }\n    __typename\n  }\n}",
  'a4adbb9c9589c4a801f1b6fea2435faaafabc1217d46ff4db5319cae7a2da6bc',
);

export const GroupCountsDocument = document<GroupCountsQuery, GroupCountsQueryVariables>(
  "query GroupCounts($programId: ID!) {\n  enrollments(first: 100, programId: $programId) {\n    nodes {\n      id\n      group {\n        id\n        __typename\n      }\n      __typename\n    }\n    pageInfo {\n      hasNextPage\n      __typename\n    }\n    __typename\n  }\n}",
  '63461be50993332f28417100b9ff46cd0431327e43d8d91954d28bb19f0b3bc2',
);

export const GroupCreateDocument = document<GroupCreateMutation, GroupCreateMutationVariables>(
  "mutation GroupCreate($input: GroupCreateInput!) {\n  groupCreate(input: $input) {\n    group {\n      ...GroupParts\n      __typename\n    }\n    userErrors {\n      message\n      field\n      code\n      __typename\n    }\n    __typename\n  }\n}\nfragment GroupParts on Group {\n  id\n  name\n  standsDown\n  createdAt\n  __typename\n}",
  'f85a01e75216d29b006bbf9ea25308fb6e16642687945e33aa9f0dc0e4ad7fbf',
);

export const GroupUpdateDocument = document<GroupUpdateMutation, GroupUpdateMutationVariables>(
  "mutation GroupUpdate($input: GroupUpdateInput!) {\n  groupUpdate(input: $input) {\n    group {\n      ...GroupParts\n      __typename\n    }\n    userErrors {\n      message\n      field\n      code\n      __typename\n    }\n    __typename\n  }\n}\nfragment GroupParts on Group {\n  id\n  name\n  standsDown\n  createdAt\n  __typename\n}",
  '34d298aa679c1c30da8e6d2026e2a8b65adddcf54a153e8829d831fb87a96dac',
);

export const EnrollmentGroupDocument = document<EnrollmentGroupMutation, EnrollmentGroupMutationVariables>(
  "mutation EnrollmentGroup($input: EnrollmentGroupInput!) {\n  enrollmentGroup(input: $input) {\n    enrollment {\n      id\n      group {\n        id\n        name\n        __typename\n      }\n      __typename\n    }\n    userErrors {\n      message\n      field\n      code\n      __typename\n    }\n    __typename\n  }\n}",
  '5056aea7469a559cf3e48fda726f478d2e3da2f77ddc98284408e826f4184eeb',
);