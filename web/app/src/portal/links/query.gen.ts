/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type * as Graph from '@/graph/schema.gen';

import { document } from '@/graph/document';
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

/** Whether a link or code works. */
export type Usable =
  | 'ACTIVE'
  | 'DISABLED';

export type PortalLinksQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
  last?: number | null | undefined;
  before?: string | null | undefined;
}>;


export type PortalLinksQuery = { viewer: { affiliate: { id: string, links: { edges: Array<{ cursor: string, node: { id: string, slug: string, url: string, destination: string, state: Graph.Usable, createdAt: string, enrollmentId: string, clicks: { valid: string, duplicate: string, bot: string } | null } }>, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null } } } | null } };

export type PortalCodesQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
  last?: number | null | undefined;
  before?: string | null | undefined;
}>;


export type PortalCodesQuery = { viewer: { affiliate: { id: string, codes: { edges: Array<{ cursor: string, node: { id: string, tenantId: string, enrollmentId: string, code: string, state: Graph.Usable, createdAt: string } }>, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null } } } | null } };

export type PortalLinkCreateMutationVariables = Exact<{
  input: Graph.LinkCreateInput;
}>;


export type PortalLinkCreateMutation = { linkCreate: { link: { id: string, slug: string, url: string, destination: string, state: Graph.Usable, createdAt: string, enrollmentId: string } | null, userErrors: Array<{ message: string, field: Array<string> | null, code: Graph.LinkCreateErrorCode }> } };

export const PortalLinksDocument = document<PortalLinksQuery, PortalLinksQueryVariables>(
  "query PortalLinks($first: Int, $after: String, $last: Int, $before: String) {\n  viewer {\n    affiliate {\n      id\n      links(first: $first, after: $after, last: $last, before: $before) {\n        edges {\n          cursor\n          node {\n            id\n            slug\n            url\n            destination\n            state\n            createdAt\n            enrollmentId\n            clicks {\n              valid\n              duplicate\n              bot\n              __typename\n            }\n            __typename\n          }\n          __typename\n        }\n        pageInfo {\n          hasNextPage\n          hasPreviousPage\n          startCursor\n          endCursor\n          __typename\n        }\n        __typename\n      }\n      __typename\n    }\n    __typename\n  }\n}",
  '9a2c3a14e4ed74da44d520f127792f7b5ea52cb1eebc0990f05bb787eb8d4435',
);

export const PortalCodesDocument = document<PortalCodesQuery, PortalCodesQueryVariables>(
  "query PortalCodes($first: Int, $after: String, $last: Int, $before: String) {\n  viewer {\n    affiliate {\n      id\n      codes(first: $first, after: $after, last: $last, before: $before) {\n        edges {\n          cursor\n          node {\n            id\n            tenantId\n            enrollmentId\n            code\n            state\n            createdAt\n            __typename\n          }\n          __typename\n        }\n        pageInfo {\n          hasNextPage\n          hasPreviousPage\n          startCursor\n          endCursor\n          __typename\n        }\n        __typename\n      }\n      __typename\n    }\n    __typename\n  }\n}",
  '46ef76b9d4f5500e4edfc8bdc49ad2233f25195f589def0ff9f27bbd55f62f01',
);

export const PortalLinkCreateDocument = document<PortalLinkCreateMutation, PortalLinkCreateMutationVariables>(
  "mutation PortalLinkCreate($input: LinkCreateInput!) {\n  linkCreate(input: $input) {\n    link {\n      id\n      slug\n      url\n      destination\n      state\n      createdAt\n      enrollmentId\n      __typename\n    }\n    userErrors {\n      message\n      field\n      code\n      __typename\n    }\n    __typename\n  }\n}",
  '1bdba8b058815c3c4d8bf1e68f42ba98fa4a1d07bab7133210d19e583e42f97a',
);