/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type * as Graph from '@/graph/schema.gen';

import { document } from '@/graph/document';
/** Whether the audience is told that a moment was paid for. */
export type Disclosure =
  | 'MISSING'
  | 'NOT_REQUIRED'
  | 'SHOWN';

/** What the moderators think of a moment. */
export type Moderation =
  | 'APPROVED'
  | 'FLAGGED'
  | 'PENDING'
  | 'REJECTED';

/** Codes of MomentApproveUserError. */
export type MomentApproveErrorCode =
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** See the message: ERASED. */
  | 'ERASED'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** Any other refusal; the message says why. */
  | 'REFUSED'
  /** See the message: VERSION_CONFLICT. */
  | 'VERSION_CONFLICT'
  /** See the message: WRONG_STATE. */
  | 'WRONG_STATE';

/** Codes of MomentEraseUserError. */
export type MomentEraseErrorCode =
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** See the message: ERASED. */
  | 'ERASED'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** Any other refusal; the message says why. */
  | 'REFUSED'
  /** See the message: VERSION_CONFLICT. */
  | 'VERSION_CONFLICT'
  /** See the message: WRONG_STATE. */
  | 'WRONG_STATE';

/** Which moments. */
export type MomentFilter = {
  creatorId?: string | null | undefined;
  kind?: MomentKind | null | undefined;
  moderation?: Moderation | null | undefined;
  productId?: string | null | undefined;
  /** Headline or words have this in them, in capitals or not. At most 100 characters. */
  search?: string | null | undefined;
};

/** Codes of MomentFlagUserError. */
export type MomentFlagErrorCode =
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** See the message: ERASED. */
  | 'ERASED'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** Any other refusal; the message says why. */
  | 'REFUSED'
  /** See the message: VERSION_CONFLICT. */
  | 'VERSION_CONFLICT'
  /** See the message: WRONG_STATE. */
  | 'WRONG_STATE';

/** Codes of MomentHideUserError. */
export type MomentHideErrorCode =
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** See the message: ERASED. */
  | 'ERASED'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** Any other refusal; the message says why. */
  | 'REFUSED'
  /** See the message: VERSION_CONFLICT. */
  | 'VERSION_CONFLICT'
  /** See the message: WRONG_STATE. */
  | 'WRONG_STATE';

/** A moment to do something with. */
export type MomentInput = {
  momentId: string;
  /**
   * The version the decision was made on, as `Moment.version` says it: one that has changed since is left as it is
   * (`VERSION_CONFLICT`, with the moment as it stands now). Whatever stands is decided about unless given.
   */
  version?: string | null | undefined;
};

/** What a moment is. */
export type MomentKind =
  | 'ANSWER'
  | 'QUESTION'
  | 'REVIEW'
  | 'SOCIAL_POST'
  | 'VIDEO';

/** Codes of MomentRejectUserError. */
export type MomentRejectErrorCode =
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** See the message: ERASED. */
  | 'ERASED'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** Any other refusal; the message says why. */
  | 'REFUSED'
  /** See the message: VERSION_CONFLICT. */
  | 'VERSION_CONFLICT'
  /** See the message: WRONG_STATE. */
  | 'WRONG_STATE';

/** A moment to reject. */
export type MomentRejectInput = {
  code: RejectCode;
  momentId: string;
  /** As in `MomentInput`. */
  version?: string | null | undefined;
};

/** Codes of MomentReopenUserError. */
export type MomentReopenErrorCode =
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** See the message: ERASED. */
  | 'ERASED'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** Any other refusal; the message says why. */
  | 'REFUSED'
  /** See the message: VERSION_CONFLICT. */
  | 'VERSION_CONFLICT';

/** Codes of MomentRightsDeclineUserError. */
export type MomentRightsDeclineErrorCode =
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** See the message: ERASED. */
  | 'ERASED'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** Any other refusal; the message says why. */
  | 'REFUSED'
  /** See the message: VERSION_CONFLICT. */
  | 'VERSION_CONFLICT'
  /** See the message: WRONG_STATE. */
  | 'WRONG_STATE';

/** Codes of MomentRightsGrantUserError. */
export type MomentRightsGrantErrorCode =
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** See the message: ERASED. */
  | 'ERASED'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** Any other refusal; the message says why. */
  | 'REFUSED'
  /** See the message: RIGHTS_WINDOW_INVALID. */
  | 'RIGHTS_WINDOW_INVALID'
  /** See the message: VERSION_CONFLICT. */
  | 'VERSION_CONFLICT'
  /** See the message: WRONG_STATE. */
  | 'WRONG_STATE';

/** Rights an author has given. */
export type MomentRightsGrantInput = {
  /** Never unless given. */
  endsAt?: string | null | undefined;
  momentId: string;
  /** Now unless given. */
  startsAt?: string | null | undefined;
  /** As in `MomentInput`. */
  version?: string | null | undefined;
};

/** Codes of MomentRightsRequestUserError. */
export type MomentRightsRequestErrorCode =
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** See the message: ERASED. */
  | 'ERASED'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** Any other refusal; the message says why. */
  | 'REFUSED'
  /** See the message: VERSION_CONFLICT. */
  | 'VERSION_CONFLICT'
  /** See the message: WRONG_STATE. */
  | 'WRONG_STATE';

/** Codes of MomentRightsRevokeUserError. */
export type MomentRightsRevokeErrorCode =
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** See the message: ERASED. */
  | 'ERASED'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** Any other refusal; the message says why. */
  | 'REFUSED'
  /** See the message: VERSION_CONFLICT. */
  | 'VERSION_CONFLICT'
  /** See the message: WRONG_STATE. */
  | 'WRONG_STATE';

/** Codes of MomentShowUserError. */
export type MomentShowErrorCode =
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** See the message: ERASED. */
  | 'ERASED'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** Any other refusal; the message says why. */
  | 'REFUSED'
  /** See the message: VERSION_CONFLICT. */
  | 'VERSION_CONFLICT'
  /** See the message: WRONG_STATE. */
  | 'WRONG_STATE';

/** Why a moment was rejected. Never for its stars. */
export type RejectCode =
  | 'DUPLICATE'
  | 'OFFENSIVE'
  | 'OFF_TOPIC'
  | 'OTHER'
  | 'PERSONAL_DATA'
  | 'SPAM';

/** Whether the brand may show a moment. */
export type Rights =
  | 'DECLINED'
  | 'GRANTED'
  | 'LAPSED'
  | 'NOT_REQUIRED'
  | 'REQUESTED'
  | 'REVOKED'
  | 'UNREQUESTED';

/** Whether a moment is there to be seen. */
export type Visibility =
  | 'ERASED'
  | 'HIDDEN'
  | 'VISIBLE';

export type MomentPartsFragment = { id: string, version: string, kind: Graph.MomentKind, title: string | null, body: string, rating: number | null, permalink: string | null, publishedAt: string, moderation: Graph.Moderation, rejectCode: Graph.RejectCode | null, rights: Graph.Rights, visibility: Graph.Visibility, disclosure: Graph.Disclosure, publishable: boolean, verifiedBuyer: boolean, creator: { id: string, name: string } | null, products: Array<{ id: string, title: string }> };

export type MomentsQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
  last?: number | null | undefined;
  before?: string | null | undefined;
  filter?: Graph.MomentFilter | null | undefined;
}>;


export type MomentsQuery = { moments: { edges: Array<{ cursor: string, node: { id: string, version: string, kind: Graph.MomentKind, title: string | null, body: string, rating: number | null, permalink: string | null, publishedAt: string, moderation: Graph.Moderation, rejectCode: Graph.RejectCode | null, rights: Graph.Rights, visibility: Graph.Visibility, disclosure: Graph.Disclosure, publishable: boolean, verifiedBuyer: boolean, creator: { id: string, name: string } | null, products: Array<{ id: string, title: string }> } }>, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null } } };

export type QueueQueryVariables = Exact<{ [key: string]: never; }>;


export type QueueQuery = { moments: { nodes: Array<{ id: string, version: string, kind: Graph.MomentKind, title: string | null, body: string, rating: number | null, permalink: string | null, publishedAt: string, moderation: Graph.Moderation, rejectCode: Graph.RejectCode | null, rights: Graph.Rights, visibility: Graph.Visibility, disclosure: Graph.Disclosure, publishable: boolean, verifiedBuyer: boolean, creator: { id: string, name: string } | null, products: Array<{ id: string, title: string }> }>, pageInfo: { hasNextPage: boolean } } };

export type MomentQueryVariables = Exact<{
  id: string;
}>;


export type MomentQuery = { node:
    | { source: string, externalId: string, createdAt: string, rejectEditable: boolean, rightsRequestedAt: string | null, rightsStartsAt: string | null, rightsEndsAt: string | null, id: string, version: string, kind: Graph.MomentKind, title: string | null, body: string, rating: number | null, permalink: string | null, publishedAt: string, moderation: Graph.Moderation, rejectCode: Graph.RejectCode | null, rights: Graph.Rights, visibility: Graph.Visibility, disclosure: Graph.Disclosure, publishable: boolean, verifiedBuyer: boolean, creator: { id: string, name: string } | null, products: Array<{ id: string, title: string }> }
    | Record<PropertyKey, never>
   | null };

export type MomentApproveMutationVariables = Exact<{
  input: Graph.MomentInput;
}>;


export type MomentApproveMutation = { momentApprove: { moment: { id: string, version: string, kind: Graph.MomentKind, title: string | null, body: string, rating: number | null, permalink: string | null, publishedAt: string, moderation: Graph.Moderation, rejectCode: Graph.RejectCode | null, rights: Graph.Rights, visibility: Graph.Visibility, disclosure: Graph.Disclosure, publishable: boolean, verifiedBuyer: boolean, creator: { id: string, name: string } | null, products: Array<{ id: string, title: string }> } | null, userErrors: Array<{ message: string, field: Array<string> | null, code: Graph.MomentApproveErrorCode }> } };

export type MomentRejectMutationVariables = Exact<{
  input: Graph.MomentRejectInput;
}>;


export type MomentRejectMutation = { momentReject: { moment: { id: string, version: string, kind: Graph.MomentKind, title: string | null, body: string, rating: number | null, permalink: string | null, publishedAt: string, moderation: Graph.Moderation, rejectCode: Graph.RejectCode | null, rights: Graph.Rights, visibility: Graph.Visibility, disclosure: Graph.Disclosure, publishable: boolean, verifiedBuyer: boolean, creator: { id: string, name: string } | null, products: Array<{ id: string, title: string }> } | null, userErrors: Array<{ message: string, field: Array<string> | null, code: Graph.MomentRejectErrorCode }> } };

export type MomentFlagMutationVariables = Exact<{
  input: Graph.MomentInput;
}>;


export type MomentFlagMutation = { momentFlag: { moment: { id: string, version: string, kind: Graph.MomentKind, title: string | null, body: string, rating: number | null, permalink: string | null, publishedAt: string, moderation: Graph.Moderation, rejectCode: Graph.RejectCode | null, rights: Graph.Rights, visibility: Graph.Visibility, disclosure: Graph.Disclosure, publishable: boolean, verifiedBuyer: boolean, creator: { id: string, name: string } | null, products: Array<{ id: string, title: string }> } | null, userErrors: Array<{ message: string, field: Array<string> | null, code: Graph.MomentFlagErrorCode }> } };

export type MomentHideMutationVariables = Exact<{
  input: Graph.MomentInput;
}>;


export type MomentHideMutation = { momentHide: { moment: { id: string, version: string, kind: Graph.MomentKind, title: string | null, body: string, rating: number | null, permalink: string | null, publishedAt: string, moderation: Graph.Moderation, rejectCode: Graph.RejectCode | null, rights: Graph.Rights, visibility: Graph.Visibility, disclosure: Graph.Disclosure, publishable: boolean, verifiedBuyer: boolean, creator: { id: string, name: string } | null, products: Array<{ id: string, title: string }> } | null, userErrors: Array<{ message: string, field: Array<string> | null, code: Graph.MomentHideErrorCode }> } };

export type MomentShowMutationVariables = Exact<{
  input: Graph.MomentInput;
}>;


export type MomentShowMutation = { momentShow: { moment: { id: string, version: string, kind: Graph.MomentKind, title: string | null, body: string, rating: number | null, permalink: string | null, publishedAt: string, moderation: Graph.Moderation, rejectCode: Graph.RejectCode | null, rights: Graph.Rights, visibility: Graph.Visibility, disclosure: Graph.Disclosure, publishable: boolean, verifiedBuyer: boolean, creator: { id: string, name: string } | null, products: Array<{ id: string, title: string }> } | null, userErrors: Array<{ message: string, field: Array<string> | null, code: Graph.MomentShowErrorCode }> } };

export type MomentEraseMutationVariables = Exact<{
  input: Graph.MomentInput;
}>;


export type MomentEraseMutation = { momentErase: { moment: { id: string, version: string, kind: Graph.MomentKind, title: string | null, body: string, rating: number | null, permalink: string | null, publishedAt: string, moderation: Graph.Moderation, rejectCode: Graph.RejectCode | null, rights: Graph.Rights, visibility: Graph.Visibility, disclosure: Graph.Disclosure, publishable: boolean, verifiedBuyer: boolean, creator: { id: string, name: string } | null, products: Array<{ id: string, title: string }> } | null, userErrors: Array<{ message: string, field: Array<string> | null, code: Graph.MomentEraseErrorCode }> } };

export type MomentRightsRequestMutationVariables = Exact<{
  input: Graph.MomentInput;
}>;


export type MomentRightsRequestMutation = { momentRightsRequest: { moment: { rightsRequestedAt: string | null, id: string, version: string, kind: Graph.MomentKind, title: string | null, body: string, rating: number | null, permalink: string | null, publishedAt: string, moderation: Graph.Moderation, rejectCode: Graph.RejectCode | null, rights: Graph.Rights, visibility: Graph.Visibility, disclosure: Graph.Disclosure, publishable: boolean, verifiedBuyer: boolean, creator: { id: string, name: string } | null, products: Array<{ id: string, title: string }> } | null, userErrors: Array<{ message: string, field: Array<string> | null, code: Graph.MomentRightsRequestErrorCode }> } };

export type MomentRightsGrantMutationVariables = Exact<{
  input: Graph.MomentRightsGrantInput;
}>;


export type MomentRightsGrantMutation = { momentRightsGrant: { moment: { rightsStartsAt: string | null, rightsEndsAt: string | null, id: string, version: string, kind: Graph.MomentKind, title: string | null, body: string, rating: number | null, permalink: string | null, publishedAt: string, moderation: Graph.Moderation, rejectCode: Graph.RejectCode | null, rights: Graph.Rights, visibility: Graph.Visibility, disclosure: Graph.Disclosure, publishable: boolean, verifiedBuyer: boolean, creator: { id: string, name: string } | null, products: Array<{ id: string, title: string }> } | null, userErrors: Array<{ message: string, field: Array<string> | null, code: Graph.MomentRightsGrantErrorCode }> } };

export type MomentRightsDeclineMutationVariables = Exact<{
  input: Graph.MomentInput;
}>;


export type MomentRightsDeclineMutation = { momentRightsDecline: { moment: { id: string, version: string, kind: Graph.MomentKind, title: string | null, body: string, rating: number | null, permalink: string | null, publishedAt: string, moderation: Graph.Moderation, rejectCode: Graph.RejectCode | null, rights: Graph.Rights, visibility: Graph.Visibility, disclosure: Graph.Disclosure, publishable: boolean, verifiedBuyer: boolean, creator: { id: string, name: string } | null, products: Array<{ id: string, title: string }> } | null, userErrors: Array<{ message: string, field: Array<string> | null, code: Graph.MomentRightsDeclineErrorCode }> } };

export type MomentRightsRevokeMutationVariables = Exact<{
  input: Graph.MomentInput;
}>;


export type MomentRightsRevokeMutation = { momentRightsRevoke: { moment: { id: string, version: string, kind: Graph.MomentKind, title: string | null, body: string, rating: number | null, permalink: string | null, publishedAt: string, moderation: Graph.Moderation, rejectCode: Graph.RejectCode | null, rights: Graph.Rights, visibility: Graph.Visibility, disclosure: Graph.Disclosure, publishable: boolean, verifiedBuyer: boolean, creator: { id: string, name: string } | null, products: Array<{ id: string, title: string }> } | null, userErrors: Array<{ message: string, field: Array<string> | null, code: Graph.MomentRightsRevokeErrorCode }> } };

export type MomentReopenMutationVariables = Exact<{
  input: Graph.MomentInput;
}>;


export type MomentReopenMutation = { momentReopen: { moment: { id: string, version: string, kind: Graph.MomentKind, title: string | null, body: string, rating: number | null, permalink: string | null, publishedAt: string, moderation: Graph.Moderation, rejectCode: Graph.RejectCode | null, rights: Graph.Rights, visibility: Graph.Visibility, disclosure: Graph.Disclosure, publishable: boolean, verifiedBuyer: boolean, creator: { id: string, name: string } | null, products: Array<{ id: string, title: string }> } | null, userErrors: Array<{ message: string, field: Array<string> | null, code: Graph.MomentReopenErrorCode }> } };

export type MomentNewsSubscriptionVariables = Exact<{
  after?: string | null | undefined;
}>;


export type MomentNewsSubscription = { momentChanged: { cursor: string, moment: { id: string, version: string, kind: Graph.MomentKind, title: string | null, body: string, rating: number | null, permalink: string | null, publishedAt: string, moderation: Graph.Moderation, rejectCode: Graph.RejectCode | null, rights: Graph.Rights, visibility: Graph.Visibility, disclosure: Graph.Disclosure, publishable: boolean, verifiedBuyer: boolean, creator: { id: string, name: string } | null, products: Array<{ id: string, title: string }> } } };

export const MomentsDocument = document<MomentsQuery, MomentsQueryVariables>(
  "query Moments($first: Int, $after: String, $last: Int, $before: String, $filter: MomentFilter) {\n  moments(\n    first: $first\n    after: $after\n    last: $last\n    before: $before\n    filter: $filter\n  ) {\n    edges {\n      cursor\n      node {\n        ...MomentParts\n        __typename\n      }\n      __typename\n    }\n    pageInfo {\n      hasNextPage\n      hasPreviousPage\n      startCursor\n      endCursor\n      __typename\n    }\n    __typename\n  }\n}\nfragment MomentParts on Moment {\n  id\n  version\n  kind\n  title\n  body\n  rating\n  permalink\n  publishedAt\n  moderation\n  rejectCode\n  rights\n  visibility\n  disclosure\n  publishable\n  verifiedBuyer\n  creator {\n    id\n    name\n    __typename\n  }\n  products {\n    id\n    title\n    __typename\n  }\n  __typename\n}",
  '424ebe8fd4f87cc441fbcff83e978eb9e78f383f4d80fa02f2ca3a7a35f5665f',
);

export const QueueDocument = document<QueueQuery, QueueQueryVariables>(
  "query Queue {\n  moments(first: 50, filter: {moderation: PENDING}) {\n    nodes {\n      ...MomentParts\n      __typename\n    }\n    pageInfo {\n      hasNextPage\n      __typename\n    }\n    __typename\n  }\n}\nfragment MomentParts on Moment {\n  id\n  version\n  kind\n  title\n  body\n  rating\n  permalink\n  publishedAt\n  moderation\n  rejectCode\n  rights\n  visibility\n  disclosure\n  publishable\n  verifiedBuyer\n  creator {\n    id\n    name\n    __typename\n  }\n  products {\n    id\n    title\n    __typename\n  }\n  __typename\n}",
  '1d11af4672824fb59dc3c64f031b302324db1d0a29a5b82e8546e111b1cd3924',
);

export const MomentDocument = document<MomentQuery, MomentQueryVariables>(
  "query Moment($id: ID!) {\n  node(id: $id) {\n    ... on Moment {\n      ...MomentParts\n      source\n      externalId\n      createdAt\n      rejectEditable\n      rightsRequestedAt\n      rightsStartsAt\n      rightsEndsAt\n      __typename\n    }\n    __typename\n  }\n}\nfragment MomentParts on Moment {\n  id\n  version\n  kind\n  title\n  body\n  rating\n  permalink\n  publishedAt\n  moderation\n  rejectCode\n  rights\n  visibility\n  disclosure\n  publishable\n  verifiedBuyer\n  creator {\n    id\n    name\n    __typename\n  }\n  products {\n    id\n    title\n    __typename\n  }\n  __typename\n}",
  '339a465595a17b3fc92d30795f4856148daa2e63cb746ce046bfb83b68fa938e',
);

export const MomentApproveDocument = document<MomentApproveMutation, MomentApproveMutationVariables>(
  "mutation MomentApprove($input: MomentInput!) {\n  momentApprove(input: $input) {\n    moment {\n      ...MomentParts\n      __typename\n    }\n    userErrors {\n      message\n      field\n      code\n      __typename\n    }\n    __typename\n  }\n}\nfragment MomentParts on Moment {\n  id\n  version\n  kind\n  title\n  body\n  rating\n  permalink\n  publishedAt\n  moderation\n  rejectCode\n  rights\n  visibility\n  disclosure\n  publishable\n  verifiedBuyer\n  creator {\n    id\n    name\n    __typename\n  }\n  products {\n    id\n    title\n    __typename\n  }\n  __typename\n}",
  '7803843ad22d8d179869286e72a53fd5bf68c3d9e9812366af59945146cf4617',
);

export const MomentRejectDocument = document<MomentRejectMutation, MomentRejectMutationVariables>(
  "mutation MomentReject($input: MomentRejectInput!) {\n  momentReject(input: $input) {\n    moment {\n      ...MomentParts\n      __typename\n    }\n    userErrors {\n      message\n      field\n      code\n      __typename\n    }\n    __typename\n  }\n}\nfragment MomentParts on Moment {\n  id\n  version\n  kind\n  title\n  body\n  rating\n  permalink\n  publishedAt\n  moderation\n  rejectCode\n  rights\n  visibility\n  disclosure\n  publishable\n  verifiedBuyer\n  creator {\n    id\n    name\n    __typename\n  }\n  products {\n    id\n    title\n    __typename\n  }\n  __typename\n}",
  '95801971bb09078894b1e577b4719843ffc729268df1db01ef86db3f22df1fe1',
);

export const MomentFlagDocument = document<MomentFlagMutation, MomentFlagMutationVariables>(
  "mutation MomentFlag($input: MomentInput!) {\n  momentFlag(input: $input) {\n    moment {\n      ...MomentParts\n      __typename\n    }\n    userErrors {\n      message\n      field\n      code\n      __typename\n    }\n    __typename\n  }\n}\nfragment MomentParts on Moment {\n  id\n  version\n  kind\n  title\n  body\n  rating\n  permalink\n  publishedAt\n  moderation\n  rejectCode\n  rights\n  visibility\n  disclosure\n  publishable\n  verifiedBuyer\n  creator {\n    id\n    name\n    __typename\n  }\n  products {\n    id\n    title\n    __typename\n  }\n  __typename\n}",
  '67142b9b444a9906ea901d4db3927b9b806ae6a5f93a08101a73601cfb0ff742',
);

export const MomentHideDocument = document<MomentHideMutation, MomentHideMutationVariables>(
  "mutation MomentHide($input: MomentInput!) {\n  momentHide(input: $input) {\n    moment {\n      ...MomentParts\n      __typename\n    }\n    userErrors {\n      message\n      field\n      code\n      __typename\n    }\n    __typename\n  }\n}\nfragment MomentParts on Moment {\n  id\n  version\n  kind\n  title\n  body\n  rating\n  permalink\n  publishedAt\n  moderation\n  rejectCode\n  rights\n  visibility\n  disclosure\n  publishable\n  verifiedBuyer\n  creator {\n    id\n    name\n    __typename\n  }\n  products {\n    id\n    title\n    __typename\n  }\n  __typename\n}",
  '166376f872ba38c7f76d3263b21b263ef3832371a849899ccea626f5daa54575',
);

export const MomentShowDocument = document<MomentShowMutation, MomentShowMutationVariables>(
  "mutation MomentShow($input: MomentInput!) {\n  momentShow(input: $input) {\n    moment {\n      ...MomentParts\n      __typename\n    }\n    userErrors {\n      message\n      field\n      code\n      __typename\n    }\n    __typename\n  }\n}\nfragment MomentParts on Moment {\n  id\n  version\n  kind\n  title\n  body\n  rating\n  permalink\n  publishedAt\n  moderation\n  rejectCode\n  rights\n  visibility\n  disclosure\n  publishable\n  verifiedBuyer\n  creator {\n    id\n    name\n    __typename\n  }\n  products {\n    id\n    title\n    __typename\n  }\n  __typename\n}",
  'fb6693f71f81267cf4f74158d56481c6cc31ff140d4eb3b6cdc61d0d0ec26d73',
);

export const MomentEraseDocument = document<MomentEraseMutation, MomentEraseMutationVariables>(
  "mutation MomentErase($input: MomentInput!) {\n  momentErase(input: $input) {\n    moment {\n      ...MomentParts\n      __typename\n    }\n    userErrors {\n      message\n      field\n      code\n      __typename\n    }\n    __typename\n  }\n}\nfragment MomentParts on Moment {\n  id\n  version\n  kind\n  title\n  body\n  rating\n  permalink\n  publishedAt\n  moderation\n  rejectCode\n  rights\n  visibility\n  disclosure\n  publishable\n  verifiedBuyer\n  creator {\n    id\n    name\n    __typename\n  }\n  products {\n    id\n    title\n    __typename\n  }\n  __typename\n}",
  '976e8b1ed70dac50b3afd1826de767fc96485fdf6f75de1f186ce674c505fce5',
);

export const MomentRightsRequestDocument = document<MomentRightsRequestMutation, MomentRightsRequestMutationVariables>(
  "mutation MomentRightsRequest($input: MomentInput!) {\n  momentRightsRequest(input: $input) {\n    moment {\n      ...MomentParts\n      rightsRequestedAt\n      __typename\n    }\n    userErrors {\n      message\n      field\n      code\n      __typename\n    }\n    __typename\n  }\n}\nfragment MomentParts on Moment {\n  id\n  version\n  kind\n  title\n  body\n  rating\n  permalink\n  publishedAt\n  moderation\n  rejectCode\n  rights\n  visibility\n  disclosure\n  publishable\n  verifiedBuyer\n  creator {\n    id\n    name\n    __typename\n  }\n  products {\n    id\n    title\n    __typename\n  }\n  __typename\n}",
  'ebb23d108668271473ab580fdf8b6c97391d1fc8c965b660200a98e46fcb548a',
);

export const MomentRightsGrantDocument = document<MomentRightsGrantMutation, MomentRightsGrantMutationVariables>(
  "mutation MomentRightsGrant($input: MomentRightsGrantInput!) {\n  momentRightsGrant(input: $input) {\n    moment {\n      ...MomentParts\n      rightsStartsAt\n      rightsEndsAt\n      __typename\n    }\n    userErrors {\n      message\n      field\n      code\n      __typename\n    }\n    __typename\n  }\n}\nfragment MomentParts on Moment {\n  id\n  version\n  kind\n  title\n  body\n  rating\n  permalink\n  publishedAt\n  moderation\n  rejectCode\n  rights\n  visibility\n  disclosure\n  publishable\n  verifiedBuyer\n  creator {\n    id\n    name\n    __typename\n  }\n  products {\n    id\n    title\n    __typename\n  }\n  __typename\n}",
  '10c91066e79f016be18894332fb6a8aed426aa49d5db5c5e7149a393fbe3a28a',
);

export const MomentRightsDeclineDocument = document<MomentRightsDeclineMutation, MomentRightsDeclineMutationVariables>(
  "mutation MomentRightsDecline($input: MomentInput!) {\n  momentRightsDecline(input: $input) {\n    moment {\n      ...MomentParts\n      __typename\n    }\n    userErrors {\n      message\n      field\n      code\n      __typename\n    }\n    __typename\n  }\n}\nfragment MomentParts on Moment {\n  id\n  version\n  kind\n  title\n  body\n  rating\n  permalink\n  publishedAt\n  moderation\n  rejectCode\n  rights\n  visibility\n  disclosure\n  publishable\n  verifiedBuyer\n  creator {\n    id\n    name\n    __typename\n  }\n  products {\n    id\n    title\n    __typename\n  }\n  __typename\n}",
  'ad1cb846db07c68c45eb363c42224a5413f31bbe6a682ea6f6f8965dccea0ad9',
);

export const MomentRightsRevokeDocument = document<MomentRightsRevokeMutation, MomentRightsRevokeMutationVariables>(
  "mutation MomentRightsRevoke($input: MomentInput!) {\n  momentRightsRevoke(input: $input) {\n    moment {\n      ...MomentParts\n      __typename\n    }\n    userErrors {\n      message\n      field\n      code\n      __typename\n    }\n    __typename\n  }\n}\nfragment MomentParts on Moment {\n  id\n  version\n  kind\n  title\n  body\n  rating\n  permalink\n  publishedAt\n  moderation\n  rejectCode\n  rights\n  visibility\n  disclosure\n  publishable\n  verifiedBuyer\n  creator {\n    id\n    name\n    __typename\n  }\n  products {\n    id\n    title\n    __typename\n  }\n  __typename\n}",
  '1b2ce55243705169df20a0e70f4f819307979b6749d6cb5b306160221903f015',
);

export const MomentReopenDocument = document<MomentReopenMutation, MomentReopenMutationVariables>(
  "mutation MomentReopen($input: MomentInput!) {\n  momentReopen(input: $input) {\n    moment {\n      ...MomentParts\n      __typename\n    }\n    userErrors {\n      message\n      field\n      code\n      __typename\n    }\n    __typename\n  }\n}\nfragment MomentParts on Moment {\n  id\n  version\n  kind\n  title\n  body\n  rating\n  permalink\n  publishedAt\n  moderation\n  rejectCode\n  rights\n  visibility\n  disclosure\n  publishable\n  verifiedBuyer\n  creator {\n    id\n    name\n    __typename\n  }\n  products {\n    id\n    title\n    __typename\n  }\n  __typename\n}",
  '35ee677664e215b6aa7a78b67997971859b1ba9baa01a638fdfdd2ced26981df',
);

export const MomentNewsDocument = document<MomentNewsSubscription, MomentNewsSubscriptionVariables>(
  "subscription MomentNews($after: String) {\n  momentChanged(after: $after) {\n    cursor\n    moment {\n      ...MomentParts\n      __typename\n    }\n    __typename\n  }\n}\nfragment MomentParts on Moment {\n  id\n  version\n  kind\n  title\n  body\n  rating\n  permalink\n  publishedAt\n  moderation\n  rejectCode\n  rights\n  visibility\n  disclosure\n  publishable\n  verifiedBuyer\n  creator {\n    id\n    name\n    __typename\n  }\n  products {\n    id\n    title\n    __typename\n  }\n  __typename\n}",
  '2cc6e274d4c5baa65d02e9443c97a8cb35819d5bc7ab05b1c835547acef47f3a',
);