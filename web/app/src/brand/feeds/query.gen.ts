/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type * as Graph from '@/graph/schema.gen';

import { document } from '@/graph/document';
/** SECRET for servers; PUBLISHABLE for browsers, seen by everybody. */
export type ApiKeyKind =
  | 'PUBLISHABLE'
  | 'SECRET';

/** Whether a key is good: it is; it has ended by itself; somebody has ended it. */
export type ApiKeyState =
  | 'ACTIVE'
  | 'EXPIRED'
  | 'REVOKED';

/** Whether the audience is told that a moment was paid for. */
export type Disclosure =
  | 'MISSING'
  | 'NOT_REQUIRED'
  | 'SHOWN';

/** Codes of FeedCreateUserError. */
export type FeedCreateErrorCode =
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** See the message: HANDLE_INVALID. */
  | 'HANDLE_INVALID'
  /** See the message: HASHTAG_INVALID. */
  | 'HASHTAG_INVALID'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** See the message: LANGUAGE_INVALID. */
  | 'LANGUAGE_INVALID'
  /** See the message: NAME_INVALID. */
  | 'NAME_INVALID'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** See the message: PIN_TWICE. */
  | 'PIN_TWICE'
  /** Any other refusal; the message says why. */
  | 'REFUSED'
  /** See the message: RULE_TWICE. */
  | 'RULE_TWICE'
  /** See the message: STARS_INVALID. */
  | 'STARS_INVALID'
  /** See the message: TOO_MANY. */
  | 'TOO_MANY';

/** A new feed. */
export type FeedCreateInput = {
  /** Of its pins alone; not beside `rule`. */
  curated?: boolean | null | undefined;
  /** Its word in addresses: 1 to 63 of `a-z`, `0-9` and `-`. */
  handle: string;
  /** Short for a rule of this kind; not beside `rule`. */
  momentKind?: MomentKind | null | undefined;
  name: string;
  /** RANKED unless given. */
  order?: FeedOrder | null | undefined;
  /** What comes first, in this order. At most 50. */
  pinIds?: Array<string>;
  /** Short for a rule of this product; not beside `rule`. */
  productId?: string | null | undefined;
  /** What it shows by itself; every moment unless said. */
  rule?: FeedRuleInput | null | undefined;
};

/**
 * What a feed shows first, after its pins: what people do most with, lately; the most stars, of what has any; the most helpful
 * by the votes of readers; the newest.
 */
export type FeedOrder =
  | 'MOST_HELPFUL'
  | 'NEWEST'
  | 'RANKED'
  | 'TOP_RATED';

/** Which moments a feed shows by itself. Of each list that is given one has to fit; an empty one asks for nothing. */
export type FeedRuleInput = {
  /** Creators, one of whom wrote it. At most 250. */
  creatorIds?: Array<string>;
  /** Hashtags in its title or body, with or without `#`. At most 50. */
  hashtags?: Array<string>;
  /** What its author may want. */
  intents?: Array<Intent>;
  kinds?: Array<MomentKind>;
  /** Languages, as `en` or `en-GB`, of which the first part counts. At most 50. */
  languages?: Array<string>;
  /** Products, one of which it is about. At most 250. */
  productIds?: Array<string>;
  /** A moment without stars then does not fit. */
  stars?: StarRangeInput | null | undefined;
};

/** Codes of FeedUpdateUserError. */
export type FeedUpdateErrorCode =
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** See the message: HASHTAG_INVALID. */
  | 'HASHTAG_INVALID'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** See the message: LANGUAGE_INVALID. */
  | 'LANGUAGE_INVALID'
  /** See the message: NAME_INVALID. */
  | 'NAME_INVALID'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** See the message: PIN_TWICE. */
  | 'PIN_TWICE'
  /** Any other refusal; the message says why. */
  | 'REFUSED'
  /** See the message: RULE_TWICE. */
  | 'RULE_TWICE'
  /** See the message: STARS_INVALID. */
  | 'STARS_INVALID'
  /** See the message: TOO_MANY. */
  | 'TOO_MANY'
  /** See the message: VERSION_CONFLICT. */
  | 'VERSION_CONFLICT';

/** What is to change of a feed. What is left out stays. */
export type FeedUpdateInput = {
  /** Of its pins alone from now on, or no longer; not beside `rule`. */
  curated?: boolean | null | undefined;
  feedId: string;
  name?: string | null | undefined;
  order?: FeedOrder | null | undefined;
  /** What comes first: all of them. */
  pinIds?: Array<string> | null | undefined;
  /** What it shows by itself: the whole rule. */
  rule?: FeedRuleInput | null | undefined;
  /**
   * The version this was decided on, as `Feed.version` says it: one that has changed since stays as it is
   * (`VERSION_CONFLICT`, with the feed as it stands now).
   */
  version: number;
};

/** What the author of a moment wants: to understand; to be somewhere; to get something done; to have something; nothing. */
export type Intent =
  | 'BUY'
  | 'DO'
  | 'GO'
  | 'KNOW'
  | 'NONE';

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

/** How many stars a moment has that is shown. They order no feed but one that is TOP_RATED. */
export type StarRangeInput = {
  /** 1 to 5. */
  least: number;
  /** 1 to 5, and not fewer. */
  most: number;
};

/** Whether a moment is there to be seen. */
export type Visibility =
  | 'ERASED'
  | 'HIDDEN'
  | 'VISIBLE';

export type FeedVersionPartsFragment = { number: number, order: Graph.FeedOrder, pinIds: Array<string>, madeAt: string, madeBy: string | null, rule: { productIds: Array<string>, creatorIds: Array<string>, kinds: Array<Graph.MomentKind>, intents: Array<Graph.Intent>, hashtags: Array<string>, languages: Array<string>, products: Array<{ id: string, title: string }>, creators: Array<{ id: string, name: string }>, stars: { least: number, most: number } | null } | null };

export type FeedPartsFragment = { id: string, handle: string, name: string, version: number, createdAt: string, content: { number: number, order: Graph.FeedOrder, pinIds: Array<string>, madeAt: string, madeBy: string | null, rule: { productIds: Array<string>, creatorIds: Array<string>, kinds: Array<Graph.MomentKind>, intents: Array<Graph.Intent>, hashtags: Array<string>, languages: Array<string>, products: Array<{ id: string, title: string }>, creators: Array<{ id: string, name: string }>, stars: { least: number, most: number } | null } | null } };

export type FeedsQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
  last?: number | null | undefined;
  before?: string | null | undefined;
}>;


export type FeedsQuery = { feeds: { edges: Array<{ cursor: string, node: { id: string, handle: string, name: string, version: number, createdAt: string, content: { number: number, order: Graph.FeedOrder, pinIds: Array<string>, madeAt: string, madeBy: string | null, rule: { productIds: Array<string>, creatorIds: Array<string>, kinds: Array<Graph.MomentKind>, intents: Array<Graph.Intent>, hashtags: Array<string>, languages: Array<string>, products: Array<{ id: string, title: string }>, creators: Array<{ id: string, name: string }>, stars: { least: number, most: number } | null } | null } } }>, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null } } };

export type FeedQueryVariables = Exact<{
  id: string;
}>;


export type FeedQuery = { node:
    | { id: string, handle: string, name: string, version: number, createdAt: string, content: { number: number, order: Graph.FeedOrder, pinIds: Array<string>, madeAt: string, madeBy: string | null, rule: { productIds: Array<string>, creatorIds: Array<string>, kinds: Array<Graph.MomentKind>, intents: Array<Graph.Intent>, hashtags: Array<string>, languages: Array<string>, products: Array<{ id: string, title: string }>, creators: Array<{ id: string, name: string }>, stars: { least: number, most: number } | null } | null } }
    | Record<PropertyKey, never>
   | null };

export type FeedVersionsQueryVariables = Exact<{
  id: string;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type FeedVersionsQuery = { node:
    | { id: string, versions: { nodes: Array<{ number: number, order: Graph.FeedOrder, pinIds: Array<string>, madeAt: string, madeBy: string | null, rule: { productIds: Array<string>, creatorIds: Array<string>, kinds: Array<Graph.MomentKind>, intents: Array<Graph.Intent>, hashtags: Array<string>, languages: Array<string>, products: Array<{ id: string, title: string }>, creators: Array<{ id: string, name: string }>, stars: { least: number, most: number } | null } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } }
    | Record<PropertyKey, never>
   | null, members: Array<{ userId: string, name: string }> };

export type FeedPreviewQueryVariables = Exact<{
  rule?: Graph.FeedRuleInput | null | undefined;
  curated?: boolean | null | undefined;
  order?: Graph.FeedOrder | null | undefined;
  pinIds?: Array<string> | string | null | undefined;
}>;


export type FeedPreviewQuery = { feedPreview: { nodes: Array<{ id: string, version: string, kind: Graph.MomentKind, title: string | null, body: string, rating: number | null, permalink: string | null, publishedAt: string, moderation: Graph.Moderation, rejectCode: Graph.RejectCode | null, rights: Graph.Rights, visibility: Graph.Visibility, disclosure: Graph.Disclosure, incentivised: boolean, publishable: boolean, verifiedBuyer: boolean, creator: { id: string, name: string } | null, products: Array<{ id: string, title: string }>, media: Array<{ id: string, type: Graph.MediaType, width: number, height: number, durationMs: string | null, small: string }> }>, pageInfo: { hasNextPage: boolean } } };

export type FeedMomentsQueryVariables = Exact<{
  id: string;
}>;


export type FeedMomentsQuery = { node:
    | { id: string, moments: { nodes: Array<{ id: string, version: string, kind: Graph.MomentKind, title: string | null, body: string, rating: number | null, permalink: string | null, publishedAt: string, moderation: Graph.Moderation, rejectCode: Graph.RejectCode | null, rights: Graph.Rights, visibility: Graph.Visibility, disclosure: Graph.Disclosure, incentivised: boolean, publishable: boolean, verifiedBuyer: boolean, creator: { id: string, name: string } | null, products: Array<{ id: string, title: string }>, media: Array<{ id: string, type: Graph.MediaType, width: number, height: number, durationMs: string | null, small: string }> }> } }
    | Record<PropertyKey, never>
   | null };

export type FeedPinsQueryVariables = Exact<{
  ids: Array<string> | string;
}>;


export type FeedPinsQuery = { nodes: Array<
    | { id: string, version: string, kind: Graph.MomentKind, title: string | null, body: string, rating: number | null, permalink: string | null, publishedAt: string, moderation: Graph.Moderation, rejectCode: Graph.RejectCode | null, rights: Graph.Rights, visibility: Graph.Visibility, disclosure: Graph.Disclosure, incentivised: boolean, publishable: boolean, verifiedBuyer: boolean, creator: { id: string, name: string } | null, products: Array<{ id: string, title: string }>, media: Array<{ id: string, type: Graph.MediaType, width: number, height: number, durationMs: string | null, small: string }> }
    | Record<PropertyKey, never>
   | null> };

export type FeedFindQueryVariables = Exact<{
  search?: string | null | undefined;
}>;


export type FeedFindQuery = { moments: { nodes: Array<{ id: string, version: string, kind: Graph.MomentKind, title: string | null, body: string, rating: number | null, permalink: string | null, publishedAt: string, moderation: Graph.Moderation, rejectCode: Graph.RejectCode | null, rights: Graph.Rights, visibility: Graph.Visibility, disclosure: Graph.Disclosure, incentivised: boolean, publishable: boolean, verifiedBuyer: boolean, creator: { id: string, name: string } | null, products: Array<{ id: string, title: string }>, media: Array<{ id: string, type: Graph.MediaType, width: number, height: number, durationMs: string | null, small: string }> }> } };

export type FeedProductsQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type FeedProductsQuery = { products: { nodes: Array<{ id: string, title: string }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type FeedCreatorsQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type FeedCreatorsQuery = { creators: { nodes: Array<{ id: string, name: string }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type FeedKeysQueryVariables = Exact<{ [key: string]: never; }>;


export type FeedKeysQuery = { apiKeys: { nodes: Array<{ id: string, name: string, kind: Graph.ApiKeyKind, hint: string, state: Graph.ApiKeyState, origins: Array<string> }> } };

export type FeedOriginsQueryVariables = Exact<{ [key: string]: never; }>;


export type FeedOriginsQuery = { tenant: { id: string, origins: Array<string> } | null };

export type FeedCreateMutationVariables = Exact<{
  input: Graph.FeedCreateInput;
}>;


export type FeedCreateMutation = { feedCreate: { feed: { id: string, handle: string, name: string, version: number, createdAt: string, content: { number: number, order: Graph.FeedOrder, pinIds: Array<string>, madeAt: string, madeBy: string | null, rule: { productIds: Array<string>, creatorIds: Array<string>, kinds: Array<Graph.MomentKind>, intents: Array<Graph.Intent>, hashtags: Array<string>, languages: Array<string>, products: Array<{ id: string, title: string }>, creators: Array<{ id: string, name: string }>, stars: { least: number, most: number } | null } | null } } | null, userErrors: Array<{ message: string, field: Array<string> | null, code: Graph.FeedCreateErrorCode }> } };

export type FeedUpdateMutationVariables = Exact<{
  input: Graph.FeedUpdateInput;
}>;


export type FeedUpdateMutation = { feedUpdate: { feed: { id: string, handle: string, name: string, version: number, createdAt: string, content: { number: number, order: Graph.FeedOrder, pinIds: Array<string>, madeAt: string, madeBy: string | null, rule: { productIds: Array<string>, creatorIds: Array<string>, kinds: Array<Graph.MomentKind>, intents: Array<Graph.Intent>, hashtags: Array<string>, languages: Array<string>, products: Array<{ id: string, title: string }>, creators: Array<{ id: string, name: string }>, stars: { least: number, most: number } | null } | null } } | null, userErrors: Array<{ message: string, field: Array<string> | null, code: Graph.FeedUpdateErrorCode }> } };

export const FeedsDocument = document<FeedsQuery, FeedsQueryVariables>(
  "query Feeds($first: Int, $after: String, $last: Int, $before: String) {\n  feeds(first: $first, after: $after, last: $last, before: $before) {\n    edges {\n      cursor\n      node {\n        ...FeedParts\n        __typename\n      }\n      __typename\n    }\n    pageInfo {\n      hasNextPage\n      hasPreviousPage\n      startCursor\n      endCursor\n      __typename\n    }\n    __typename\n  }\n}\nfragment FeedParts on Feed {\n  id\n  handle\n  name\n  version\n  createdAt\n  content {\n    ...FeedVersionParts\n    __typename\n  }\n  __typename\n}\nfragment FeedVersionParts on FeedVersion {\n  number\n  order\n  pinIds\n  madeAt\n  madeBy\n  rule {\n    productIds\n    products {\n      id\n      title\n      __typename\n    }\n    creatorIds\n    creators {\n      id\n      name\n      __typename\n    }\n    kinds\n    intents\n    hashtags\n    languages\n    stars {\n      least\n      most\n      __typename\n    }\n    __typename\n  }\n  __typename\n}",
  'bbc8b1126f8b3dfc791abcce782a3f7db0c2c43306a48a3a29ffbb18062febab',
);

export const FeedDocument = document<FeedQuery, FeedQueryVariables>(
  "query Feed($id: ID!) {\n  node(id: $id) {\n    ... on Feed {\n      ...FeedParts\n      __typename\n    }\n    __typename\n  }\n}\nfragment FeedParts on Feed {\n  id\n  handle\n  name\n  version\n  createdAt\n  content {\n    ...FeedVersionParts\n    __typename\n  }\n  __typename\n}\nfragment FeedVersionParts on FeedVersion {\n  number\n  order\n  pinIds\n  madeAt\n  madeBy\n  rule {\n    productIds\n    products {\n      id\n      title\n      __typename\n    }\n    creatorIds\n    creators {\n      id\n      name\n      __typename\n    }\n    kinds\n    intents\n    hashtags\n    languages\n    stars {\n      least\n      most\n      __typename\n    }\n    __typename\n  }\n  __typename\n}",
  'b7f77430c461866e22cedb811625d3ec82b7bddd5300b1df4311f99d9a362442',
);

export const FeedVersionsDocument = document<FeedVersionsQuery, FeedVersionsQueryVariables>(
  "query FeedVersions($id: ID!, $first: Int, $after: String) {\n  node(id: $id) {\n    ... on Feed {\n      id\n      versions(first: $first, after: $after) {\n        nodes {\n          ...FeedVersionParts\n          __typename\n        }\n        pageInfo {\n          hasNextPage\n          endCursor\n          __typename\n        }\n        __typename\n      }\n      __typename\n    }\n    __typename\n  }\n  members {\n    userId\n    name\n    __typename\n  }\n}\nfragment FeedVersionParts on FeedVersion {\n  number\n  order\n  pinIds\n  madeAt\n  madeBy\n  rule {\n    productIds\n    products {\n      id\n      title\n      __typename\n    }\n    creatorIds\n    creators {\n      id\n      name\n      __typename\n    }\n    kinds\n    intents\n    hashtags\n    languages\n    stars {\n      least\n      most\n      __typename\n    }\n    __typename\n  }\n  __typename\n}",
  '166974e0b423aefd218df3881ab3a995c6a563a6877a240e2d9aea59793bc8a1',
);

export const FeedPreviewDocument = document<FeedPreviewQuery, FeedPreviewQueryVariables>(
  "query FeedPreview($rule: FeedRuleInput, $curated: Boolean, $order: FeedOrder, $pinIds: [ID!]) {\n  feedPreview(\n    first: 24\n    rule: $rule\n    curated: $curated\n    order: $order\n    pinIds: $pinIds\n  ) {\n    nodes {\n      ...MomentParts\n      __typename\n    }\n    pageInfo {\n      hasNextPage\n      __typename\n    }\n    __typename\n  }\n}\nfragment MediaParts on Media {\n  id\n  type\n  width\n  height\n  durationMs\n  small: url(size: SMALL)\n  __typename\n}\nfragment MomentParts on Moment {\n  id\n  version\n  kind\n  title\n  body\n  rating\n  permalink\n  publishedAt\n  moderation\n  rejectCode\n  rights\n  visibility\n  disclosure\n  incentivised\n  publishable\n  verifiedBuyer\n  creator {\n    id\n    name\n    __typename\n  }\n  products {\n    id\n    title\n    __typename\n  }\n  media {\n    ...MediaParts\n    __typename\n  }\n  __typename\n}",
  'bd9b7cc0bb9440101a8461887803dec8af85dd16906cb32ddee7ff88e63c57ef',
);

export const FeedMomentsDocument = document<FeedMomentsQuery, FeedMomentsQueryVariables>(
  "query FeedMoments($id: ID!) {\n  node(id: $id) {\n    ... on Feed {\n      id\n      moments(first: 24) {\n        nodes {\n          ...MomentParts\n          __typename\n        }\n        __typename\n      }\n      __typename\n    }\n    __typename\n  }\n}\nfragment MediaParts on Media {\n  id\n  type\n  width\n  height\n  durationMs\n  small: url(size: SMALL)\n  __typename\n}\nfragment MomentParts on Moment {\n  id\n  version\n  kind\n  title\n  body\n  rating\n  permalink\n  publishedAt\n  moderation\n  rejectCode\n  rights\n  visibility\n  disclosure\n  incentivised\n  publishable\n  verifiedBuyer\n  creator {\n    id\n    name\n    __typename\n  }\n  products {\n    id\n    title\n    __typename\n  }\n  media {\n    ...MediaParts\n    __typename\n  }\n  __typename\n}",
  '3ae6ac3c27c63cfe93052bc9d47835ead30eab02967a79859bb90106c953f1b8',
);

export const FeedPinsDocument = document<FeedPinsQuery, FeedPinsQueryVariables>(
  "query FeedPins($ids: [ID!]!) {\n  nodes(ids: $ids) {\n    ... on Moment {\n      ...MomentParts\n      __typename\n    }\n    __typename\n  }\n}\nfragment MediaParts on Media {\n  id\n  type\n  width\n  height\n  durationMs\n  small: url(size: SMALL)\n  __typename\n}\nfragment MomentParts on Moment {\n  id\n  version\n  kind\n  title\n  body\n  rating\n  permalink\n  publishedAt\n  moderation\n  rejectCode\n  rights\n  visibility\n  disclosure\n  incentivised\n  publishable\n  verifiedBuyer\n  creator {\n    id\n    name\n    __typename\n  }\n  products {\n    id\n    title\n    __typename\n  }\n  media {\n    ...MediaParts\n    __typename\n  }\n  __typename\n}",
  'c30ac134fc292076c90221e13c17c46cc741be79be016d006dcafe6a234777f9',
);

export const FeedFindDocument = document<FeedFindQuery, FeedFindQueryVariables>(
  "query FeedFind($search: String) {\n  moments(first: 8, filter: {moderation: APPROVED, search: $search}) {\n    nodes {\n      ...MomentParts\n      __typename\n    }\n    __typename\n  }\n}\nfragment MediaParts on Media {\n  id\n  type\n  width\n  height\n  durationMs\n  small: url(size: SMALL)\n  __typename\n}\nfragment MomentParts on Moment {\n  id\n  version\n  kind\n  title\n  body\n  rating\n  permalink\n  publishedAt\n  moderation\n  rejectCode\n  rights\n  visibility\n  disclosure\n  incentivised\n  publishable\n  verifiedBuyer\n  creator {\n    id\n    name\n    __typename\n  }\n  products {\n    id\n    title\n    __typename\n  }\n  media {\n    ...MediaParts\n    __typename\n  }\n  __typename\n}",
  '78f4658dd9bf6ed336519b8832bb6ee81e7f7aa782a22b7216deef6db7cfc429',
);

export const FeedProductsDocument = document<FeedProductsQuery, FeedProductsQueryVariables>(
  "query FeedProducts($after: String) {\n  products(first: 100, after: $after) {\n    nodes {\n      id\n      title\n      __typename\n    }\n    pageInfo {\n      hasNextPage\n      endCursor\n      __typename\n    }\n    __typename\n  }\n}",
  'ed29c006b1eb98367dca322187bde83a149e816028af35caf762955514d3e1a9',
);

export const FeedCreatorsDocument = document<FeedCreatorsQuery, FeedCreatorsQueryVariables>(
  "query FeedCreators($after: String) {\n  creators(first: 100, after: $after) {\n    nodes {\n      id\n      name\n      __typename\n    }\n    pageInfo {\n      hasNextPage\n      endCursor\n      __typename\n    }\n    __typename\n  }\n}",
  '61cb49a600e6db7fb3f0882596814f749c33bc6747269c032ba0c09f19ca394d',
);

export const FeedKeysDocument = document<FeedKeysQuery, FeedKeysQueryVariables>(
  "query FeedKeys {\n  apiKeys(first: 100) {\n    nodes {\n      id\n      name\n      kind\n      hint\n      state\n      origins\n      __typename\n    }\n    __typename\n  }\n}",
  'a7a6b4d18da89bfdb706890f7248c202f4f8baf7b53efc7b48d6bc5746b146d8',
);

export const FeedOriginsDocument = document<FeedOriginsQuery, FeedOriginsQueryVariables>(
  "query FeedOrigins {\n  tenant {\n    id\n    origins\n    __typename\n  }\n}",
  'a758f40c038f6a78d0a6f994ae512a70a264636c56b40f93eee437f6d0daf28f',
);

export const FeedCreateDocument = document<FeedCreateMutation, FeedCreateMutationVariables>(
  "mutation FeedCreate($input: FeedCreateInput!) {\n  feedCreate(input: $input) {\n    feed {\n      ...FeedParts\n      __typename\n    }\n    userErrors {\n      message\n      field\n      code\n      __typename\n    }\n    __typename\n  }\n}\nfragment FeedParts on Feed {\n  id\n  handle\n  name\n  version\n  createdAt\n  content {\n    ...FeedVersionParts\n    __typename\n  }\n  __typename\n}\nfragment FeedVersionParts on FeedVersion {\n  number\n  order\n  pinIds\n  madeAt\n  madeBy\n  rule {\n    productIds\n    products {\n      id\n      title\n      __typename\n    }\n    creatorIds\n    creators {\n      id\n      name\n      __typename\n    }\n    kinds\n    intents\n    hashtags\n    languages\n    stars {\n      least\n      most\n      __typename\n    }\n    __typename\n  }\n  __typename\n}",
  '89286d0f5b7349c670de08375b8413b7f25086b77ac8d68451c830f743b79a64',
);

export const FeedUpdateDocument = document<FeedUpdateMutation, FeedUpdateMutationVariables>(
  "mutation FeedUpdate($input: FeedUpdateInput!) {\n  feedUpdate(input: $input) {\n    feed {\n      ...FeedParts\n      __typename\n    }\n    userErrors {\n      message\n      field\n      code\n      __typename\n    }\n    __typename\n  }\n}\nfragment FeedParts on Feed {\n  id\n  handle\n  name\n  version\n  createdAt\n  content {\n    ...FeedVersionParts\n    __typename\n  }\n  __typename\n}\nfragment FeedVersionParts on FeedVersion {\n  number\n  order\n  pinIds\n  madeAt\n  madeBy\n  rule {\n    productIds\n    products {\n      id\n      title\n      __typename\n    }\n    creatorIds\n    creators {\n      id\n      name\n      __typename\n    }\n    kinds\n    intents\n    hashtags\n    languages\n    stars {\n      least\n      most\n      __typename\n    }\n    __typename\n  }\n  __typename\n}",
  '5d03b1bbd088e0e8b7512ade3f900aaf31227954b2f5492c54bbb68f9c4ce32f',
);