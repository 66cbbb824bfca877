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

/** Codes of MomentRightsDeclineUserError. */
export type MomentRightsDeclineErrorCode =
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** See the message: ERASED. */
  | 'ERASED'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** See the message: MESSAGE_ID_INVALID. */
  | 'MESSAGE_ID_INVALID'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** Any other refusal; the message says why. */
  | 'REFUSED'
  /** See the message: TEXT_HASH_INVALID. */
  | 'TEXT_HASH_INVALID'
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
  /** See the message: MESSAGE_ID_INVALID. */
  | 'MESSAGE_ID_INVALID'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** See the message: NO_TERRITORY. */
  | 'NO_TERRITORY'
  /** See the message: NO_USE. */
  | 'NO_USE'
  /** Any other refusal; the message says why. */
  | 'REFUSED'
  /** See the message: RIGHTS_WINDOW_INVALID. */
  | 'RIGHTS_WINDOW_INVALID'
  /** See the message: SCOPE_MISSING. */
  | 'SCOPE_MISSING'
  /** See the message: TERMS_MISSING. */
  | 'TERMS_MISSING'
  /** See the message: TERMS_UNKNOWN. */
  | 'TERMS_UNKNOWN'
  /** See the message: TERRITORY_INVALID. */
  | 'TERRITORY_INVALID'
  /** See the message: TEXT_HASH_INVALID. */
  | 'TEXT_HASH_INVALID'
  /** See the message: TOO_MANY_REQUESTS. */
  | 'TOO_MANY_REQUESTS'
  /** See the message: TOO_MANY_TERRITORIES. */
  | 'TOO_MANY_TERRITORIES'
  /** See the message: VERSION_CONFLICT. */
  | 'VERSION_CONFLICT'
  /** See the message: WRONG_STATE. */
  | 'WRONG_STATE';

/** That an author gave the right to show a moment. */
export type MomentRightsGrantInput = {
  /** Never unless given. */
  endsAt?: string | null | undefined;
  /** The message they gave it by. */
  evidence: RightsEvidenceInput;
  momentId: string;
  /** What they gave: what was asked for unless given. Needed where they were never asked. */
  scope?: RightsScopeInput | null | undefined;
  /** Now unless given. */
  startsAt?: string | null | undefined;
  /** Of what they agreed to: that of the request unless given. Needed where they were never asked. */
  terms?: number | null | undefined;
  /** The version of the moment this was decided on; whatever stands unless given. */
  version?: string | null | undefined;
};

/** That an author said no, or took back what they gave. */
export type MomentRightsRefusalInput = {
  /** The message they said it by, where there is one. */
  evidence?: RightsEvidenceInput | null | undefined;
  momentId: string;
  /** The version of the moment this was decided on; whatever stands unless given. */
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
  /** See the message: MESSAGE_ID_INVALID. */
  | 'MESSAGE_ID_INVALID'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** See the message: NO_TERRITORY. */
  | 'NO_TERRITORY'
  /** See the message: NO_USE. */
  | 'NO_USE'
  /** Any other refusal; the message says why. */
  | 'REFUSED'
  /** See the message: TERMS_MISSING. */
  | 'TERMS_MISSING'
  /** See the message: TERMS_UNKNOWN. */
  | 'TERMS_UNKNOWN'
  /** See the message: TERRITORY_INVALID. */
  | 'TERRITORY_INVALID'
  /** See the message: TEXT_HASH_INVALID. */
  | 'TEXT_HASH_INVALID'
  /** See the message: TOO_MANY_REQUESTS. */
  | 'TOO_MANY_REQUESTS'
  /** See the message: TOO_MANY_TERRITORIES. */
  | 'TOO_MANY_TERRITORIES'
  /** See the message: VERSION_CONFLICT. */
  | 'VERSION_CONFLICT'
  /** See the message: WRONG_STATE. */
  | 'WRONG_STATE';

/** That an author is asked for the right to show a moment. */
export type MomentRightsRequestInput = {
  /** The message they were asked by. */
  evidence: RightsEvidenceInput;
  momentId: string;
  /** What is asked for. */
  scope: RightsScopeInput;
  /** The version of the terms they were shown; the newest unless given. */
  terms?: number | null | undefined;
  /** The version of the moment this was decided on; whatever stands unless given. */
  version?: string | null | undefined;
};

/** Codes of MomentRightsRevokeUserError. */
export type MomentRightsRevokeErrorCode =
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** See the message: ERASED. */
  | 'ERASED'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** See the message: MESSAGE_ID_INVALID. */
  | 'MESSAGE_ID_INVALID'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** Any other refusal; the message says why. */
  | 'REFUSED'
  /** See the message: TEXT_HASH_INVALID. */
  | 'TEXT_HASH_INVALID'
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

/** What shows that something was said. The text itself stays where it was said: its SHA-256 proves what it was. */
export type RightsEvidenceInput = {
  channel: RightsChannel;
  /** The channel's id of the message: 1 to 200 characters. */
  messageId: string;
  /** The SHA-256 of its text in UTF-8, as 64 hexadecimal digits. */
  textHash: string;
};

/**
 * Where the rights to a moment stand: nobody was asked; an answer is waited for; granted from a time to come, for now, until soon,
 * until a time that is over; granted for other uses or places than being shown here; refused; not answered in time; taken
 * back.
 */
export type RightsPhase =
  | 'DECLINED'
  | 'ELSEWHERE'
  | 'EXPIRED'
  | 'LAPSED'
  | 'NOT_STARTED'
  | 'REQUESTED'
  | 'REVOKED'
  | 'RUNNING'
  | 'UNREQUESTED'
  | 'UPCOMING';

/** What is asked for or granted. Nothing that is left out is: feeds show what is granted for WEBSITE in the WORLD. */
export type RightsScopeInput = {
  /** Two letters of ISO 3166-1 each, at most 100, or `WORLD` alone. */
  territories: Array<string>;
  uses: Array<RightsUse>;
};

/** Codes of RightsTermsPublishUserError. */
export type RightsTermsPublishErrorCode =
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** Any other refusal; the message says why. */
  | 'REFUSED'
  /** See the message: TERMS_TEXT_INVALID. */
  | 'TERMS_TEXT_INVALID';

/** Terms to publish. */
export type RightsTermsPublishInput = {
  /** 1 to 20,000 characters. */
  body: string;
};

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

/** Whether a moment is there to be seen. */
export type Visibility =
  | 'ERASED'
  | 'HIDDEN'
  | 'VISIBLE';

export type EvidencePartsFragment = { channel: Graph.RightsChannel, messageId: string, textHash: string };

export type RightsRequestPartsFragment = { id: string, requestedAt: string | null, lapsesAt: string | null, answer: Graph.RightsAnswer | null, answeredAt: string | null, startsAt: string | null, endsAt: string | null, revokedAt: string | null, phase: Graph.GrantPhase | null, terms: { number: number } | null, scope: { uses: Array<Graph.RightsUse>, territories: Array<string>, showsHere: boolean } | null, requestedBy: { id: string | null, kind: Graph.AuditActorKind, job: string | null, name: string | null } | null, answeredBy: { id: string | null, kind: Graph.AuditActorKind, job: string | null, name: string | null } | null, revokedBy: { id: string | null, kind: Graph.AuditActorKind, job: string | null, name: string | null } | null, evidence: { channel: Graph.RightsChannel, messageId: string, textHash: string } | null, reply: { channel: Graph.RightsChannel, messageId: string, textHash: string } | null, revocation: { channel: Graph.RightsChannel, messageId: string, textHash: string } | null };

export type RightsPartsFragment = { id: string, version: string, rights: Graph.Rights, rightsRequestedAt: string | null, rightsStartsAt: string | null, rightsEndsAt: string | null, rightsRequests: Array<{ id: string, requestedAt: string | null, lapsesAt: string | null, answer: Graph.RightsAnswer | null, answeredAt: string | null, startsAt: string | null, endsAt: string | null, revokedAt: string | null, phase: Graph.GrantPhase | null, terms: { number: number } | null, scope: { uses: Array<Graph.RightsUse>, territories: Array<string>, showsHere: boolean } | null, requestedBy: { id: string | null, kind: Graph.AuditActorKind, job: string | null, name: string | null } | null, answeredBy: { id: string | null, kind: Graph.AuditActorKind, job: string | null, name: string | null } | null, revokedBy: { id: string | null, kind: Graph.AuditActorKind, job: string | null, name: string | null } | null, evidence: { channel: Graph.RightsChannel, messageId: string, textHash: string } | null, reply: { channel: Graph.RightsChannel, messageId: string, textHash: string } | null, revocation: { channel: Graph.RightsChannel, messageId: string, textHash: string } | null }> | null };

export type OnBoardPartsFragment = { rightsRequestedAt: string | null, rightsStartsAt: string | null, rightsEndsAt: string | null, id: string, version: string, kind: Graph.MomentKind, title: string | null, body: string, rating: number | null, permalink: string | null, publishedAt: string, moderation: Graph.Moderation, rejectCode: Graph.RejectCode | null, rights: Graph.Rights, visibility: Graph.Visibility, disclosure: Graph.Disclosure, incentivised: boolean, publishable: boolean, verifiedBuyer: boolean, creator: { id: string, name: string } | null, products: Array<{ id: string, title: string }>, media: Array<{ id: string, type: Graph.MediaType, width: number, height: number, durationMs: string | null, small: string }> };

export type RightsBoardQueryVariables = Exact<{ [key: string]: never; }>;


export type RightsBoardQuery = { rightsCounts: Array<{ phase: Graph.RightsPhase, moments: number }>, unrequested: { nodes: Array<{ rightsRequestedAt: string | null, rightsStartsAt: string | null, rightsEndsAt: string | null, id: string, version: string, kind: Graph.MomentKind, title: string | null, body: string, rating: number | null, permalink: string | null, publishedAt: string, moderation: Graph.Moderation, rejectCode: Graph.RejectCode | null, rights: Graph.Rights, visibility: Graph.Visibility, disclosure: Graph.Disclosure, incentivised: boolean, publishable: boolean, verifiedBuyer: boolean, creator: { id: string, name: string } | null, products: Array<{ id: string, title: string }>, media: Array<{ id: string, type: Graph.MediaType, width: number, height: number, durationMs: string | null, small: string }> }> }, requested: { nodes: Array<{ rightsRequestedAt: string | null, rightsStartsAt: string | null, rightsEndsAt: string | null, id: string, version: string, kind: Graph.MomentKind, title: string | null, body: string, rating: number | null, permalink: string | null, publishedAt: string, moderation: Graph.Moderation, rejectCode: Graph.RejectCode | null, rights: Graph.Rights, visibility: Graph.Visibility, disclosure: Graph.Disclosure, incentivised: boolean, publishable: boolean, verifiedBuyer: boolean, creator: { id: string, name: string } | null, products: Array<{ id: string, title: string }>, media: Array<{ id: string, type: Graph.MediaType, width: number, height: number, durationMs: string | null, small: string }> }> }, upcoming: { nodes: Array<{ rightsRequestedAt: string | null, rightsStartsAt: string | null, rightsEndsAt: string | null, id: string, version: string, kind: Graph.MomentKind, title: string | null, body: string, rating: number | null, permalink: string | null, publishedAt: string, moderation: Graph.Moderation, rejectCode: Graph.RejectCode | null, rights: Graph.Rights, visibility: Graph.Visibility, disclosure: Graph.Disclosure, incentivised: boolean, publishable: boolean, verifiedBuyer: boolean, creator: { id: string, name: string } | null, products: Array<{ id: string, title: string }>, media: Array<{ id: string, type: Graph.MediaType, width: number, height: number, durationMs: string | null, small: string }> }> }, running: { nodes: Array<{ rightsRequestedAt: string | null, rightsStartsAt: string | null, rightsEndsAt: string | null, id: string, version: string, kind: Graph.MomentKind, title: string | null, body: string, rating: number | null, permalink: string | null, publishedAt: string, moderation: Graph.Moderation, rejectCode: Graph.RejectCode | null, rights: Graph.Rights, visibility: Graph.Visibility, disclosure: Graph.Disclosure, incentivised: boolean, publishable: boolean, verifiedBuyer: boolean, creator: { id: string, name: string } | null, products: Array<{ id: string, title: string }>, media: Array<{ id: string, type: Graph.MediaType, width: number, height: number, durationMs: string | null, small: string }> }> } };

export type RightsColumnQueryVariables = Exact<{
  phase: Graph.RightsPhase;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type RightsColumnQuery = { rightsBoard: { edges: Array<{ cursor: string, node: { rightsRequestedAt: string | null, rightsStartsAt: string | null, rightsEndsAt: string | null, id: string, version: string, kind: Graph.MomentKind, title: string | null, body: string, rating: number | null, permalink: string | null, publishedAt: string, moderation: Graph.Moderation, rejectCode: Graph.RejectCode | null, rights: Graph.Rights, visibility: Graph.Visibility, disclosure: Graph.Disclosure, incentivised: boolean, publishable: boolean, verifiedBuyer: boolean, creator: { id: string, name: string } | null, products: Array<{ id: string, title: string }>, media: Array<{ id: string, type: Graph.MediaType, width: number, height: number, durationMs: string | null, small: string }> } }>, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null } } };

export type RightsTermsPartsFragment = { number: number, body: string, hash: string, publishedAt: string, publishedBy: { id: string | null, kind: Graph.AuditActorKind, job: string | null, name: string | null } | null };

export type RightsTermsQueryVariables = Exact<{ [key: string]: never; }>;


export type RightsTermsQuery = { rightsTerms: { nodes: Array<{ number: number, body: string, hash: string, publishedAt: string, publishedBy: { id: string | null, kind: Graph.AuditActorKind, job: string | null, name: string | null } | null }> } };

export type RightsTermsPublishMutationVariables = Exact<{
  input: Graph.RightsTermsPublishInput;
}>;


export type RightsTermsPublishMutation = { rightsTermsPublish: { rightsTerms: { number: number, body: string, hash: string, publishedAt: string, publishedBy: { id: string | null, kind: Graph.AuditActorKind, job: string | null, name: string | null } | null } | null, userErrors: Array<{ message: string, field: Array<string> | null, code: Graph.RightsTermsPublishErrorCode }> } };

export type MomentRightsRequestMutationVariables = Exact<{
  input: Graph.MomentRightsRequestInput;
}>;


export type MomentRightsRequestMutation = { momentRightsRequest: { moment: { id: string, version: string, kind: Graph.MomentKind, title: string | null, body: string, rating: number | null, permalink: string | null, publishedAt: string, moderation: Graph.Moderation, rejectCode: Graph.RejectCode | null, rights: Graph.Rights, visibility: Graph.Visibility, disclosure: Graph.Disclosure, incentivised: boolean, publishable: boolean, verifiedBuyer: boolean, rightsRequestedAt: string | null, rightsStartsAt: string | null, rightsEndsAt: string | null, creator: { id: string, name: string } | null, products: Array<{ id: string, title: string }>, media: Array<{ id: string, type: Graph.MediaType, width: number, height: number, durationMs: string | null, small: string }>, rightsRequests: Array<{ id: string, requestedAt: string | null, lapsesAt: string | null, answer: Graph.RightsAnswer | null, answeredAt: string | null, startsAt: string | null, endsAt: string | null, revokedAt: string | null, phase: Graph.GrantPhase | null, terms: { number: number } | null, scope: { uses: Array<Graph.RightsUse>, territories: Array<string>, showsHere: boolean } | null, requestedBy: { id: string | null, kind: Graph.AuditActorKind, job: string | null, name: string | null } | null, answeredBy: { id: string | null, kind: Graph.AuditActorKind, job: string | null, name: string | null } | null, revokedBy: { id: string | null, kind: Graph.AuditActorKind, job: string | null, name: string | null } | null, evidence: { channel: Graph.RightsChannel, messageId: string, textHash: string } | null, reply: { channel: Graph.RightsChannel, messageId: string, textHash: string } | null, revocation: { channel: Graph.RightsChannel, messageId: string, textHash: string } | null }> | null } | null, userErrors: Array<{ message: string, field: Array<string> | null, code: Graph.MomentRightsRequestErrorCode }> } };

export type MomentRightsGrantMutationVariables = Exact<{
  input: Graph.MomentRightsGrantInput;
}>;


export type MomentRightsGrantMutation = { momentRightsGrant: { moment: { id: string, version: string, kind: Graph.MomentKind, title: string | null, body: string, rating: number | null, permalink: string | null, publishedAt: string, moderation: Graph.Moderation, rejectCode: Graph.RejectCode | null, rights: Graph.Rights, visibility: Graph.Visibility, disclosure: Graph.Disclosure, incentivised: boolean, publishable: boolean, verifiedBuyer: boolean, rightsRequestedAt: string | null, rightsStartsAt: string | null, rightsEndsAt: string | null, creator: { id: string, name: string } | null, products: Array<{ id: string, title: string }>, media: Array<{ id: string, type: Graph.MediaType, width: number, height: number, durationMs: string | null, small: string }>, rightsRequests: Array<{ id: string, requestedAt: string | null, lapsesAt: string | null, answer: Graph.RightsAnswer | null, answeredAt: string | null, startsAt: string | null, endsAt: string | null, revokedAt: string | null, phase: Graph.GrantPhase | null, terms: { number: number } | null, scope: { uses: Array<Graph.RightsUse>, territories: Array<string>, showsHere: boolean } | null, requestedBy: { id: string | null, kind: Graph.AuditActorKind, job: string | null, name: string | null } | null, answeredBy: { id: string | null, kind: Graph.AuditActorKind, job: string | null, name: string | null } | null, revokedBy: { id: string | null, kind: Graph.AuditActorKind, job: string | null, name: string | null } | null, evidence: { channel: Graph.RightsChannel, messageId: string, textHash: string } | null, reply: { channel: Graph.RightsChannel, messageId: string, textHash: string } | null, revocation: { channel: Graph.RightsChannel, messageId: string, textHash: string } | null }> | null } | null, userErrors: Array<{ message: string, field: Array<string> | null, code: Graph.MomentRightsGrantErrorCode }> } };

export type MomentRightsDeclineMutationVariables = Exact<{
  input: Graph.MomentRightsRefusalInput;
}>;


export type MomentRightsDeclineMutation = { momentRightsDecline: { moment: { id: string, version: string, kind: Graph.MomentKind, title: string | null, body: string, rating: number | null, permalink: string | null, publishedAt: string, moderation: Graph.Moderation, rejectCode: Graph.RejectCode | null, rights: Graph.Rights, visibility: Graph.Visibility, disclosure: Graph.Disclosure, incentivised: boolean, publishable: boolean, verifiedBuyer: boolean, rightsRequestedAt: string | null, rightsStartsAt: string | null, rightsEndsAt: string | null, creator: { id: string, name: string } | null, products: Array<{ id: string, title: string }>, media: Array<{ id: string, type: Graph.MediaType, width: number, height: number, durationMs: string | null, small: string }>, rightsRequests: Array<{ id: string, requestedAt: string | null, lapsesAt: string | null, answer: Graph.RightsAnswer | null, answeredAt: string | null, startsAt: string | null, endsAt: string | null, revokedAt: string | null, phase: Graph.GrantPhase | null, terms: { number: number } | null, scope: { uses: Array<Graph.RightsUse>, territories: Array<string>, showsHere: boolean } | null, requestedBy: { id: string | null, kind: Graph.AuditActorKind, job: string | null, name: string | null } | null, answeredBy: { id: string | null, kind: Graph.AuditActorKind, job: string | null, name: string | null } | null, revokedBy: { id: string | null, kind: Graph.AuditActorKind, job: string | null, name: string | null } | null, evidence: { channel: Graph.RightsChannel, messageId: string, textHash: string } | null, reply: { channel: Graph.RightsChannel, messageId: string, textHash: string } | null, revocation: { channel: Graph.RightsChannel, messageId: string, textHash: string } | null }> | null } | null, userErrors: Array<{ message: string, field: Array<string> | null, code: Graph.MomentRightsDeclineErrorCode }> } };

export type MomentRightsRevokeMutationVariables = Exact<{
  input: Graph.MomentRightsRefusalInput;
}>;


export type MomentRightsRevokeMutation = { momentRightsRevoke: { moment: { id: string, version: string, kind: Graph.MomentKind, title: string | null, body: string, rating: number | null, permalink: string | null, publishedAt: string, moderation: Graph.Moderation, rejectCode: Graph.RejectCode | null, rights: Graph.Rights, visibility: Graph.Visibility, disclosure: Graph.Disclosure, incentivised: boolean, publishable: boolean, verifiedBuyer: boolean, rightsRequestedAt: string | null, rightsStartsAt: string | null, rightsEndsAt: string | null, creator: { id: string, name: string } | null, products: Array<{ id: string, title: string }>, media: Array<{ id: string, type: Graph.MediaType, width: number, height: number, durationMs: string | null, small: string }>, rightsRequests: Array<{ id: string, requestedAt: string | null, lapsesAt: string | null, answer: Graph.RightsAnswer | null, answeredAt: string | null, startsAt: string | null, endsAt: string | null, revokedAt: string | null, phase: Graph.GrantPhase | null, terms: { number: number } | null, scope: { uses: Array<Graph.RightsUse>, territories: Array<string>, showsHere: boolean } | null, requestedBy: { id: string | null, kind: Graph.AuditActorKind, job: string | null, name: string | null } | null, answeredBy: { id: string | null, kind: Graph.AuditActorKind, job: string | null, name: string | null } | null, revokedBy: { id: string | null, kind: Graph.AuditActorKind, job: string | null, name: string | null } | null, evidence: { channel: Graph.RightsChannel, messageId: string, textHash: string } | null, reply: { channel: Graph.RightsChannel, messageId: string, textHash: string } | null, revocation: { channel: Graph.RightsChannel, messageId: string, textHash: string } | null }> | null } | null, userErrors: Array<{ message: string, field: Array<string> | null, code: Graph.MomentRightsRevokeErrorCode }> } };

export const RightsBoardDocument = document<RightsBoardQuery, RightsBoardQueryVariables>(
  "query RightsBoard {\n  rightsCounts {\n    phase\n    moments\n    __typename\n  }\n  unrequested: rightsBoard(phase: UNREQUESTED, first: 6) {\n    nodes {\n      ...OnBoardParts\n      __typename\n    }\n    __typename\n  }\n  requested: rightsBoard(phase: REQUESTED, first: 6) {\n    nodes {\n      ...OnBoardParts\n      __typename\n    }\n    __typename\n  }\n  upcoming: rightsBoard(phase: UPCOMING, first: 6) {\n    nodes {\n      ...OnBoardParts\n      __typename\n    }\n    __typename\n  }\n  running: rightsBoard(phase: RUNNING, first: 6) {\n    nodes {\n      ...OnBoardParts\n      __typename\n    }\n    __typename\n  }\n}\nfragment MediaParts on Media {\n  id\n  type\n  width\n  height\n  durationMs\n  small: url(size: SMALL)\n  __typename\n}\nfragment MomentParts on Moment {\n  id\n  version\n  kind\n  title\n  body\n  rating\n  permalink\n  publishedAt\n  moderation\n  rejectCode\n  rights\n  visibility\n  disclosure\n  incentivised\n  publishable\n  verifiedBuyer\n  creator {\n    id\n    name\n    __typename\n  }\n  products {\n    id\n    title\n    __typename\n  }\n  media {\n    ...MediaParts\n    __typename\n  }\n  __typename\n}\nfragment OnBoardParts on Moment {\n  ...MomentParts\n  rightsRequestedAt\n  rightsStartsAt\n  rightsEndsAt\n  __typename\n}",
  'b328c6a8d5879791c3f567b1bddf7f6c7c9c927a5f21220e9d86de07bd8cf4de',
);

export const RightsColumnDocument = document<RightsColumnQuery, RightsColumnQueryVariables>(
  "query RightsColumn($phase: RightsPhase!, $first: Int, $after: String) {\n  rightsBoard(phase: $phase, first: $first, after: $after) {\n    edges {\n      cursor\n      node {\n        ...OnBoardParts\n        __typename\n      }\n      __typename\n    }\n    pageInfo {\n      hasNextPage\n      hasPreviousPage\n      startCursor\n      endCursor\n      __typename\n    }\n    __typename\n  }\n}\nfragment MediaParts on Media {\n  id\n  type\n  width\n  height\n  durationMs\n  small: url(size: SMALL)\n  __typename\n}\nfragment MomentParts on Moment {\n  id\n  version\n  kind\n  title\n  body\n  rating\n  permalink\n  publishedAt\n  moderation\n  rejectCode\n  rights\n  visibility\n  disclosure\n  incentivised\n  publishable\n  verifiedBuyer\n  creator {\n    id\n    name\n    __typename\n  }\n  products {\n    id\n    title\n    __typename\n  }\n  media {\n    ...MediaParts\n    __typename\n  }\n  __typename\n}\nfragment OnBoardParts on Moment {\n  ...MomentParts\n  rightsRequestedAt\n  rightsStartsAt\n  rightsEndsAt\n  __typename\n}",
  '272ca58c7786586350c2bb3e2b04dd95ac215bcb2ba4955e40f47f7f9d652405',
);

export const RightsTermsDocument = document<RightsTermsQuery, RightsTermsQueryVariables>(
  "query RightsTerms {\n  rightsTerms(first: 50) {\n    nodes {\n      ...RightsTermsParts\n      __typename\n    }\n    __typename\n  }\n}\nfragment RightsTermsParts on RightsTerms {\n  number\n  body\n  hash\n  publishedAt\n  publishedBy {\n    id\n    kind\n    job\n    name\n    __typename\n  }\n  __typename\n}",
  '234db5fcff84b5fe060dc7e5678e1068bb3551fc1a516a141c1b538cc15ffd67',
);

export const RightsTermsPublishDocument = document<RightsTermsPublishMutation, RightsTermsPublishMutationVariables>(
  "mutation RightsTermsPublish($input: RightsTermsPublishInput!) {\n  rightsTermsPublish(input: $input) {\n    rightsTerms {\n      ...RightsTermsParts\n      __typename\n    }\n    userErrors {\n      message\n      field\n      code\n      __typename\n    }\n    __typename\n  }\n}\nfragment RightsTermsParts on RightsTerms {\n  number\n  body\n  hash\n  publishedAt\n  publishedBy {\n    id\n    kind\n    job\n    name\n    __typename\n  }\n  __typename\n}",
  'e510583ad1aa8c303a72fd413a29be43f4233dff24935c6ffe87ec6d8bbfc5e0',
);

export const MomentRightsRequestDocument = document<MomentRightsRequestMutation, MomentRightsRequestMutationVariables>(
  "mutation MomentRightsRequest($input: MomentRightsRequestInput!) {\n  momentRightsRequest(input: $input) {\n    moment {\n      ...MomentParts\n      ...RightsParts\n      __typename\n    }\n    userErrors {\n      message\n      field\n      code\n      __typename\n    }\n    __typename\n  }\n}\nfragment EvidenceParts on RightsEvidence {\n  channel\n  messageId\n  textHash\n  __typename\n}\nfragment MediaParts on Media {\n  id\n  type\n  width\n  height\n  durationMs\n  small: url(size: SMALL)\n  __typename\n}\nfragment MomentParts on Moment {\n  id\n  version\n  kind\n  title\n  body\n  rating\n  permalink\n  publishedAt\n  moderation\n  rejectCode\n  rights\n  visibility\n  disclosure\n  incentivised\n  publishable\n  verifiedBuyer\n  creator {\n    id\n    name\n    __typename\n  }\n  products {\n    id\n    title\n    __typename\n  }\n  media {\n    ...MediaParts\n    __typename\n  }\n  __typename\n}\nfragment RightsParts on Moment {\n  id\n  version\n  rights\n  rightsRequestedAt\n  rightsStartsAt\n  rightsEndsAt\n  rightsRequests {\n    ...RightsRequestParts\n    __typename\n  }\n  __typename\n}\nfragment RightsRequestParts on RightsRequest {\n  id\n  requestedAt\n  lapsesAt\n  answer\n  answeredAt\n  startsAt\n  endsAt\n  revokedAt\n  phase\n  terms {\n    number\n    __typename\n  }\n  scope {\n    uses\n    territories\n    showsHere\n    __typename\n  }\n  requestedBy {\n    id\n    kind\n    job\n    name\n    __typename\n  }\n  answeredBy {\n    id\n    kind\n    job\n    name\n    __typename\n  }\n  revokedBy {\n    id\n    kind\n    job\n    name\n    __typename\n  }\n  evidence {\n    ...EvidenceParts\n    __typename\n  }\n  reply {\n    ...EvidenceParts\n    __typename\n  }\n  revocation {\n    ...EvidenceParts\n    __typename\n  }\n  __typename\n}",
  'd8a3de564f7b9a94ce12d31e23c23f261e626debda93684519fd4c59c4561266',
);

export const MomentRightsGrantDocument = document<MomentRightsGrantMutation, MomentRightsGrantMutationVariables>(
  "mutation MomentRightsGrant($input: MomentRightsGrantInput!) {\n  momentRightsGrant(input: $input) {\n    moment {\n      ...MomentParts\n      ...RightsParts\n      __typename\n    }\n    userErrors {\n      message\n      field\n      code\n      __typename\n    }\n    __typename\n  }\n}\nfragment EvidenceParts on RightsEvidence {\n  channel\n  messageId\n  textHash\n  __typename\n}\nfragment MediaParts on Media {\n  id\n  type\n  width\n  height\n  durationMs\n  small: url(size: SMALL)\n  __typename\n}\nfragment MomentParts on Moment {\n  id\n  version\n  kind\n  title\n  body\n  rating\n  permalink\n  publishedAt\n  moderation\n  rejectCode\n  rights\n  visibility\n  disclosure\n  incentivised\n  publishable\n  verifiedBuyer\n  creator {\n    id\n    name\n    __typename\n  }\n  products {\n    id\n    title\n    __typename\n  }\n  media {\n    ...MediaParts\n    __typename\n  }\n  __typename\n}\nfragment RightsParts on Moment {\n  id\n  version\n  rights\n  rightsRequestedAt\n  rightsStartsAt\n  rightsEndsAt\n  rightsRequests {\n    ...RightsRequestParts\n    __typename\n  }\n  __typename\n}\nfragment RightsRequestParts on RightsRequest {\n  id\n  requestedAt\n  lapsesAt\n  answer\n  answeredAt\n  startsAt\n  endsAt\n  revokedAt\n  phase\n  terms {\n    number\n    __typename\n  }\n  scope {\n    uses\n    territories\n    showsHere\n    __typename\n  }\n  requestedBy {\n    id\n    kind\n    job\n    name\n    __typename\n  }\n  answeredBy {\n    id\n    kind\n    job\n    name\n    __typename\n  }\n  revokedBy {\n    id\n    kind\n    job\n    name\n    __typename\n  }\n  evidence {\n    ...EvidenceParts\n    __typename\n  }\n  reply {\n    ...EvidenceParts\n    __typename\n  }\n  revocation {\n    ...EvidenceParts\n    __typename\n  }\n  __typename\n}",
  '5a644349d26f28e2b8f7d84211791d2f96ea822755057a73e04fc86abed28813',
);

export const MomentRightsDeclineDocument = document<MomentRightsDeclineMutation, MomentRightsDeclineMutationVariables>(
  "mutation MomentRightsDecline($input: MomentRightsRefusalInput!) {\n  momentRightsDecline(input: $input) {\n    moment {\n      ...MomentParts\n      ...RightsParts\n      __typename\n    }\n    userErrors {\n      message\n      field\n      code\n      __typename\n    }\n    __typename\n  }\n}\nfragment EvidenceParts on RightsEvidence {\n  channel\n  messageId\n  textHash\n  __typename\n}\nfragment MediaParts on Media {\n  id\n  type\n  width\n  height\n  durationMs\n  small: url(size: SMALL)\n  __typename\n}\nfragment MomentParts on Moment {\n  id\n  version\n  kind\n  title\n  body\n  rating\n  permalink\n  publishedAt\n  moderation\n  rejectCode\n  rights\n  visibility\n  disclosure\n  incentivised\n  publishable\n  verifiedBuyer\n  creator {\n    id\n    name\n    __typename\n  }\n  products {\n    id\n    title\n    __typename\n  }\n  media {\n    ...MediaParts\n    __typename\n  }\n  __typename\n}\nfragment RightsParts on Moment {\n  id\n  version\n  rights\n  rightsRequestedAt\n  rightsStartsAt\n  rightsEndsAt\n  rightsRequests {\n    ...RightsRequestParts\n    __typename\n  }\n  __typename\n}\nfragment RightsRequestParts on RightsRequest {\n  id\n  requestedAt\n  lapsesAt\n  answer\n  answeredAt\n  startsAt\n  endsAt\n  revokedAt\n  phase\n  terms {\n    number\n    __typename\n  }\n  scope {\n    uses\n    territories\n    showsHere\n    __typename\n  }\n  requestedBy {\n    id\n    kind\n    job\n    name\n    __typename\n  }\n  answeredBy {\n    id\n    kind\n    job\n    name\n    __typename\n  }\n  revokedBy {\n    id\n    kind\n    job\n    name\n    __typename\n  }\n  evidence {\n    ...EvidenceParts\n    __typename\n  }\n  reply {\n    ...EvidenceParts\n    __typename\n  }\n  revocation {\n    ...EvidenceParts\n    __typename\n  }\n  __typename\n}",
  '52b3374341ae5ee55abf7fa499a98ad92672ea8d2e02a137136d22d28b587a88',
);

export const MomentRightsRevokeDocument = document<MomentRightsRevokeMutation, MomentRightsRevokeMutationVariables>(
  "mutation MomentRightsRevoke($input: MomentRightsRefusalInput!) {\n  momentRightsRevoke(input: $input) {\n    moment {\n      ...MomentParts\n      ...RightsParts\n      __typename\n    }\n    userErrors {\n      message\n      field\n      code\n      __typename\n    }\n    __typename\n  }\n}\nfragment EvidenceParts on RightsEvidence {\n  channel\n  messageId\n  textHash\n  __typename\n}\nfragment MediaParts on Media {\n  id\n  type\n  width\n  height\n  durationMs\n  small: url(size: SMALL)\n  __typename\n}\nfragment MomentParts on Moment {\n  id\n  version\n  kind\n  title\n  body\n  rating\n  permalink\n  publishedAt\n  moderation\n  rejectCode\n  rights\n  visibility\n  disclosure\n  incentivised\n  publishable\n  verifiedBuyer\n  creator {\n    id\n    name\n    __typename\n  }\n  products {\n    id\n    title\n    __typename\n  }\n  media {\n    ...MediaParts\n    __typename\n  }\n  __typename\n}\nfragment RightsParts on Moment {\n  id\n  version\n  rights\n  rightsRequestedAt\n  rightsStartsAt\n  rightsEndsAt\n  rightsRequests {\n    ...RightsRequestParts\n    __typename\n  }\n  __typename\n}\nfragment RightsRequestParts on RightsRequest {\n  id\n  requestedAt\n  lapsesAt\n  answer\n  answeredAt\n  startsAt\n  endsAt\n  revokedAt\n  phase\n  terms {\n    number\n    __typename\n  }\n  scope {\n    uses\n    territories\n    showsHere\n    __typename\n  }\n  requestedBy {\n    id\n    kind\n    job\n    name\n    __typename\n  }\n  answeredBy {\n    id\n    kind\n    job\n    name\n    __typename\n  }\n  revokedBy {\n    id\n    kind\n    job\n    name\n    __typename\n  }\n  evidence {\n    ...EvidenceParts\n    __typename\n  }\n  reply {\n    ...EvidenceParts\n    __typename\n  }\n  revocation {\n    ...EvidenceParts\n    __typename\n  }\n  __typename\n}",
  '789aefe155545d3e29a424ddafff0858837d224cab3c3a80eba87ab71f44047f',
);