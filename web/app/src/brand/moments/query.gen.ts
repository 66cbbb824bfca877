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

export type MomentPartsFragment = { id: string, kind: Graph.MomentKind, title: string | null, body: string, rating: number | null, permalink: string | null, publishedAt: string, moderation: Graph.Moderation, rejectCode: Graph.RejectCode | null, rights: Graph.Rights, visibility: Graph.Visibility, disclosure: Graph.Disclosure, publishable: boolean, verifiedBuyer: boolean, creator: { id: string, name: string } | null, products: Array<{ id: string, title: string }> };

export type MomentsQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
  last?: number | null | undefined;
  before?: string | null | undefined;
  moderation?: Graph.Moderation | null | undefined;
}>;


export type MomentsQuery = { moments: { edges: Array<{ cursor: string, node: { id: string, kind: Graph.MomentKind, title: string | null, body: string, rating: number | null, permalink: string | null, publishedAt: string, moderation: Graph.Moderation, rejectCode: Graph.RejectCode | null, rights: Graph.Rights, visibility: Graph.Visibility, disclosure: Graph.Disclosure, publishable: boolean, verifiedBuyer: boolean, creator: { id: string, name: string } | null, products: Array<{ id: string, title: string }> } }>, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null } } };

export type QueueQueryVariables = Exact<{ [key: string]: never; }>;


export type QueueQuery = { moments: { nodes: Array<{ id: string, kind: Graph.MomentKind, title: string | null, body: string, rating: number | null, permalink: string | null, publishedAt: string, moderation: Graph.Moderation, rejectCode: Graph.RejectCode | null, rights: Graph.Rights, visibility: Graph.Visibility, disclosure: Graph.Disclosure, publishable: boolean, verifiedBuyer: boolean, creator: { id: string, name: string } | null, products: Array<{ id: string, title: string }> }>, pageInfo: { hasNextPage: boolean } } };

export type MomentQueryVariables = Exact<{
  id: string;
}>;


export type MomentQuery = { node:
    | { source: string, externalId: string, createdAt: string, rejectEditable: boolean, rightsRequestedAt: string | null, rightsStartsAt: string | null, rightsEndsAt: string | null, id: string, kind: Graph.MomentKind, title: string | null, body: string, rating: number | null, permalink: string | null, publishedAt: string, moderation: Graph.Moderation, rejectCode: Graph.RejectCode | null, rights: Graph.Rights, visibility: Graph.Visibility, disclosure: Graph.Disclosure, publishable: boolean, verifiedBuyer: boolean, creator: { id: string, name: string } | null, products: Array<{ id: string, title: string }> }
    | Record<PropertyKey, never>
   | null };

export type MomentApproveMutationVariables = Exact<{
  input: Graph.MomentInput;
}>;


export type MomentApproveMutation = { momentApprove: { moment: { id: string, kind: Graph.MomentKind, title: string | null, body: string, rating: number | null, permalink: string | null, publishedAt: string, moderation: Graph.Moderation, rejectCode: Graph.RejectCode | null, rights: Graph.Rights, visibility: Graph.Visibility, disclosure: Graph.Disclosure, publishable: boolean, verifiedBuyer: boolean, creator: { id: string, name: string } | null, products: Array<{ id: string, title: string }> } | null, userErrors: Array<{ message: string, field: Array<string> | null, code: Graph.MomentApproveErrorCode }> } };

export type MomentRejectMutationVariables = Exact<{
  input: Graph.MomentRejectInput;
}>;


export type MomentRejectMutation = { momentReject: { moment: { id: string, kind: Graph.MomentKind, title: string | null, body: string, rating: number | null, permalink: string | null, publishedAt: string, moderation: Graph.Moderation, rejectCode: Graph.RejectCode | null, rights: Graph.Rights, visibility: Graph.Visibility, disclosure: Graph.Disclosure, publishable: boolean, verifiedBuyer: boolean, creator: { id: string, name: string } | null, products: Array<{ id: string, title: string }> } | null, userErrors: Array<{ message: string, field: Array<string> | null, code: Graph.MomentRejectErrorCode }> } };

export type MomentFlagMutationVariables = Exact<{
  input: Graph.MomentInput;
}>;


export type MomentFlagMutation = { momentFlag: { moment: { id: string, kind: Graph.MomentKind, title: string | null, body: string, rating: number | null, permalink: string | null, publishedAt: string, moderation: Graph.Moderation, rejectCode: Graph.RejectCode | null, rights: Graph.Rights, visibility: Graph.Visibility, disclosure: Graph.Disclosure, publishable: boolean, verifiedBuyer: boolean, creator: { id: string, name: string } | null, products: Array<{ id: string, title: string }> } | null, userErrors: Array<{ message: string, field: Array<string> | null, code: Graph.MomentFlagErrorCode }> } };

export type MomentHideMutationVariables = Exact<{
  input: Graph.MomentInput;
}>;


export type MomentHideMutation = { momentHide: { moment: { id: string, kind: Graph.MomentKind, title: string | null, body: string, rating: number | null, permalink: string | null, publishedAt: string, moderation: Graph.Moderation, rejectCode: Graph.RejectCode | null, rights: Graph.Rights, visibility: Graph.Visibility, disclosure: Graph.Disclosure, publishable: boolean, verifiedBuyer: boolean, creator: { id: string, name: string } | null, products: Array<{ id: string, title: string }> } | null, userErrors: Array<{ message: string, field: Array<string> | null, code: Graph.MomentHideErrorCode }> } };

export type MomentShowMutationVariables = Exact<{
  input: Graph.MomentInput;
}>;


export type MomentShowMutation = { momentShow: { moment: { id: string, kind: Graph.MomentKind, title: string | null, body: string, rating: number | null, permalink: string | null, publishedAt: string, moderation: Graph.Moderation, rejectCode: Graph.RejectCode | null, rights: Graph.Rights, visibility: Graph.Visibility, disclosure: Graph.Disclosure, publishable: boolean, verifiedBuyer: boolean, creator: { id: string, name: string } | null, products: Array<{ id: string, title: string }> } | null, userErrors: Array<{ message: string, field: Array<string> | null, code: Graph.MomentShowErrorCode }> } };

export type MomentEraseMutationVariables = Exact<{
  input: Graph.MomentInput;
}>;


export type MomentEraseMutation = { momentErase: { moment: { id: string, kind: Graph.MomentKind, title: string | null, body: string, rating: number | null, permalink: string | null, publishedAt: string, moderation: Graph.Moderation, rejectCode: Graph.RejectCode | null, rights: Graph.Rights, visibility: Graph.Visibility, disclosure: Graph.Disclosure, publishable: boolean, verifiedBuyer: boolean, creator: { id: string, name: string } | null, products: Array<{ id: string, title: string }> } | null, userErrors: Array<{ message: string, field: Array<string> | null, code: Graph.MomentEraseErrorCode }> } };

export type MomentRightsRequestMutationVariables = Exact<{
  input: Graph.MomentInput;
}>;


export type MomentRightsRequestMutation = { momentRightsRequest: { moment: { rightsRequestedAt: string | null, id: string, kind: Graph.MomentKind, title: string | null, body: string, rating: number | null, permalink: string | null, publishedAt: string, moderation: Graph.Moderation, rejectCode: Graph.RejectCode | null, rights: Graph.Rights, visibility: Graph.Visibility, disclosure: Graph.Disclosure, publishable: boolean, verifiedBuyer: boolean, creator: { id: string, name: string } | null, products: Array<{ id: string, title: string }> } | null, userErrors: Array<{ message: string, field: Array<string> | null, code: Graph.MomentRightsRequestErrorCode }> } };

export type MomentRightsGrantMutationVariables = Exact<{
  input: Graph.MomentRightsGrantInput;
}>;


export type MomentRightsGrantMutation = { momentRightsGrant: { moment: { rightsStartsAt: string | null, rightsEndsAt: string | null, id: string, kind: Graph.MomentKind, title: string | null, body: string, rating: number | null, permalink: string | null, publishedAt: string, moderation: Graph.Moderation, rejectCode: Graph.RejectCode | null, rights: Graph.Rights, visibility: Graph.Visibility, disclosure: Graph.Disclosure, publishable: boolean, verifiedBuyer: boolean, creator: { id: string, name: string } | null, products: Array<{ id: string, title: string }> } | null, userErrors: Array<{ message: string, field: Array<string> | null, code: Graph.MomentRightsGrantErrorCode }> } };

export type MomentRightsDeclineMutationVariables = Exact<{
  input: Graph.MomentInput;
}>;


export type MomentRightsDeclineMutation = { momentRightsDecline: { moment: { id: string, kind: Graph.MomentKind, title: string | null, body: string, rating: number | null, permalink: string | null, publishedAt: string, moderation: Graph.Moderation, rejectCode: Graph.RejectCode | null, rights: Graph.Rights, visibility: Graph.Visibility, disclosure: Graph.Disclosure, publishable: boolean, verifiedBuyer: boolean, creator: { id: string, name: string } | null, products: Array<{ id: string, title: string }> } | null, userErrors: Array<{ message: string, field: Array<string> | null, code: Graph.MomentRightsDeclineErrorCode }> } };

export type MomentRightsRevokeMutationVariables = Exact<{
  input: Graph.MomentInput;
}>;


export type MomentRightsRevokeMutation = { momentRightsRevoke: { moment: { id: string, kind: Graph.MomentKind, title: string | null, body: string, rating: number | null, permalink: string | null, publishedAt: string, moderation: Graph.Moderation, rejectCode: Graph.RejectCode | null, rights: Graph.Rights, visibility: Graph.Visibility, disclosure: Graph.Disclosure, publishable: boolean, verifiedBuyer: boolean, creator: { id: string, name: string } | null, products: Array<{ id: string, title: string }> } | null, userErrors: Array<{ message: string, field: Array<string> | null, code: Graph.MomentRightsRevokeErrorCode }> } };

export const MomentsDocument = document<MomentsQuery, MomentsQueryVariables>(
  "query Moments($first: Int, $after: String, $last: Int, $before: String, $moderation: Moderation) {\n  moments(\n    first: $first\n    after: $after\n    last: $last\n    before: $before\n    moderation: $moderation\n  ) {\n    edges {\n      cursor\n      node {\n        ...MomentParts\n        __typename\n      }\n      __typename\n    }\n    pageInfo {\n      hasNextPage\n      hasPreviousPage\n      startCursor\n      endCursor\n      __typename\n    }\n    __typename\n  }\n}\nfragment MomentParts on Moment {\n  id\n  kind\n  title\n  body\n  rating\n  permalink\n  publishedAt\n  moderation\n  rejectCode\n  rights\n  visibility\n  disclosure\n  publishable\n  verifiedBuyer\n  creator {\n    id\n    name\n    __typename\n  }\n  products {\n    id\n    title\n    __typename\n  }\n  __typename\n}",
  'fbad292abc5873f5844544f54e0ecb9b9fd08854148238b4db94b154c6c8526d',
);

export const QueueDocument = document<QueueQuery, QueueQueryVariables>(
  "query Queue {\n  moments(first: 50, moderation: PENDING) {\n    nodes {\n      ...MomentParts\n      __typename\n    }\n    pageInfo {\n      hasNextPage\n      __typename\n    }\n    __typename\n  }\n}\nfragment MomentParts on Moment {\n  id\n  kind\n  title\n  body\n  rating\n  permalink\n  publishedAt\n  moderation\n  rejectCode\n  rights\n  visibility\n  disclosure\n  publishable\n  verifiedBuyer\n  creator {\n    id\n    name\n    __typename\n  }\n  products {\n    id\n    title\n    __typename\n  }\n  __typename\n}",
  '706b386e0c8085f27a10c5e78f54bc28a1f8081bd1875867c0b7cc78f81a9b92',
);

export const MomentDocument = document<MomentQuery, MomentQueryVariables>(
  "query Moment($id: ID!) {\n  node(id: $id) {\n    ... on Moment {\n      ...MomentParts\n      source\n      externalId\n      createdAt\n      rejectEditable\n      rightsRequestedAt\n      rightsStartsAt\n      rightsEndsAt\n      __typename\n    }\n    __typename\n  }\n}\nfragment MomentParts on Moment {\n  id\n  kind\n  title\n  body\n  rating\n  permalink\n  publishedAt\n  moderation\n  rejectCode\n  rights\n  visibility\n  disclosure\n  publishable\n  verifiedBuyer\n  creator {\n    id\n    name\n    __typename\n  }\n  products {\n    id\n    title\n    __typename\n  }\n  __typename\n}",
  '2b2ffb9217f7ab1fca9c930f4d32e2cc57ec659c4b996b2cd1fb9c75655186aa',
);

export const MomentApproveDocument = document<MomentApproveMutation, MomentApproveMutationVariables>(
  "mutation MomentApprove($input: MomentInput!) {\n  momentApprove(input: $input) {\n    moment {\n      ...MomentParts\n      __typename\n    }\n    userErrors {\n      message\n      field\n      code\n      __typename\n    }\n    __typename\n  }\n}\nfragment MomentParts on Moment {\n  id\n  kind\n  title\n  body\n  rating\n  permalink\n  publishedAt\n  moderation\n  rejectCode\n  rights\n  visibility\n  disclosure\n  publishable\n  verifiedBuyer\n  creator {\n    id\n    name\n    __typename\n  }\n  products {\n    id\n    title\n    __typename\n  }\n  __typename\n}",
  '28aa47777c758c5b96bb33f450b2874b16e32b20ec16cae0b88be6f4ad8fd637',
);

export const MomentRejectDocument = document<MomentRejectMutation, MomentRejectMutationVariables>(
  "mutation MomentReject($input: MomentRejectInput!) {\n  momentReject(input: $input) {\n    moment {\n      ...MomentParts\n      __typename\n    }\n    userErrors {\n      message\n      field\n      code\n      __typename\n    }\n    __typename\n  }\n}\nfragment MomentParts on Moment {\n  id\n  kind\n  title\n  body\n  rating\n  permalink\n  publishedAt\n  moderation\n  rejectCode\n  rights\n  visibility\n  disclosure\n  publishable\n  verifiedBuyer\n  creator {\n    id\n    name\n    __typename\n  }\n  products {\n    id\n    title\n    __typename\n  }\n  __typename\n}",
  'adba434cc38fed1eb81fee49cfe15a3309c7587c05aa72852a75086fe2f11c94',
);

export const MomentFlagDocument = document<MomentFlagMutation, MomentFlagMutationVariables>(
  "mutation MomentFlag($input: MomentInput!) {\n  momentFlag(input: $input) {\n    moment {\n      ...MomentParts\n      __typename\n    }\n    userErrors {\n      message\n      field\n      code\n      __typename\n    }\n    __typename\n  }\n}\nfragment MomentParts on Moment {\n  id\n  kind\n  title\n  body\n  rating\n  permalink\n  publishedAt\n  moderation\n  rejectCode\n  rights\n  visibility\n  disclosure\n  publishable\n  verifiedBuyer\n  creator {\n    id\n    name\n    __typename\n  }\n  products {\n    id\n    title\n    __typename\n  }\n  __typename\n}",
  'e71aa4eb9c06895aa8a8a29331ab50c31ba2c7c04fb0ef30a9dd79148cebe8d8',
);

export const MomentHideDocument = document<MomentHideMutation, MomentHideMutationVariables>(
  "mutation MomentHide($input: MomentInput!) {\n  momentHide(input: $input) {\n    moment {\n      ...MomentParts\n      __typename\n    }\n    userErrors {\n      message\n      field\n      code\n      __typename\n    }\n    __typename\n  }\n}\nfragment MomentParts on Moment {\n  id\n  kind\n  title\n  body\n  rating\n  permalink\n  publishedAt\n  moderation\n  rejectCode\n  rights\n  visibility\n  disclosure\n  publishable\n  verifiedBuyer\n  creator {\n    id\n    name\n    __typename\n  }\n  products {\n    id\n    title\n    __typename\n  }\n  __typename\n}",
  '80ca1d005ee8a78088966ab24055b257a66c717dacfc8812155298cce362e507',
);

export const MomentShowDocument = document<MomentShowMutation, MomentShowMutationVariables>(
  "mutation MomentShow($input: MomentInput!) {\n  momentShow(input: $input) {\n    moment {\n      ...MomentParts\n      __typename\n    }\n    userErrors {\n      message\n      field\n      code\n      __typename\n    }\n    __typename\n  }\n}\nfragment MomentParts on Moment {\n  id\n  kind\n  title\n  body\n  rating\n  permalink\n  publishedAt\n  moderation\n  rejectCode\n  rights\n  visibility\n  disclosure\n  publishable\n  verifiedBuyer\n  creator {\n    id\n    name\n    __typename\n  }\n  products {\n    id\n    title\n    __typename\n  }\n  __typename\n}",
  'f2397faf6297e88abf6fcbad30f1305792f4ecbdcdf902df1eebb12f51c5dbfe',
);

export const MomentEraseDocument = document<MomentEraseMutation, MomentEraseMutationVariables>(
  "mutation MomentErase($input: MomentInput!) {\n  momentErase(input: $input) {\n    moment {\n      ...MomentParts\n      __typename\n    }\n    userErrors {\n      message\n      field\n      code\n      __typename\n    }\n    __typename\n  }\n}\nfragment MomentParts on Moment {\n  id\n  kind\n  title\n  body\n  rating\n  permalink\n  publishedAt\n  moderation\n  rejectCode\n  rights\n  visibility\n  disclosure\n  publishable\n  verifiedBuyer\n  creator {\n    id\n    name\n    __typename\n  }\n  products {\n    id\n    title\n    __typename\n  }\n  __typename\n}",
  '936e3b39faa047eefd39fbb3b3f358cf7b18c72da0b11f576cf17406ec1cc98b',
);

export const MomentRightsRequestDocument = document<MomentRightsRequestMutation, MomentRightsRequestMutationVariables>(
  "mutation MomentRightsRequest($input: MomentInput!) {\n  momentRightsRequest(input: $input) {\n    moment {\n      ...MomentParts\n      rightsRequestedAt\n      __typename\n    }\n    userErrors {\n      message\n      field\n      code\n      __typename\n    }\n    __typename\n  }\n}\nfragment MomentParts on Moment {\n  id\n  kind\n  title\n  body\n  rating\n  permalink\n  publishedAt\n  moderation\n  rejectCode\n  rights\n  visibility\n  disclosure\n  publishable\n  verifiedBuyer\n  creator {\n    id\n    name\n    __typename\n  }\n  products {\n    id\n    title\n    __typename\n  }\n  __typename\n}",
  '7830f1375264cfaa84e886c59f6d1aa6f0c61f36696c2e257e062bc47edf095a',
);

export const MomentRightsGrantDocument = document<MomentRightsGrantMutation, MomentRightsGrantMutationVariables>(
  "mutation MomentRightsGrant($input: MomentRightsGrantInput!) {\n  momentRightsGrant(input: $input) {\n    moment {\n      ...MomentParts\n      rightsStartsAt\n      rightsEndsAt\n      __typename\n    }\n    userErrors {\n      message\n      field\n      code\n      __typename\n    }\n    __typename\n  }\n}\nfragment MomentParts on Moment {\n  id\n  kind\n  title\n  body\n  rating\n  permalink\n  publishedAt\n  moderation\n  rejectCode\n  rights\n  visibility\n  disclosure\n  publishable\n  verifiedBuyer\n  creator {\n    id\n    name\n    __typename\n  }\n  products {\n    id\n    title\n    __typename\n  }\n  __typename\n}",
  '1309a89e44e4d3eba600317f81f549330819ff4824be73e10102a30efde42641',
);

export const MomentRightsDeclineDocument = document<MomentRightsDeclineMutation, MomentRightsDeclineMutationVariables>(
  "mutation MomentRightsDecline($input: MomentInput!) {\n  momentRightsDecline(input: $input) {\n    moment {\n      ...MomentParts\n      __typename\n    }\n    userErrors {\n      message\n      field\n      code\n      __typename\n    }\n    __typename\n  }\n}\nfragment MomentParts on Moment {\n  id\n  kind\n  title\n  body\n  rating\n  permalink\n  publishedAt\n  moderation\n  rejectCode\n  rights\n  visibility\n  disclosure\n  publishable\n  verifiedBuyer\n  creator {\n    id\n    name\n    __typename\n  }\n  products {\n    id\n    title\n    __typename\n  }\n  __typename\n}",
  '785037ffaacc415a7d8491ee17c3bb9d578d6b73a109501715a5b2f96d0295d0',
);

export const MomentRightsRevokeDocument = document<MomentRightsRevokeMutation, MomentRightsRevokeMutationVariables>(
  "mutation MomentRightsRevoke($input: MomentInput!) {\n  momentRightsRevoke(input: $input) {\n    moment {\n      ...MomentParts\n      __typename\n    }\n    userErrors {\n      message\n      field\n      code\n      __typename\n    }\n    __typename\n  }\n}\nfragment MomentParts on Moment {\n  id\n  kind\n  title\n  body\n  rating\n  permalink\n  publishedAt\n  moderation\n  rejectCode\n  rights\n  visibility\n  disclosure\n  publishable\n  verifiedBuyer\n  creator {\n    id\n    name\n    __typename\n  }\n  products {\n    id\n    title\n    __typename\n  }\n  __typename\n}",
  '64c0894156f3cbb4ac0b92c98d1e24e8b01b51de9929de2581b291d3544b6563',
);