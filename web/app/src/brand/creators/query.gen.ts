/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type * as Graph from '@/graph/schema.gen';

import { document } from '@/graph/document';
/** Where a claim of a creator stands. */
export type ClaimState =
  | 'APPROVED'
  | 'REJECTED'
  | 'REQUESTED';

/** Whether the audience is told that a moment was paid for. */
export type Disclosure =
  | 'MISSING'
  | 'NOT_REQUIRED'
  | 'SHOWN';

/** What an image or a video is, by its content. What is handed in as WEBP or GIF is kept as JPEG or PNG. */
export type MediaType =
  | 'GIF'
  | 'JPEG'
  | 'MP4'
  | 'PNG'
  | 'QUICKTIME'
  | 'WEBP';

/** What the moderators think of a moment. */
export type Moderation =
  | 'APPROVED'
  | 'FLAGGED'
  | 'PENDING'
  | 'REJECTED';

/** What a moment is. */
export type MomentKind =
  | 'ANSWER'
  | 'QUESTION'
  | 'REVIEW'
  | 'SOCIAL_POST'
  | 'VIDEO';

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

export type CreatorPartsFragment = { id: string, externalId: string, name: string, createdAt: string, payee: { id: string, affiliateId: string | null, balances?: Array<{ currency: string, pending: { minor: string, currency: string }, payable: { minor: string, currency: string }, debt: { minor: string, currency: string } }> } };

export type CreatorsQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
  last?: number | null | undefined;
  before?: string | null | undefined;
  money: boolean;
}>;


export type CreatorsQuery = { creators: { edges: Array<{ cursor: string, node: { id: string, externalId: string, name: string, createdAt: string, payee: { id: string, affiliateId: string | null, balances?: Array<{ currency: string, pending: { minor: string, currency: string }, payable: { minor: string, currency: string }, debt: { minor: string, currency: string } }> } } }>, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null } } };

export type CreatorQueryVariables = Exact<{
  id: string;
  money: boolean;
}>;


export type CreatorQuery = { node:
    | { id: string, externalId: string, name: string, createdAt: string, payee: { id: string, affiliateId: string | null, balances?: Array<{ currency: string, pending: { minor: string, currency: string }, payable: { minor: string, currency: string }, debt: { minor: string, currency: string } }> } }
    | Record<PropertyKey, never>
   | null, creatorClaims: { nodes: Array<{ id: string, state: Graph.ClaimState, evidence: string, affiliateId: string, affiliateName: string | null, createdAt: string, decidedAt: string | null, creator: { id: string, name: string } | null }> } };

export type CreatorClaimPartsFragment = { id: string, state: Graph.ClaimState, evidence: string, affiliateId: string, affiliateName: string | null, createdAt: string, decidedAt: string | null, creator: { id: string, name: string } | null };

export type CreatorClaimsQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
  last?: number | null | undefined;
  before?: string | null | undefined;
}>;


export type CreatorClaimsQuery = { creatorClaims: { edges: Array<{ cursor: string, node: { id: string, state: Graph.ClaimState, evidence: string, affiliateId: string, affiliateName: string | null, createdAt: string, decidedAt: string | null, creator: { id: string, name: string } | null } }>, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null } } };

export type CreatorMomentsQueryVariables = Exact<{
  creatorId: string;
  first?: number | null | undefined;
  after?: string | null | undefined;
  last?: number | null | undefined;
  before?: string | null | undefined;
}>;


export type CreatorMomentsQuery = { moments: { edges: Array<{ cursor: string, node: { id: string, version: string, kind: Graph.MomentKind, title: string | null, body: string, rating: number | null, permalink: string | null, publishedAt: string, moderation: Graph.Moderation, rejectCode: Graph.RejectCode | null, rights: Graph.Rights, visibility: Graph.Visibility, disclosure: Graph.Disclosure, incentivised: boolean, publishable: boolean, verifiedBuyer: boolean, creator: { id: string, name: string } | null, products: Array<{ id: string, title: string }>, media: Array<{ id: string, type: Graph.MediaType, width: number, height: number, durationMs: string | null, small: string }> } }>, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null } } };

export const CreatorsDocument = document<CreatorsQuery, CreatorsQueryVariables>(
  "query Creators($first: Int, $after: String, $last: Int, $before: String, $money: Boolean!) {\n  creators(first: $first, after: $after, last: $last, before: $before) {\n    edges {\n      cursor\n      node {\n        ...CreatorParts\n        __typename\n      }\n      __typename\n    }\n    pageInfo {\n      hasNextPage\n      hasPreviousPage\n      startCursor\n      endCursor\n      __typename\n    }\n    __typename\n  }\n}\nfragment CreatorParts on Creator {\n  id\n  externalId\n  name\n  createdAt\n  payee {\n    id\n    affiliateId\n    balances @include(if: $money) {\n      currency\n      pending {\n        minor\n        currency\n        __typename\n      }\n      payable {\n        minor\n        currency\n        __typename\n      }\n      debt {\n        minor\n        currency\n        __typename\n      }\n      __typename\n    }\n    __typename\n  }\n  __typename\n}",
  '1ba9840f41327f2ccdff018c2b365be54af1ff3e30d500b8db2844dbc28fe6ca',
);

export const CreatorDocument = document<CreatorQuery, CreatorQueryVariables>(
  "query Creator($id: ID!, $money: Boolean!) {\n  node(id: $id) {\n    ... on Creator {\n      ...CreatorParts\n      __typename\n    }\n    __typename\n  }\n  creatorClaims(first: 100) {\n    nodes {\n      ...CreatorClaimParts\n      __typename\n    }\n    __typename\n  }\n}\nfragment CreatorClaimParts on CreatorClaim {\n  id\n  state\n  evidence\n  affiliateId\n  affiliateName\n  createdAt\n  decidedAt\n  creator {\n    id\n    name\n    __typename\n  }\n  __typename\n}\nfragment CreatorParts on Creator {\n  id\n  externalId\n  name\n  createdAt\n  payee {\n    id\n    affiliateId\n    balances @include(if: $money) {\n      currency\n      pending {\n        minor\n        currency\n        __typename\n      }\n      payable {\n        minor\n        currency\n        __typename\n      }\n      debt {\n        minor\n        currency\n        __typename\n      }\n      __typename\n    }\n    __typename\n  }\n  __typename\n}",
  'e7e0dcbac8ca441351d0767b02d5c3958a626b3e72fcae4ab42d3665aa494e37',
);

export const CreatorClaimsDocument = document<CreatorClaimsQuery, CreatorClaimsQueryVariables>(
  "query CreatorClaims($first: Int, $after: String, $last: Int, $before: String) {\n  creatorClaims(first: $first, after: $after, last: $last, before: $before) {\n    edges {\n      cursor\n      node {\n        ...CreatorClaimParts\n        __typename\n      }\n      __typename\n    }\n    pageInfo {\n      hasNextPage\n      hasPreviousPage\n      startCursor\n      endCursor\n      __typename\n    }\n    __typename\n  }\n}\nfragment CreatorClaimParts on CreatorClaim {\n  id\n  state\n  evidence\n  affiliateId\n  affiliateName\n  createdAt\n  decidedAt\n  creator {\n    id\n    name\n    __typename\n  }\n  __typename\n}",
  '67916fcac74ae6eca66506fe6b373f42bc7636f0916e0c609367836e06dd96a5',
);

export const CreatorMomentsDocument = document<CreatorMomentsQuery, CreatorMomentsQueryVariables>(
  "query CreatorMoments($creatorId: ID!, $first: Int, $after: String, $last: Int, $before: String) {\n  moments(\n    first: $first\n    after: $after\n    last: $last\n    before: $before\n    filter: {creatorId: $creatorId}\n  ) {\n    edges {\n      cursor\n      node {\n        ...MomentParts\n        __typename\n      }\n      __typename\n    }\n    pageInfo {\n      hasNextPage\n      hasPreviousPage\n      startCursor\n      endCursor\n      __typename\n    }\n    __typename\n  }\n}\nfragment MediaParts on Media {\n  id\n  type\n  width\n  height\n  durationMs\n  small: url(size: SMALL)\n  __typename\n}\nfragment MomentParts on Moment {\n  id\n  version\n  kind\n  title\n  body\n  rating\n  permalink\n  publishedAt\n  moderation\n  rejectCode\n  rights\n  visibility\n  disclosure\n  incentivised\n  publishable\n  verifiedBuyer\n  creator {\n    id\n    name\n    __typename\n  }\n  products {\n    id\n    title\n    __typename\n  }\n  media {\n    ...MediaParts\n    __typename\n  }\n  __typename\n}",
  '0cc917026fa618d88a12a31c1a375bc57954862f3c40a54c9ff54d82d06cb64a',
);