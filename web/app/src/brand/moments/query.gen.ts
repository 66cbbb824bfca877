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

/** Whether the audience is told that a moment was paid for. */
export type Disclosure =
  | 'MISSING'
  | 'NOT_REQUIRED'
  | 'SHOWN';

/** Where a grant stands in its window: it has not begun; it holds; it holds and ends soon; it is over. */
export type GrantPhase =
  | 'EXPIRED'
  | 'NOT_STARTED'
  | 'RUNNING'
  | 'UPCOMING';

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

/** Codes of MomentApproveUserError. */
export type MomentApproveErrorCode =
  /** See the message: CLAIMED_BY_OTHER. */
  | 'CLAIMED_BY_OTHER'
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** See the message: ERASED. */
  | 'ERASED'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** See the message: NOTE_INVALID. */
  | 'NOTE_INVALID'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** Any other refusal; the message says why. */
  | 'REFUSED'
  /** See the message: VERSION_CONFLICT. */
  | 'VERSION_CONFLICT'
  /** See the message: WRONG_STATE. */
  | 'WRONG_STATE';

/** Codes of MomentEditUserError. */
export type MomentEditErrorCode =
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** See the message: CONTROL_CHARACTERS. */
  | 'CONTROL_CHARACTERS'
  /** See the message: EDIT_STALE. */
  | 'EDIT_STALE'
  /** See the message: EMPTY. */
  | 'EMPTY'
  /** See the message: ERASED. */
  | 'ERASED'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** See the message: NO_TEXT. */
  | 'NO_TEXT'
  /** See the message: RATING_INVALID. */
  | 'RATING_INVALID'
  /** Any other refusal; the message says why. */
  | 'REFUSED'
  /** See the message: TOO_LONG. */
  | 'TOO_LONG'
  /** See the message: TOO_MANY_EDITS. */
  | 'TOO_MANY_EDITS'
  /** See the message: WRONG_STATE. */
  | 'WRONG_STATE';

/** What a moment says from now on: all of it is said anew. */
export type MomentEditInput = {
  body: string;
  momentId: string;
  /** Stars, 1 to 5. */
  rating?: number | null | undefined;
  /** The revision this was made from, as `moderationCase.revision` says it; 1 for what was never changed. */
  revision: number;
  title?: string | null | undefined;
};

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
  /** See the message: CLAIMED_BY_OTHER. */
  | 'CLAIMED_BY_OTHER'
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** See the message: ERASED. */
  | 'ERASED'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** See the message: NOTE_INVALID. */
  | 'NOTE_INVALID'
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
  /** What is said of a decision, to colleagues: a line of at most 500 characters. */
  note?: string | null | undefined;
  /**
   * The version the decision was made on, as `Moment.version` says it: one that has changed since is left as it is
   * (`VERSION_CONFLICT`, with the moment as it stands now). Whatever stands is decided about unless given.
   */
  version?: string | null | undefined;
};

/** Codes of MomentIntentSetUserError. */
export type MomentIntentSetErrorCode =
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** See the message: ERASED. */
  | 'ERASED'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** Any other refusal; the message says why. */
  | 'REFUSED';

/** What a person says that the author of a moment wants. */
export type MomentIntentSetInput = {
  /** Null: what was read counts again. */
  intent?: Intent | null | undefined;
  momentId: string;
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
  /** See the message: CLAIMED_BY_OTHER. */
  | 'CLAIMED_BY_OTHER'
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** See the message: ERASED. */
  | 'ERASED'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** See the message: NOTE_INVALID. */
  | 'NOTE_INVALID'
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
  note?: string | null | undefined;
  /** As in `MomentInput`. */
  version?: string | null | undefined;
};

/** Codes of MomentReopenUserError. */
export type MomentReopenErrorCode =
  /** See the message: CLAIMED_BY_OTHER. */
  | 'CLAIMED_BY_OTHER'
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** See the message: ERASED. */
  | 'ERASED'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** See the message: NOTE_INVALID. */
  | 'NOTE_INVALID'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** Any other refusal; the message says why. */
  | 'REFUSED'
  /** See the message: VERSION_CONFLICT. */
  | 'VERSION_CONFLICT';

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

/** What came of a request for rights. LAPSED is no answer within 14 days. */
export type RightsAnswer =
  | 'DECLINED'
  | 'GRANTED'
  | 'LAPSED';

/** How a creator is asked, and answers. */
export type RightsChannel =
  | 'COMMENT'
  | 'DIRECT_MESSAGE'
  | 'EMAIL'
  | 'FORM';

/**
 * Where a brand shows what it was given: its own site and app; its e-mails; its own pages in social networks; advertising that is paid
 * for; sites of those who sell its products; print and packaging.
 */
export type RightsUse =
  | 'ADS'
  | 'EMAIL'
  | 'PRINT'
  | 'RETAIL'
  | 'SOCIAL'
  | 'WEBSITE';

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

export type MomentPartsFragment = { id: string, version: string, kind: Graph.MomentKind, title: string | null, body: string, rating: number | null, permalink: string | null, publishedAt: string, moderation: Graph.Moderation, rejectCode: Graph.RejectCode | null, rights: Graph.Rights, visibility: Graph.Visibility, disclosure: Graph.Disclosure, incentivised: boolean, publishable: boolean, verifiedBuyer: boolean, creator: { id: string, name: string } | null, products: Array<{ id: string, title: string }>, media: Array<{ id: string, type: Graph.MediaType, width: number, height: number, durationMs: string | null, small: string }> };

export type MomentsQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
  last?: number | null | undefined;
  before?: string | null | undefined;
  filter?: Graph.MomentFilter | null | undefined;
}>;


export type MomentsQuery = { moments: { edges: Array<{ cursor: string, node: { id: string, version: string, kind: Graph.MomentKind, title: string | null, body: string, rating: number | null, permalink: string | null, publishedAt: string, moderation: Graph.Moderation, rejectCode: Graph.RejectCode | null, rights: Graph.Rights, visibility: Graph.Visibility, disclosure: Graph.Disclosure, incentivised: boolean, publishable: boolean, verifiedBuyer: boolean, creator: { id: string, name: string } | null, products: Array<{ id: string, title: string }>, media: Array<{ id: string, type: Graph.MediaType, width: number, height: number, durationMs: string | null, small: string }> } }>, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null } } };

export type IntentPartsFragment = { id: string, intent: Graph.Intent | null, intentReading: { read: Graph.Intent, abstained: boolean, confidence: number, version: string, readAt: string, setAt: string | null, setBy: { id: string | null, kind: Graph.AuditActorKind, job: string | null, name: string | null } | null, evidence: Array<{ field: Graph.TextField, start: number, end: number }> } | null };

export type MomentQueryVariables = Exact<{
  id: string;
}>;


export type MomentQuery = { node:
    | { language: string | null, source: string, externalId: string, rejectEditable: boolean, createdAt: string, id: string, intent: Graph.Intent | null, version: string, rights: Graph.Rights, rightsRequestedAt: string | null, rightsStartsAt: string | null, rightsEndsAt: string | null, kind: Graph.MomentKind, title: string | null, body: string, rating: number | null, permalink: string | null, publishedAt: string, moderation: Graph.Moderation, rejectCode: Graph.RejectCode | null, visibility: Graph.Visibility, disclosure: Graph.Disclosure, incentivised: boolean, publishable: boolean, verifiedBuyer: boolean, question: { id: string, title: string | null, body: string } | null, answers: { nodes: Array<{ id: string, version: string, kind: Graph.MomentKind, title: string | null, body: string, rating: number | null, permalink: string | null, publishedAt: string, moderation: Graph.Moderation, rejectCode: Graph.RejectCode | null, rights: Graph.Rights, visibility: Graph.Visibility, disclosure: Graph.Disclosure, incentivised: boolean, publishable: boolean, verifiedBuyer: boolean, creator: { id: string, name: string } | null, products: Array<{ id: string, title: string }>, media: Array<{ id: string, type: Graph.MediaType, width: number, height: number, durationMs: string | null, small: string }> }>, pageInfo: { hasNextPage: boolean } }, moderationCase: { confidence: number, findings: Array<{ rule: Graph.ModerationRule, ruleVersion: number, reason: Graph.ModerationReason, sentence: string, weight: number, count: number, spans: Array<{ field: Graph.TextField, start: number, end: number }> }>, reports: Array<{ id: string, reason: Graph.ReportReason, note: string | null, reportedAt: string }>, claim: { mine: boolean, until: string, by: { id: string | null, kind: Graph.AuditActorKind, job: string | null, name: string | null } } | null } | null, intentReading: { read: Graph.Intent, abstained: boolean, confidence: number, version: string, readAt: string, setAt: string | null, setBy: { id: string | null, kind: Graph.AuditActorKind, job: string | null, name: string | null } | null, evidence: Array<{ field: Graph.TextField, start: number, end: number }> } | null, rightsRequests: Array<{ id: string, requestedAt: string | null, lapsesAt: string | null, answer: Graph.RightsAnswer | null, answeredAt: string | null, startsAt: string | null, endsAt: string | null, revokedAt: string | null, phase: Graph.GrantPhase | null, terms: { number: number } | null, scope: { uses: Array<Graph.RightsUse>, territories: Array<string>, showsHere: boolean } | null, requestedBy: { id: string | null, kind: Graph.AuditActorKind, job: string | null, name: string | null } | null, answeredBy: { id: string | null, kind: Graph.AuditActorKind, job: string | null, name: string | null } | null, revokedBy: { id: string | null, kind: Graph.AuditActorKind, job: string | null, name: string | null } | null, evidence: { channel: Graph.RightsChannel, messageId: string, textHash: string } | null, reply: { channel: Graph.RightsChannel, messageId: string, textHash: string } | null, revocation: { channel: Graph.RightsChannel, messageId: string, textHash: string } | null }> | null, creator: { id: string, name: string } | null, products: Array<{ id: string, title: string }>, media: Array<{ id: string, type: Graph.MediaType, width: number, height: number, durationMs: string | null, small: string }> }
    | Record<PropertyKey, never>
   | null };

export type MomentApproveMutationVariables = Exact<{
  input: Graph.MomentInput;
}>;


export type MomentApproveMutation = { momentApprove: { moment: { id: string, version: string, kind: Graph.MomentKind, title: string | null, body: string, rating: number | null, permalink: string | null, publishedAt: string, moderation: Graph.Moderation, rejectCode: Graph.RejectCode | null, rights: Graph.Rights, visibility: Graph.Visibility, disclosure: Graph.Disclosure, incentivised: boolean, publishable: boolean, verifiedBuyer: boolean, creator: { id: string, name: string } | null, products: Array<{ id: string, title: string }>, media: Array<{ id: string, type: Graph.MediaType, width: number, height: number, durationMs: string | null, small: string }> } | null, userErrors: Array<{ message: string, field: Array<string> | null, code: Graph.MomentApproveErrorCode }> } };

export type MomentRejectMutationVariables = Exact<{
  input: Graph.MomentRejectInput;
}>;


export type MomentRejectMutation = { momentReject: { moment: { id: string, version: string, kind: Graph.MomentKind, title: string | null, body: string, rating: number | null, permalink: string | null, publishedAt: string, moderation: Graph.Moderation, rejectCode: Graph.RejectCode | null, rights: Graph.Rights, visibility: Graph.Visibility, disclosure: Graph.Disclosure, incentivised: boolean, publishable: boolean, verifiedBuyer: boolean, creator: { id: string, name: string } | null, products: Array<{ id: string, title: string }>, media: Array<{ id: string, type: Graph.MediaType, width: number, height: number, durationMs: string | null, small: string }> } | null, userErrors: Array<{ message: string, field: Array<string> | null, code: Graph.MomentRejectErrorCode }> } };

export type MomentFlagMutationVariables = Exact<{
  input: Graph.MomentInput;
}>;


export type MomentFlagMutation = { momentFlag: { moment: { id: string, version: string, kind: Graph.MomentKind, title: string | null, body: string, rating: number | null, permalink: string | null, publishedAt: string, moderation: Graph.Moderation, rejectCode: Graph.RejectCode | null, rights: Graph.Rights, visibility: Graph.Visibility, disclosure: Graph.Disclosure, incentivised: boolean, publishable: boolean, verifiedBuyer: boolean, creator: { id: string, name: string } | null, products: Array<{ id: string, title: string }>, media: Array<{ id: string, type: Graph.MediaType, width: number, height: number, durationMs: string | null, small: string }> } | null, userErrors: Array<{ message: string, field: Array<string> | null, code: Graph.MomentFlagErrorCode }> } };

export type MomentHideMutationVariables = Exact<{
  input: Graph.MomentInput;
}>;


export type MomentHideMutation = { momentHide: { moment: { id: string, version: string, kind: Graph.MomentKind, title: string | null, body: string, rating: number | null, permalink: string | null, publishedAt: string, moderation: Graph.Moderation, rejectCode: Graph.RejectCode | null, rights: Graph.Rights, visibility: Graph.Visibility, disclosure: Graph.Disclosure, incentivised: boolean, publishable: boolean, verifiedBuyer: boolean, creator: { id: string, name: string } | null, products: Array<{ id: string, title: string }>, media: Array<{ id: string, type: Graph.MediaType, width: number, height: number, durationMs: string | null, small: string }> } | null, userErrors: Array<{ message: string, field: Array<string> | null, code: Graph.MomentHideErrorCode }> } };

export type MomentShowMutationVariables = Exact<{
  input: Graph.MomentInput;
}>;


export type MomentShowMutation = { momentShow: { moment: { id: string, version: string, kind: Graph.MomentKind, title: string | null, body: string, rating: number | null, permalink: string | null, publishedAt: string, moderation: Graph.Moderation, rejectCode: Graph.RejectCode | null, rights: Graph.Rights, visibility: Graph.Visibility, disclosure: Graph.Disclosure, incentivised: boolean, publishable: boolean, verifiedBuyer: boolean, creator: { id: string, name: string } | null, products: Array<{ id: string, title: string }>, media: Array<{ id: string, type: Graph.MediaType, width: number, height: number, durationMs: string | null, small: string }> } | null, userErrors: Array<{ message: string, field: Array<string> | null, code: Graph.MomentShowErrorCode }> } };

export type MomentEraseMutationVariables = Exact<{
  input: Graph.MomentInput;
}>;


export type MomentEraseMutation = { momentErase: { moment: { id: string, version: string, kind: Graph.MomentKind, title: string | null, body: string, rating: number | null, permalink: string | null, publishedAt: string, moderation: Graph.Moderation, rejectCode: Graph.RejectCode | null, rights: Graph.Rights, visibility: Graph.Visibility, disclosure: Graph.Disclosure, incentivised: boolean, publishable: boolean, verifiedBuyer: boolean, creator: { id: string, name: string } | null, products: Array<{ id: string, title: string }>, media: Array<{ id: string, type: Graph.MediaType, width: number, height: number, durationMs: string | null, small: string }> } | null, userErrors: Array<{ message: string, field: Array<string> | null, code: Graph.MomentEraseErrorCode }> } };

export type MomentReopenMutationVariables = Exact<{
  input: Graph.MomentInput;
}>;


export type MomentReopenMutation = { momentReopen: { moment: { id: string, version: string, kind: Graph.MomentKind, title: string | null, body: string, rating: number | null, permalink: string | null, publishedAt: string, moderation: Graph.Moderation, rejectCode: Graph.RejectCode | null, rights: Graph.Rights, visibility: Graph.Visibility, disclosure: Graph.Disclosure, incentivised: boolean, publishable: boolean, verifiedBuyer: boolean, creator: { id: string, name: string } | null, products: Array<{ id: string, title: string }>, media: Array<{ id: string, type: Graph.MediaType, width: number, height: number, durationMs: string | null, small: string }> } | null, userErrors: Array<{ message: string, field: Array<string> | null, code: Graph.MomentReopenErrorCode }> } };

export type MomentNewsSubscriptionVariables = Exact<{
  after?: string | null | undefined;
}>;


export type MomentNewsSubscription = { momentChanged: { cursor: string, moment: { id: string, version: string, kind: Graph.MomentKind, title: string | null, body: string, rating: number | null, permalink: string | null, publishedAt: string, moderation: Graph.Moderation, rejectCode: Graph.RejectCode | null, rights: Graph.Rights, visibility: Graph.Visibility, disclosure: Graph.Disclosure, incentivised: boolean, publishable: boolean, verifiedBuyer: boolean, creator: { id: string, name: string } | null, products: Array<{ id: string, title: string }>, media: Array<{ id: string, type: Graph.MediaType, width: number, height: number, durationMs: string | null, small: string }> } } };

export type MomentIntentSetMutationVariables = Exact<{
  input: Graph.MomentIntentSetInput;
}>;


export type MomentIntentSetMutation = { momentIntentSet: { moment: { id: string, intent: Graph.Intent | null, intentReading: { read: Graph.Intent, abstained: boolean, confidence: number, version: string, readAt: string, setAt: string | null, setBy: { id: string | null, kind: Graph.AuditActorKind, job: string | null, name: string | null } | null, evidence: Array<{ field: Graph.TextField, start: number, end: number }> } | null } | null, userErrors: Array<{ message: string, field: Array<string> | null, code: Graph.MomentIntentSetErrorCode }> } };

export type MomentEditMutationVariables = Exact<{
  input: Graph.MomentEditInput;
}>;


export type MomentEditMutation = { momentEdit: { moment: { createdAt: string, id: string, intent: Graph.Intent | null, version: string, kind: Graph.MomentKind, title: string | null, body: string, rating: number | null, permalink: string | null, publishedAt: string, moderation: Graph.Moderation, rejectCode: Graph.RejectCode | null, rights: Graph.Rights, visibility: Graph.Visibility, disclosure: Graph.Disclosure, incentivised: boolean, publishable: boolean, verifiedBuyer: boolean, moderationCase: { confidence: number, findings: Array<{ rule: Graph.ModerationRule, ruleVersion: number, reason: Graph.ModerationReason, sentence: string, weight: number, count: number, spans: Array<{ field: Graph.TextField, start: number, end: number }> }>, reports: Array<{ id: string, reason: Graph.ReportReason, note: string | null, reportedAt: string }>, claim: { mine: boolean, until: string, by: { id: string | null, kind: Graph.AuditActorKind, job: string | null, name: string | null } } | null } | null, intentReading: { read: Graph.Intent, abstained: boolean, confidence: number, version: string, readAt: string, setAt: string | null, setBy: { id: string | null, kind: Graph.AuditActorKind, job: string | null, name: string | null } | null, evidence: Array<{ field: Graph.TextField, start: number, end: number }> } | null, creator: { id: string, name: string } | null, products: Array<{ id: string, title: string }>, media: Array<{ id: string, type: Graph.MediaType, width: number, height: number, durationMs: string | null, small: string }> } | null, userErrors: Array<{ message: string, field: Array<string> | null, code: Graph.MomentEditErrorCode }> } };

export const MomentsDocument = document<MomentsQuery, MomentsQueryVariables>(
  "query Moments($first: Int, $after: String, $last: Int, $before: String, $filter: MomentFilter) {\n  moments(\n    first: $first\n    after: $after\n    last: $last\n    before: $before\n    filter: $filter\n  ) {\n    edges {\n      cursor\n      node {\n        ...MomentParts\n        __typename\n      }\n      __typename\n    }\n    pageInfo {\n      hasNextPage\n      hasPreviousPage\n      startCursor\n      endCursor\n      __typename\n    }\n    __typename\n  }\n}\nfragment MediaParts on Media {\n  id\n  type\n  width\n  height\n  durationMs\n  small: url(size: SMALL)\n  __typename\n}\nfragment MomentParts on Moment {\n  id\n  version\n  kind\n  title\n  body\n  rating\n  permalink\n  publishedAt\n  moderation\n  rejectCode\n  rights\n  visibility\n  disclosure\n  incentivised\n  publishable\n  verifiedBuyer\n  creator {\n    id\n    name\n    __typename\n  }\n  products {\n    id\n    title\n    __typename\n  }\n  media {\n    ...MediaParts\n    __typename\n  }\n  __typename\n}",
  '34138ec10897d94fcb22cd52edd566491a288a8c802fe4de0f3bed4d77a6f6ce',
);

export const MomentDocument = document<MomentQuery, MomentQueryVariables>(
  "query Moment($id: ID!) {\n  node(id: $id) {\n    ... on Moment {\n      ...WaitingParts\n      ...IntentParts\n      ...RightsParts\n      language\n      question {\n        id\n        title\n        body\n        __typename\n      }\n      answers(first: 20) {\n        nodes {\n          ...MomentParts\n          __typename\n        }\n        pageInfo {\n          hasNextPage\n          __typename\n        }\n        __typename\n      }\n      source\n      externalId\n      rejectEditable\n      __typename\n    }\n    __typename\n  }\n}\nfragment EvidenceParts on RightsEvidence {\n  channel\n  messageId\n  textHash\n  __typename\n}\nfragment HeldParts on ModerationCase {\n  claim {\n    mine\n    until\n    by {\n      id\n      kind\n      job\n      name\n      __typename\n    }\n    __typename\n  }\n  __typename\n}\nfragment IntentParts on Moment {\n  id\n  intent\n  intentReading {\n    read\n    abstained\n    confidence\n    version\n    readAt\n    setAt\n    setBy {\n      id\n      kind\n      job\n      name\n      __typename\n    }\n    evidence {\n      field\n      start\n      end\n      __typename\n    }\n    __typename\n  }\n  __typename\n}\nfragment MediaParts on Media {\n  id\n  type\n  width\n  height\n  durationMs\n  small: url(size: SMALL)\n  __typename\n}\nfragment MomentParts on Moment {\n  id\n  version\n  kind\n  title\n  body\n  rating\n  permalink\n  publishedAt\n  moderation\n  rejectCode\n  rights\n  visibility\n  disclosure\n  incentivised\n  publishable\n  verifiedBuyer\n  creator {\n    id\n    name\n    __typename\n  }\n  products {\n    id\n    title\n    __typename\n  }\n  media {\n    ...MediaParts\n    __typename\n  }\n  __typename\n}\nfragment RightsParts on Moment {\n  id\n  version\n  rights\n  rightsRequestedAt\n  rightsStartsAt\n  rightsEndsAt\n  rightsRequests {\n    ...RightsRequestParts\n    __typename\n  }\n  __typename\n}\nfragment RightsRequestParts on RightsRequest {\n  id\n  requestedAt\n  lapsesAt\n  answer\n  answeredAt\n  startsAt\n  endsAt\n  revokedAt\n  phase\n  terms {\n    number\n    __typename\n  }\n  scope {\n    uses\n    territories\n    showsHere\n    __typename\n  }\n  requestedBy {\n    id\n    kind\n    job\n    name\n    __typename\n  }\n  answeredBy {\n    id\n    kind\n    job\n    name\n    __typename\n  }\n  revokedBy {\n    id\n    kind\n    job\n    name\n    __typename\n  }\n  evidence {\n    ...EvidenceParts\n    __typename\n  }\n  reply {\n    ...EvidenceParts\n    __typename\n  }\n  revocation {\n    ...EvidenceParts\n    __typename\n  }\n  __typename\n}\nfragment RuleFindingParts on ModerationFinding {\n  rule\n  ruleVersion\n  reason\n  sentence\n  weight\n  count\n  spans {\n    field\n    start\n    end\n    __typename\n  }\n  __typename\n}\nfragment WaitingParts on Moment {\n  ...MomentParts\n  createdAt\n  moderationCase {\n    ...HeldParts\n    confidence\n    findings {\n      ...RuleFindingParts\n      __typename\n    }\n    reports {\n      id\n      reason\n      note\n      reportedAt\n      __typename\n    }\n    __typename\n  }\n  __typename\n}",
  'c7e51c2cdbe46adfa0c731076a9fb3f88eb975f9a76e74a9057f755b69b528da',
);

export const MomentApproveDocument = document<MomentApproveMutation, MomentApproveMutationVariables>(
  "mutation MomentApprove($input: MomentInput!) {\n  momentApprove(input: $input) {\n    moment {\n      ...MomentParts\n      __typename\n    }\n    userErrors {\n      message\n      field\n      code\n      __typename\n    }\n    __typename\n  }\n}\nfragment MediaParts on Media {\n  id\n  type\n  width\n  height\n  durationMs\n  small: url(size: SMALL)\n  __typename\n}\nfragment MomentParts on Moment {\n  id\n  version\n  kind\n  title\n  body\n  rating\n  permalink\n  publishedAt\n  moderation\n  rejectCode\n  rights\n  visibility\n  disclosure\n  incentivised\n  publishable\n  verifiedBuyer\n  creator {\n    id\n    name\n    __typename\n  }\n  products {\n    id\n    title\n    __typename\n  }\n  media {\n    ...MediaParts\n    __typename\n  }\n  __typename\n}",
  '854abe6b14902f47d1ebf0f59cc5f80ee052b21d0a0505a0b5001a3893ee6f6c',
);

export const MomentRejectDocument = document<MomentRejectMutation, MomentRejectMutationVariables>(
  "mutation MomentReject($input: MomentRejectInput!) {\n  momentReject(input: $input) {\n    moment {\n      ...MomentParts\n      __typename\n    }\n    userErrors {\n      message\n      field\n      code\n      __typename\n    }\n    __typename\n  }\n}\nfragment MediaParts on Media {\n  id\n  type\n  width\n  height\n  durationMs\n  small: url(size: SMALL)\n  __typename\n}\nfragment MomentParts on Moment {\n  id\n  version\n  kind\n  title\n  body\n  rating\n  permalink\n  publishedAt\n  moderation\n  rejectCode\n  rights\n  visibility\n  disclosure\n  incentivised\n  publishable\n  verifiedBuyer\n  creator {\n    id\n    name\n    __typename\n  }\n  products {\n    id\n    title\n    __typename\n  }\n  media {\n    ...MediaParts\n    __typename\n  }\n  __typename\n}",
  '55fae994f0353d503b1cd092b1243d88b6ecacd2b6b019739c80ee403a09006d',
);

export const MomentFlagDocument = document<MomentFlagMutation, MomentFlagMutationVariables>(
  "mutation MomentFlag($input: MomentInput!) {\n  momentFlag(input: $input) {\n    moment {\n      ...MomentParts\n      __typename\n    }\n    userErrors {\n      message\n      field\n      code\n      __typename\n    }\n    __typename\n  }\n}\nfragment MediaParts on Media {\n  id\n  type\n  width\n  height\n  durationMs\n  small: url(size: SMALL)\n  __typename\n}\nfragment MomentParts on Moment {\n  id\n  version\n  kind\n  title\n  body\n  rating\n  permalink\n  publishedAt\n  moderation\n  rejectCode\n  rights\n  visibility\n  disclosure\n  incentivised\n  publishable\n  verifiedBuyer\n  creator {\n    id\n    name\n    __typename\n  }\n  products {\n    id\n    title\n    __typename\n  }\n  media {\n    ...MediaParts\n    __typename\n  }\n  __typename\n}",
  'e39389b7b8fc5a709fe32a10c52d40068d7796dfad6f5a6599e16c8844454b41',
);

export const MomentHideDocument = document<MomentHideMutation, MomentHideMutationVariables>(
  "mutation MomentHide($input: MomentInput!) {\n  momentHide(input: $input) {\n    moment {\n      ...MomentParts\n      __typename\n    }\n    userErrors {\n      message\n      field\n      code\n      __typename\n    }\n    __typename\n  }\n}\nfragment MediaParts on Media {\n  id\n  type\n  width\n  height\n  durationMs\n  small: url(size: SMALL)\n  __typename\n}\nfragment MomentParts on Moment {\n  id\n  version\n  kind\n  title\n  body\n  rating\n  permalink\n  publishedAt\n  moderation\n  rejectCode\n  rights\n  visibility\n  disclosure\n  incentivised\n  publishable\n  verifiedBuyer\n  creator {\n    id\n    name\n    __typename\n  }\n  products {\n    id\n    title\n    __typename\n  }\n  media {\n    ...MediaParts\n    __typename\n  }\n  __typename\n}",
  '60c8b5b86acc0750b9baf35b9882806f93e72b9682dda9e037b8367a7d68c9fa',
);

export const MomentShowDocument = document<MomentShowMutation, MomentShowMutationVariables>(
  "mutation MomentShow($input: MomentInput!) {\n  momentShow(input: $input) {\n    moment {\n      ...MomentParts\n      __typename\n    }\n    userErrors {\n      message\n      field\n      code\n      __typename\n    }\n    __typename\n  }\n}\nfragment MediaParts on Media {\n  id\n  type\n  width\n  height\n  durationMs\n  small: url(size: SMALL)\n  __typename\n}\nfragment MomentParts on Moment {\n  id\n  version\n  kind\n  title\n  body\n  rating\n  permalink\n  publishedAt\n  moderation\n  rejectCode\n  rights\n  visibility\n  disclosure\n  incentivised\n  publishable\n  verifiedBuyer\n  creator {\n    id\n    name\n    __typename\n  }\n  products {\n    id\n    title\n    __typename\n  }\n  media {\n    ...MediaParts\n    __typename\n  }\n  __typename\n}",
  '3b24f6be6646ebba10f9db3f6de3b8e0366b2af62b90f491d52031d050952e25',
);

export const MomentEraseDocument = document<MomentEraseMutation, MomentEraseMutationVariables>(
  "mutation MomentErase($input: MomentInput!) {\n  momentErase(input: $input) {\n    moment {\n      ...MomentParts\n      __typename\n    }\n    userErrors {\n      message\n      field\n      code\n      __typename\n    }\n    __typename\n  }\n}\nfragment MediaParts on Media {\n  id\n  type\n  width\n  height\n  durationMs\n  small: url(size: SMALL)\n  __typename\n}\nfragment MomentParts on Moment {\n  id\n  version\n  kind\n  title\n  body\n  rating\n  permalink\n  publishedAt\n  moderation\n  rejectCode\n  rights\n  visibility\n  disclosure\n  incentivised\n  publishable\n  verifiedBuyer\n  creator {\n    id\n    name\n    __typename\n  }\n  products {\n    id\n    title\n    __typename\n  }\n  media {\n    ...MediaParts\n    __typename\n  }\n  __typename\n}",
  'd9654fde37b0cb2237a0769a1527cea250e4674cfd2ff8a633601835a4f6990e',
);

export const MomentReopenDocument = document<MomentReopenMutation, MomentReopenMutationVariables>(
  "mutation MomentReopen($input: MomentInput!) {\n  momentReopen(input: $input) {\n    moment {\n      ...MomentParts\n      __typename\n    }\n    userErrors {\n      message\n      field\n      code\n      __typename\n    }\n    __typename\n  }\n}\nfragment MediaParts on Media {\n  id\n  type\n  width\n  height\n  durationMs\n  small: url(size: SMALL)\n  __typename\n}\nfragment MomentParts on Moment {\n  id\n  version\n  kind\n  title\n  body\n  rating\n  permalink\n  publishedAt\n  moderation\n  rejectCode\n  rights\n  visibility\n  disclosure\n  incentivised\n  publishable\n  verifiedBuyer\n  creator {\n    id\n    name\n    __typename\n  }\n  products {\n    id\n    title\n    __typename\n  }\n  media {\n    ...MediaParts\n    __typename\n  }\n  __typename\n}",
  '2e77ecc83d914a0df93039b2366d8014b57f975bb931e4b501a73c50a79a5a00',
);

export const MomentNewsDocument = document<MomentNewsSubscription, MomentNewsSubscriptionVariables>(
  "subscription MomentNews($after: String) {\n  momentChanged(after: $after) {\n    cursor\n    moment {\n      ...MomentParts\n      __typename\n    }\n    __typename\n  }\n}\nfragment MediaParts on Media {\n  id\n  type\n  width\n  height\n  durationMs\n  small: url(size: SMALL)\n  __typename\n}\nfragment MomentParts on Moment {\n  id\n  version\n  kind\n  title\n  body\n  rating\n  permalink\n  publishedAt\n  moderation\n  rejectCode\n  rights\n  visibility\n  disclosure\n  incentivised\n  publishable\n  verifiedBuyer\n  creator {\n    id\n    name\n    __typename\n  }\n  products {\n    id\n    title\n    __typename\n  }\n  media {\n    ...MediaParts\n    __typename\n  }\n  __typename\n}",
  '847d0f059f956aae396909bcf5aa788412fbab54316ce5e7c0d7c66324b9108a',
);

export const MomentIntentSetDocument = document<MomentIntentSetMutation, MomentIntentSetMutationVariables>(
  "mutation MomentIntentSet($input: MomentIntentSetInput!) {\n  momentIntentSet(input: $input) {\n    moment {\n      ...IntentParts\n      __typename\n    }\n    userErrors {\n      message\n      field\n      code\n      __typename\n    }\n    __typename\n  }\n}\nfragment IntentParts on Moment {\n  id\n  intent\n  intentReading {\n    read\n    abstained\n    confidence\n    version\n    readAt\n    setAt\n    setBy {\n      id\n      kind\n      job\n      name\n      __typename\n    }\n    evidence {\n      field\n      start\n      end\n      __typename\n    }\n    __typename\n  }\n  __typename\n}",
  '0d734631ab09064d9ad797d5ed94177b3011f71cd986e5b567f532f3f1dc62e7',
);

export const MomentEditDocument = document<MomentEditMutation, MomentEditMutationVariables>(
  "mutation MomentEdit($input: MomentEditInput!) {\n  momentEdit(input: $input) {\n    moment {\n      ...WaitingParts\n      ...IntentParts\n      __typename\n    }\n    userErrors {\n      message\n      field\n      code\n      __typename\n    }\n    __typename\n  }\n}\nfragment HeldParts on ModerationCase {\n  claim {\n    mine\n    until\n    by {\n      id\n      kind\n      job\n      name\n      __typename\n    }\n    __typename\n  }\n  __typename\n}\nfragment IntentParts on Moment {\n  id\n  intent\n  intentReading {\n    read\n    abstained\n    confidence\n    version\n    readAt\n    setAt\n    setBy {\n      id\n      kind\n      job\n      name\n      __typename\n    }\n    evidence {\n      field\n      start\n      end\n      __typename\n    }\n    __typename\n  }\n  __typename\n}\nfragment MediaParts on Media {\n  id\n  type\n  width\n  height\n  durationMs\n  small: url(size: SMALL)\n  __typename\n}\nfragment MomentParts on Moment {\n  id\n  version\n  kind\n  title\n  body\n  rating\n  permalink\n  publishedAt\n  moderation\n  rejectCode\n  rights\n  visibility\n  disclosure\n  incentivised\n  publishable\n  verifiedBuyer\n  creator {\n    id\n    name\n    __typename\n  }\n  products {\n    id\n    title\n    __typename\n  }\n  media {\n    ...MediaParts\n    __typename\n  }\n  __typename\n}\nfragment RuleFindingParts on ModerationFinding {\n  rule\n  ruleVersion\n  reason\n  sentence\n  weight\n  count\n  spans {\n    field\n    start\n    end\n    __typename\n  }\n  __typename\n}\nfragment WaitingParts on Moment {\n  ...MomentParts\n  createdAt\n  moderationCase {\n    ...HeldParts\n    confidence\n    findings {\n      ...RuleFindingParts\n      __typename\n    }\n    reports {\n      id\n      reason\n      note\n      reportedAt\n      __typename\n    }\n    __typename\n  }\n  __typename\n}",
  '703ea00290af211408c8e246d5ca2b63f228ecfc6f6c465068cf19bd9000f50f',
);