/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type * as Graph from '@/graph/schema.gen';

import { document } from '@/graph/document';
/** Who has done something. */
export type AuditActorKind =
  /** An affiliate of the tenant. */
  | 'AFFILIATE'
  /** A partner developer's key. */
  | 'API_KEY'
  /** The server itself, or whoever runs it. */
  | 'JOB'
  /** A person of the team. */
  | 'MEMBER'
  /** Anybody else. */
  | 'OTHER';

/**
 * Who decided about a moment: our rules, by the tenant's settings; readers, by their reports; whoever handed it in; a
 * member of the brand; a program of the brand's.
 */
export type DecidedBy =
  | 'KEY'
  | 'MEMBER'
  | 'READERS'
  | 'RULES'
  | 'SOURCE';

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

/** Codes of ModerationClaimNextUserError. */
export type ModerationClaimNextErrorCode =
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** See the message: OUT_OF_RANGE. */
  | 'OUT_OF_RANGE'
  /** See the message: PERSON_REQUIRED. */
  | 'PERSON_REQUIRED'
  /** Any other refusal; the message says why. */
  | 'REFUSED';

/** What to look at next. */
export type ModerationClaimNextInput = {
  /** How many, 1 to 50. */
  count?: number;
  /** Of what waits; `mine` and `free` say nothing here. */
  filter?: ModerationQueueFilter | null | undefined;
};

/** Which of what waits; what is left out leaves all. */
export type ModerationQueueFilter = {
  /** Only what nobody looks at. */
  free?: boolean;
  /** Only what whoever asks looks at. */
  mine?: boolean;
  /** PENDING or FLAGGED alone. */
  moderation?: Moderation | null | undefined;
  /** Only what this rule found something in. */
  rule?: ModerationRule | null | undefined;
};

/** What exactly a rule has found. */
export type ModerationReason =
  | 'ALL_CAPITALS'
  | 'BANNED_HOST'
  | 'BLOCKED_WORD'
  | 'BLOCKED_WORD_DISGUISED'
  | 'DIRECTION_OVERRIDE'
  | 'EMAIL_ADDRESS'
  | 'EMAIL_DISGUISED'
  | 'EXCLAMATION_MARKS'
  | 'HASHTAGS'
  | 'INVISIBLE_CHARACTERS'
  | 'MENTIONS'
  | 'PROMOTION'
  | 'PROMOTIONS'
  | 'SAME_CHARACTER'
  | 'SAME_PHRASE'
  | 'SAME_TEXT'
  | 'SAME_WORD'
  | 'STACKED_MARKS'
  | 'STREET_ADDRESS'
  | 'TELEPHONE_NUMBER'
  | 'WEB_ADDRESS'
  | 'WEB_ADDRESS_DISGUISED';

/**
 * A rule of moderation: words the tenant does not want; an e-mail address; a telephone number; where somebody lives; addresses on
 * the web; advertising, and what is written like it; the same over and over, or the same as another; characters nobody sees.
 */
export type ModerationRule =
  | 'BLOCKED_WORDS'
  | 'EMAIL'
  | 'HIDDEN_CHARACTERS'
  | 'LINKS'
  | 'POSTAL_ADDRESS'
  | 'REPETITION'
  | 'SPAM'
  | 'TELEPHONE';

/** Codes of MomentClaimUserError. */
export type MomentClaimErrorCode =
  /** See the message: CLAIMED_BY_OTHER. */
  | 'CLAIMED_BY_OTHER'
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** See the message: PERSON_REQUIRED. */
  | 'PERSON_REQUIRED'
  /** Any other refusal; the message says why. */
  | 'REFUSED'
  /** See the message: WRONG_STATE. */
  | 'WRONG_STATE';

/** A moment to look at, or to give back. */
export type MomentClaimInput = {
  momentId: string;
};

/** What a moment is. */
export type MomentKind =
  | 'ANSWER'
  | 'QUESTION'
  | 'REVIEW'
  | 'SOCIAL_POST'
  | 'VIDEO';

/** Codes of MomentReleaseUserError. */
export type MomentReleaseErrorCode =
  /** See the message: CLAIMED_BY_OTHER. */
  | 'CLAIMED_BY_OTHER'
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** See the message: PERSON_REQUIRED. */
  | 'PERSON_REQUIRED'
  /** Any other refusal; the message says why. */
  | 'REFUSED';

/** One of the moments that are decided about. */
export type MomentToDecide = {
  momentId: string;
  /** As in `MomentInput`. */
  version?: string | null | undefined;
};

/** What is decided. */
export type MomentVerdict =
  /** Fit to show. */
  | 'APPROVE'
  /** Somebody should look again. */
  | 'FLAG'
  /** Not fit to show; the code says why. */
  | 'REJECT'
  /** It waits for a decision again. */
  | 'REOPEN';

/** Codes of MomentsDecideUserError. */
export type MomentsDecideErrorCode =
  /** See the message: CODE_MISSING. */
  | 'CODE_MISSING'
  /** See the message: CODE_UNEXPECTED. */
  | 'CODE_UNEXPECTED'
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** See the message: NOTE_INVALID. */
  | 'NOTE_INVALID'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** See the message: OUT_OF_RANGE. */
  | 'OUT_OF_RANGE'
  /** Any other refusal; the message says why. */
  | 'REFUSED';

/** One decision about many moments. */
export type MomentsDecideInput = {
  /** Why they are rejected; of REJECT alone. */
  code?: RejectCode | null | undefined;
  /** 1 to 100. */
  moments: Array<MomentToDecide>;
  /** What is said of it, to colleagues: a line of at most 500 characters. */
  note?: string | null | undefined;
  verdict: MomentVerdict;
};

/** Why a moment was rejected. Never for its stars. */
export type RejectCode =
  | 'DUPLICATE'
  | 'OFFENSIVE'
  | 'OFF_TOPIC'
  | 'OTHER'
  | 'PERSONAL_DATA'
  | 'SPAM';

/**
 * Why a reader reports a moment: advertising or nonsense; about something else; insulting or hateful; it tells who or where
 * somebody is; made up, or paid for without saying so; somebody else's work; something else.
 */
export type ReportReason =
  | 'MISLEADING'
  | 'OFFENSIVE'
  | 'OFF_TOPIC'
  | 'OTHER'
  | 'PERSONAL_DATA'
  | 'RIGHTS'
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

/** Which of a moment's texts something stands in. */
export type TextField =
  | 'BODY'
  | 'CREATOR_HANDLE'
  | 'CREATOR_NAME'
  | 'PERMALINK_HOST'
  | 'TITLE';

/** Whether a moment is there to be seen. */
export type Visibility =
  | 'ERASED'
  | 'HIDDEN'
  | 'VISIBLE';

export type RuleFindingPartsFragment = { rule: Graph.ModerationRule, ruleVersion: number, reason: Graph.ModerationReason, sentence: string, weight: number, count: number, spans: Array<{ field: Graph.TextField, start: number, end: number }> };

export type HeldPartsFragment = { claim: { mine: boolean, until: string, by: { id: string | null, kind: Graph.AuditActorKind, job: string | null, name: string | null } } | null };

export type WaitingPartsFragment = { createdAt: string, id: string, version: string, kind: Graph.MomentKind, title: string | null, body: string, rating: number | null, permalink: string | null, publishedAt: string, moderation: Graph.Moderation, rejectCode: Graph.RejectCode | null, rights: Graph.Rights, visibility: Graph.Visibility, disclosure: Graph.Disclosure, incentivised: boolean, publishable: boolean, verifiedBuyer: boolean, moderationCase: { confidence: number, findings: Array<{ rule: Graph.ModerationRule, ruleVersion: number, reason: Graph.ModerationReason, sentence: string, weight: number, count: number, spans: Array<{ field: Graph.TextField, start: number, end: number }> }>, reports: Array<{ id: string, reason: Graph.ReportReason, note: string | null, reportedAt: string }>, claim: { mine: boolean, until: string, by: { id: string | null, kind: Graph.AuditActorKind, job: string | null, name: string | null } } | null } | null, creator: { id: string, name: string } | null, products: Array<{ id: string, title: string }>, media: Array<{ id: string, type: Graph.MediaType, width: number, height: number, durationMs: string | null, small: string }> };

export type DecidedPartsFragment = { createdAt: string, moderationCase: { settingsVersion: number, judgedAt: string, decisions: Array<{ id: string, decidedAt: string, outcome: Graph.Moderation, decidedBy: Graph.DecidedBy, rule: Graph.ModerationRule | null, reason: Graph.ModerationReason | null, rejectCode: Graph.RejectCode | null, note: string | null, revision: number, confidence: number | null, decider: { id: string | null, kind: Graph.AuditActorKind, job: string | null, name: string | null } | null }> } | null, revisions: Array<{ revision: number, title: string | null, body: string, rating: number | null, replacedAt: string, replacedBy: { id: string | null, kind: Graph.AuditActorKind, job: string | null, name: string | null } }> | null };

export type WaitingQueryVariables = Exact<{
  filter?: Graph.ModerationQueueFilter | null | undefined;
}>;


export type WaitingQuery = { moderationQueue: { nodes: Array<{ createdAt: string, id: string, version: string, kind: Graph.MomentKind, title: string | null, body: string, rating: number | null, permalink: string | null, publishedAt: string, moderation: Graph.Moderation, rejectCode: Graph.RejectCode | null, rights: Graph.Rights, visibility: Graph.Visibility, disclosure: Graph.Disclosure, incentivised: boolean, publishable: boolean, verifiedBuyer: boolean, moderationCase: { confidence: number, findings: Array<{ rule: Graph.ModerationRule, ruleVersion: number, reason: Graph.ModerationReason, sentence: string, weight: number, count: number, spans: Array<{ field: Graph.TextField, start: number, end: number }> }>, reports: Array<{ id: string, reason: Graph.ReportReason, note: string | null, reportedAt: string }>, claim: { mine: boolean, until: string, by: { id: string | null, kind: Graph.AuditActorKind, job: string | null, name: string | null } } | null } | null, creator: { id: string, name: string } | null, products: Array<{ id: string, title: string }>, media: Array<{ id: string, type: Graph.MediaType, width: number, height: number, durationMs: string | null, small: string }> }>, pageInfo: { hasNextPage: boolean } } };

export type HistoryQueryVariables = Exact<{
  id: string;
}>;


export type HistoryQuery = { node:
    | { id: string, version: string, createdAt: string, moderationCase: { settingsVersion: number, judgedAt: string, decisions: Array<{ id: string, decidedAt: string, outcome: Graph.Moderation, decidedBy: Graph.DecidedBy, rule: Graph.ModerationRule | null, reason: Graph.ModerationReason | null, rejectCode: Graph.RejectCode | null, note: string | null, revision: number, confidence: number | null, decider: { id: string | null, kind: Graph.AuditActorKind, job: string | null, name: string | null } | null }> } | null, revisions: Array<{ revision: number, title: string | null, body: string, rating: number | null, replacedAt: string, replacedBy: { id: string | null, kind: Graph.AuditActorKind, job: string | null, name: string | null } }> | null }
    | Record<PropertyKey, never>
   | null };

export type MomentClaimMutationVariables = Exact<{
  input: Graph.MomentClaimInput;
}>;


export type MomentClaimMutation = { momentClaim: { moment: { id: string, moderationCase: { claim: { mine: boolean, until: string, by: { id: string | null, kind: Graph.AuditActorKind, job: string | null, name: string | null } } | null } | null } | null, userErrors: Array<{ message: string, field: Array<string> | null, code: Graph.MomentClaimErrorCode }> } };

export type MomentReleaseMutationVariables = Exact<{
  input: Graph.MomentClaimInput;
}>;


export type MomentReleaseMutation = { momentRelease: { moment: { id: string, moderationCase: { claim: { mine: boolean, until: string, by: { id: string | null, kind: Graph.AuditActorKind, job: string | null, name: string | null } } | null } | null } | null, userErrors: Array<{ message: string, field: Array<string> | null, code: Graph.MomentReleaseErrorCode }> } };

export type ModerationClaimNextMutationVariables = Exact<{
  input: Graph.ModerationClaimNextInput;
}>;


export type ModerationClaimNextMutation = { moderationClaimNext: { moments: Array<{ id: string, moderationCase: { claim: { mine: boolean, until: string, by: { id: string | null, kind: Graph.AuditActorKind, job: string | null, name: string | null } } | null } | null }> | null, userErrors: Array<{ message: string, field: Array<string> | null, code: Graph.ModerationClaimNextErrorCode }> } };

export type MomentsDecideMutationVariables = Exact<{
  input: Graph.MomentsDecideInput;
}>;


export type MomentsDecideMutation = { momentsDecide: { moments: Array<{ id: string, version: string, kind: Graph.MomentKind, title: string | null, body: string, rating: number | null, permalink: string | null, publishedAt: string, moderation: Graph.Moderation, rejectCode: Graph.RejectCode | null, rights: Graph.Rights, visibility: Graph.Visibility, disclosure: Graph.Disclosure, incentivised: boolean, publishable: boolean, verifiedBuyer: boolean, creator: { id: string, name: string } | null, products: Array<{ id: string, title: string }>, media: Array<{ id: string, type: Graph.MediaType, width: number, height: number, durationMs: string | null, small: string }> }> | null, notDecided: Array<{ momentId: string, code: string, message: string }> | null, userErrors: Array<{ message: string, field: Array<string> | null, code: Graph.MomentsDecideErrorCode }> } };

export const WaitingDocument = document<WaitingQuery, WaitingQueryVariables>(
  "query Waiting($filter: ModerationQueueFilter) {\n  moderationQueue(first: 50, filter: $filter) {\n    nodes {\n      ...WaitingParts\n      __typename\n    }\n    pageInfo {\n      hasNextPage\n      __typename\n    }\n    __typename\n  }\n}\nfragment HeldParts on ModerationCase {\n  claim {\n    mine\n    until\n    by {\n      id\n      kind\n      job\n      name\n      __typename\n    }\n    __typename\n  }\n  __typename\n}\nfragment MediaParts on Media {\n  id\n  type\n  width\n  height\n  durationMs\n  small: url(size: SMALL)\n  __typename\n}\nfragment MomentParts on Moment {\n  id\n  version\n  kind\n  title\n  body\n  rating\n  permalink\n  publishedAt\n  moderation\n  rejectCode\n  rights\n  visibility\n  disclosure\n  incentivised\n  publishable\n  verifiedBuyer\n  creator {\n    id\n    name\n    __typename\n  }\n  products {\n    id\n    title\n    __typename\n  }\n  media {\n    ...MediaParts\n    __typename\n  }\n  __typename\n}\nfragment RuleFindingParts on ModerationFinding {\n  rule\n  ruleVersion\n  reason\n  sentence\n  weight\n  count\n  spans {\n    field\n    start\n    end\n    __typename\n  }\n  __typename\n}\nfragment WaitingParts on Moment {\n  ...MomentParts\n  createdAt\n  moderationCase {\n    ...HeldParts\n    confidence\n    findings {\n      ...RuleFindingParts\n      __typename\n    }\n    reports {\n      id\n      reason\n      note\n      reportedAt\n      __typename\n    }\n    __typename\n  }\n  __typename\n}",
  'bf5575aae63a636e5df9b8b64ad08da963bf1f2fd07f732a0826e6e9926553b2',
);

export const HistoryDocument = document<HistoryQuery, HistoryQueryVariables>(
  "query History($id: ID!) {\n  node(id: $id) {\n    ... on Moment {\n      id\n      version\n      ...DecidedParts\n      __typename\n    }\n    __typename\n  }\n}\nfragment DecidedParts on Moment {\n  createdAt\n  moderationCase {\n    settingsVersion\n    judgedAt\n    decisions {\n      id\n      decidedAt\n      outcome\n      decidedBy\n      decider {\n        id\n        kind\n        job\n        name\n        __typename\n      }\n      rule\n      reason\n      rejectCode\n      note\n      revision\n      confidence\n      __typename\n    }\n    __typename\n  }\n  revisions {\n    revision\n    title\n    body\n    rating\n    replacedAt\n    replacedBy {\n      id\n      kind\n      job\n      name\n      __typename\n    }\n    __typename\n  }\n  __typename\n}",
  'fa2f475efc4809fd9ceb1fd97cf3883dbf50b2595568404d3fee595cc2955a6a',
);

export const MomentClaimDocument = document<MomentClaimMutation, MomentClaimMutationVariables>(
  "mutation MomentClaim($input: MomentClaimInput!) {\n  momentClaim(input: $input) {\n    moment {\n      id\n      moderationCase {\n        ...HeldParts\n        __typename\n      }\n      __typename\n    }\n    userErrors {\n      message\n      field\n      code\n      __typename\n    }\n    __typename\n  }\n}\nfragment HeldParts on ModerationCase {\n  claim {\n    mine\n    until\n    by {\n      id\n      kind\n      job\n      name\n      __typename\n    }\n    __typename\n  }\n  __typename\n}",
  '41a895ba668b08097f562bc6a916777bc48b99dc32d0e42300058e961e9d7f44',
);

export const MomentReleaseDocument = document<MomentReleaseMutation, MomentReleaseMutationVariables>(
  "mutation MomentRelease($input: MomentClaimInput!) {\n  momentRelease(input: $input) {\n    moment {\n      id\n      moderationCase {\n        ...HeldParts\n        __typename\n      }\n      __typename\n    }\n    userErrors {\n      message\n      field\n      code\n      __typename\n    }\n    __typename\n  }\n}\nfragment HeldParts on ModerationCase {\n  claim {\n    mine\n    until\n    by {\n      id\n      kind\n      job\n      name\n      __typename\n    }\n    __typename\n  }\n  __typename\n}",
  'cd760295f86a5b6466066fcc538b68eda12d54b78e80f61350984876f6783c2b',
);

export const ModerationClaimNextDocument = document<ModerationClaimNextMutation, ModerationClaimNextMutationVariables>(
  "mutation ModerationClaimNext($input: ModerationClaimNextInput!) {\n  moderationClaimNext(input: $input) {\n    moments {\n      id\n      moderationCase {\n        ...HeldParts\n        __typename\n      }\n      __typename\n    }\n    userErrors {\n      message\n      field\n      code\n      __typename\n    }\n    __typename\n  }\n}\nfragment HeldParts on ModerationCase {\n  claim {\n    mine\n    until\n    by {\n      id\n      kind\n      job\n      name\n      __typename\n    }\n    __typename\n  }\n  __typename\n}",
  '6f293ee3b091be911d765335c7deedb3b6af31680599806adefa19a7deab167d',
);

export const MomentsDecideDocument = document<MomentsDecideMutation, MomentsDecideMutationVariables>(
  "mutation MomentsDecide($input: MomentsDecideInput!) {\n  momentsDecide(input: $input) {\n    moments {\n      ...MomentParts\n      __typename\n    }\n    notDecided {\n      momentId\n      code\n      message\n      __typename\n    }\n    userErrors {\n      message\n      field\n      code\n      __typename\n    }\n    __typename\n  }\n}\nfragment MediaParts on Media {\n  id\n  type\n  width\n  height\n  durationMs\n  small: url(size: SMALL)\n  __typename\n}\nfragment MomentParts on Moment {\n  id\n  version\n  kind\n  title\n  body\n  rating\n  permalink\n  publishedAt\n  moderation\n  rejectCode\n  rights\n  visibility\n  disclosure\n  incentivised\n  publishable\n  verifiedBuyer\n  creator {\n    id\n    name\n    __typename\n  }\n  products {\n    id\n    title\n    __typename\n  }\n  media {\n    ...MediaParts\n    __typename\n  }\n  __typename\n}",
  'd860194d1f958cea6ca0e598468e2e61e59ff5cd7a406838174067a4a1a08a50',
);