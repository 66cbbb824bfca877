/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type * as Graph from '@/graph/schema.gen';

import { document } from '@/graph/document';
/** Why there is a commission. */
export type CommissionCause =
  | 'ADJUSTMENT'
  | 'BONUS'
  | 'CLICKS'
  | 'CONVERSION';

/** In which part a payee helps. */
export type PayeeKind =
  | 'AFFILIATE'
  | 'CREATOR';

/**
 * How often payout runs begin by themselves: every week on one day of it, on the 1st and the 15th, every month on
 * one day of it.
 */
export type PayoutCadence =
  | 'MONTHLY'
  | 'TWICE_MONTHLY'
  | 'WEEKLY';

/** Codes of PayoutCancelUserError. */
export type PayoutCancelErrorCode =
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** See the message: IDEMPOTENCY_KEY_INVALID. */
  | 'IDEMPOTENCY_KEY_INVALID'
  /** See the message: IDEMPOTENCY_KEY_REUSED. */
  | 'IDEMPOTENCY_KEY_REUSED'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** Any other refusal; the message says why. */
  | 'REFUSED'
  /** See the message: WRONG_STATE. */
  | 'WRONG_STATE';

/** A payout to call off. */
export type PayoutCancelInput = {
  idempotencyKey: string;
  payoutId: string;
};

/** Codes of PayoutCautionSetUserError. */
export type PayoutCautionSetErrorCode =
  /** See the message: AMOUNT_OUT_OF_RANGE. */
  | 'AMOUNT_OUT_OF_RANGE'
  /** See the message: CODE_INVALID. */
  | 'CODE_INVALID'
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** See the message: PERCENT_OUT_OF_RANGE. */
  | 'PERCENT_OUT_OF_RANGE'
  /** Any other refusal; the message says why. */
  | 'REFUSED'
  /** See the message: SECOND_FACTOR_REQUIRED. */
  | 'SECOND_FACTOR_REQUIRED'
  /** See the message: UNKNOWN_CURRENCY. */
  | 'UNKNOWN_CURRENCY';

/** What is to be unusual from now on. */
export type PayoutCautionSetInput = {
  /** Six digits of the second factor, or a recovery code: asked for of whoever has one, as at `payoutRunApprove`. */
  code?: string | null | undefined;
  /** What the limit is in; the tenant's own currency unless told. */
  limitCurrency?: string | null | undefined;
  /** Above zero; null: no limit. */
  limitMinor?: string | null | undefined;
  /** 100 to 10000. */
  unusualPercent: number;
};

/** Which payouts. */
export type PayoutFilter = {
  /** To this affiliate. */
  affiliateId?: string | null | undefined;
  /** In this run. */
  runId?: string | null | undefined;
  state?: PayoutState | null | undefined;
};

/**
 * Why a run does not pay somebody who has earned something: too little; Stripe cannot pay them yet; older debts keep
 * it; corrections have taken it back; it is stopped until somebody has looked.
 */
export type PayoutOmissionReason =
  | 'BELOW_MINIMUM'
  | 'CORRECTED'
  | 'HELD'
  | 'NO_ACCOUNT'
  | 'OFFSET_BY_DEBT';

/** Codes of PayoutRunApproveUserError. */
export type PayoutRunApproveErrorCode =
  /** See the message: CODE_INVALID. */
  | 'CODE_INVALID'
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** See the message: IDEMPOTENCY_KEY_INVALID. */
  | 'IDEMPOTENCY_KEY_INVALID'
  /** See the message: IDEMPOTENCY_KEY_REUSED. */
  | 'IDEMPOTENCY_KEY_REUSED'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** See the message: PREVIEW_DIFFERS. */
  | 'PREVIEW_DIFFERS'
  /** Any other refusal; the message says why. */
  | 'REFUSED'
  /** See the message: SECOND_APPROVER_NEEDED. */
  | 'SECOND_APPROVER_NEEDED'
  /** See the message: SECOND_FACTOR_REQUIRED. */
  | 'SECOND_FACTOR_REQUIRED'
  /** See the message: WRONG_STATE. */
  | 'WRONG_STATE';

/** A run to approve. */
export type PayoutRunApproveInput = {
  /**
   * Six digits of the second factor, or a recovery code: asked for again, whenever one signed in, of whoever has one. No
   * part of what the key stands for.
   */
  code?: string | null | undefined;
  idempotencyKey: string;
  payoutRunId: string;
  /** The hash that was previewed. */
  previewHash: string;
};

/** Codes of PayoutRunCancelUserError. */
export type PayoutRunCancelErrorCode =
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** Any other refusal; the message says why. */
  | 'REFUSED'
  /** See the message: WRONG_STATE. */
  | 'WRONG_STATE';

/** A run to call off. */
export type PayoutRunCancelInput = {
  payoutRunId: string;
};

/** Codes of PayoutRunCreateUserError. */
export type PayoutRunCreateErrorCode =
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** See the message: IDEMPOTENCY_KEY_INVALID. */
  | 'IDEMPOTENCY_KEY_INVALID'
  /** See the message: IDEMPOTENCY_KEY_REUSED. */
  | 'IDEMPOTENCY_KEY_REUSED'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** Any other refusal; the message says why. */
  | 'REFUSED'
  /** See the message: RUN_OPEN. */
  | 'RUN_OPEN'
  /** See the message: TENANT_SUSPENDED. */
  | 'TENANT_SUSPENDED'
  /** See the message: UNKNOWN_CURRENCY. */
  | 'UNKNOWN_CURRENCY';

/** A run to draft. */
export type PayoutRunCreateInput = {
  currency: string;
  idempotencyKey: string;
};

/** Codes of PayoutRunExecuteUserError. */
export type PayoutRunExecuteErrorCode =
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** See the message: IDEMPOTENCY_KEY_INVALID. */
  | 'IDEMPOTENCY_KEY_INVALID'
  /** See the message: IDEMPOTENCY_KEY_REUSED. */
  | 'IDEMPOTENCY_KEY_REUSED'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** Any other refusal; the message says why. */
  | 'REFUSED'
  /** See the message: WRONG_STATE. */
  | 'WRONG_STATE';

/** A run to execute. */
export type PayoutRunExecuteInput = {
  idempotencyKey: string;
  payoutRunId: string;
};

/** Why there is a payout run. */
export type PayoutRunOrigin =
  | 'MANUAL'
  | 'ON_DEMAND'
  | 'TIMETABLE';

/** Codes of PayoutRunPauseUserError. */
export type PayoutRunPauseErrorCode =
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** Any other refusal; the message says why. */
  | 'REFUSED'
  /** See the message: WRONG_STATE. */
  | 'WRONG_STATE';

/** A run to stop. */
export type PayoutRunPauseInput = {
  payoutRunId: string;
};

/** Codes of PayoutRunPreviewUserError. */
export type PayoutRunPreviewErrorCode =
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** Any other refusal; the message says why. */
  | 'REFUSED'
  /** See the message: RUN_EMPTY. */
  | 'RUN_EMPTY'
  /** See the message: WRONG_STATE. */
  | 'WRONG_STATE';

/** A run to preview. */
export type PayoutRunPreviewInput = {
  payoutRunId: string;
};

/** Codes of PayoutRunResumeUserError. */
export type PayoutRunResumeErrorCode =
  /** See the message: CODE_INVALID. */
  | 'CODE_INVALID'
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** Any other refusal; the message says why. */
  | 'REFUSED'
  /** See the message: SECOND_APPROVER_NEEDED. */
  | 'SECOND_APPROVER_NEEDED'
  /** See the message: SECOND_FACTOR_REQUIRED. */
  | 'SECOND_FACTOR_REQUIRED'
  /** See the message: WRONG_STATE. */
  | 'WRONG_STATE';

/** A paused run to go on with. */
export type PayoutRunResumeInput = {
  /** As at `payoutRunApprove`: a second look at what a run was paused for is another approval. */
  code?: string | null | undefined;
  payoutRunId: string;
};

/** Where a payout run stands. */
export type PayoutRunState =
  | 'APPROVED'
  | 'CANCELLED'
  | 'COMPLETED'
  | 'COMPLETED_WITH_FAILURES'
  | 'DRAFT'
  | 'EXECUTING'
  | 'FUNDING'
  | 'PAUSED'
  | 'PREVIEWED';

/** Where a payout stands. */
export type PayoutState =
  | 'BLOCKED'
  | 'CANCELLED'
  | 'FAILED'
  | 'NEEDS_REVIEW'
  | 'PARTIALLY_REVERSED'
  | 'RESERVED'
  | 'REVERSED'
  | 'SUBMITTING'
  | 'TRANSFERRED'
  | 'UNKNOWN';

/** Codes of PayoutTimetableEndUserError. */
export type PayoutTimetableEndErrorCode =
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** Any other refusal; the message says why. */
  | 'REFUSED'
  /** See the message: UNKNOWN_CURRENCY. */
  | 'UNKNOWN_CURRENCY';

/** Which timetable to end. */
export type PayoutTimetableEndInput = {
  currency: string;
};

/** Codes of PayoutTimetableSetUserError. */
export type PayoutTimetableSetErrorCode =
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** See the message: DAY_OUT_OF_RANGE. */
  | 'DAY_OUT_OF_RANGE'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** Any other refusal; the message says why. */
  | 'REFUSED'
  /** See the message: UNKNOWN_CURRENCY. */
  | 'UNKNOWN_CURRENCY'
  /** See the message: UNKNOWN_TIME_ZONE. */
  | 'UNKNOWN_TIME_ZONE';

/** When runs of a currency are to begin. */
export type PayoutTimetableSetInput = {
  cadence: PayoutCadence;
  currency: string;
  /** 1–7 from Monday for WEEKLY, 1–31 for MONTHLY, none for TWICE_MONTHLY. */
  day?: number | null | undefined;
  /** An IANA name, such as Europe/London. */
  timeZone: string;
};

export type RunPartsFragment = { id: string, state: Graph.PayoutRunState, currency: string, origin: Graph.PayoutRunOrigin, secondApprover: boolean, draftedBy: string, previewHash: string | null, pauseReason: string | null, createdAt: string, updatedAt: string, drafter: { name: string | null, job: string | null }, approver: { name: string | null, job: string | null } | null, previewSums: { shares: number, omissions: number, fees: { minor: string, currency: string } | null, recovered: { minor: string, currency: string } | null }, previewTotal: { minor: string, currency: string } | null, missing: { minor: string, currency: string } | null };

export type PayoutPartsFragment = { id: string, state: Graph.PayoutState, affiliateId: string, reason: string | null, stripeTransferId: string | null, createdAt: string, updatedAt: string, payee: { id: string, name: string } | null, amount: { minor: string, currency: string }, recovered: { minor: string, currency: string }, fee: { minor: string, currency: string }, reversed: { minor: string, currency: string } };

export type RunsQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
  last?: number | null | undefined;
  before?: string | null | undefined;
}>;


export type RunsQuery = { payoutRuns: { edges: Array<{ cursor: string, node: { id: string, state: Graph.PayoutRunState, currency: string, origin: Graph.PayoutRunOrigin, secondApprover: boolean, draftedBy: string, previewHash: string | null, pauseReason: string | null, createdAt: string, updatedAt: string, drafter: { name: string | null, job: string | null }, approver: { name: string | null, job: string | null } | null, previewSums: { shares: number, omissions: number, fees: { minor: string, currency: string } | null, recovered: { minor: string, currency: string } | null }, previewTotal: { minor: string, currency: string } | null, missing: { minor: string, currency: string } | null } }>, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null } } };

export type PayoutsQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
  last?: number | null | undefined;
  before?: string | null | undefined;
  filter?: Graph.PayoutFilter | null | undefined;
}>;


export type PayoutsQuery = { payouts: { edges: Array<{ cursor: string, node: { id: string, state: Graph.PayoutState, affiliateId: string, reason: string | null, stripeTransferId: string | null, createdAt: string, updatedAt: string, run: { id: string }, payee: { id: string, name: string } | null, amount: { minor: string, currency: string }, recovered: { minor: string, currency: string }, fee: { minor: string, currency: string }, reversed: { minor: string, currency: string } } }>, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null } } };

export type RunPreviewedQueryVariables = Exact<{
  id: string;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type RunPreviewedQuery = { node:
    | { id: string, preview: { edges: Array<{ cursor: string, node: { affiliateId: string, payee: { id: string, name: string } | null, amount: { minor: string, currency: string }, fee: { minor: string, currency: string } | null, recovered: { minor: string, currency: string } | null } }>, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null } } }
    | Record<PropertyKey, never>
   | null };

export type RunOmittedQueryVariables = Exact<{
  id: string;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type RunOmittedQuery = { node:
    | { id: string, omissions: { edges: Array<{ cursor: string, node: { reason: Graph.PayoutOmissionReason, payee: { id: string, name: string, kind: Graph.PayeeKind }, amount: { minor: string, currency: string } } }>, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null } } }
    | Record<PropertyKey, never>
   | null };

export type RunQueryVariables = Exact<{
  id: string;
  currency: string;
}>;


export type RunQuery = { node:
    | { id: string, state: Graph.PayoutRunState, currency: string, origin: Graph.PayoutRunOrigin, secondApprover: boolean, draftedBy: string, previewHash: string | null, pauseReason: string | null, createdAt: string, updatedAt: string, drafter: { name: string | null, job: string | null }, approver: { name: string | null, job: string | null } | null, previewSums: { shares: number, omissions: number, fees: { minor: string, currency: string } | null, recovered: { minor: string, currency: string } | null }, previewTotal: { minor: string, currency: string } | null, missing: { minor: string, currency: string } | null }
    | Record<PropertyKey, never>
   | null, wallet: { currency: string, balance: { minor: string, currency: string }, onItsWay: { minor: string, currency: string } }, tenant: { id: string, platformFeeBps: number } | null };

export type PayoutQueryVariables = Exact<{
  id: string;
}>;


export type PayoutQuery = { node:
    | { id: string, state: Graph.PayoutState, affiliateId: string, reason: string | null, stripeTransferId: string | null, createdAt: string, updatedAt: string, run: { id: string, currency: string }, attempts: Array<{ number: number, firstSentAt: string | null, finishedAt: string | null, outcome: string | null }>, commissions: { nodes: Array<{ id: string, cause: Graph.CommissionCause, createdAt: string, amount: { minor: string, currency: string }, conversion: { id: string, externalId: string } | null, payee: { id: string, name: string, kind: Graph.PayeeKind } }>, pageInfo: { hasNextPage: boolean } }, payee: { id: string, name: string } | null, amount: { minor: string, currency: string }, recovered: { minor: string, currency: string }, fee: { minor: string, currency: string }, reversed: { minor: string, currency: string } }
    | Record<PropertyKey, never>
   | null };

export type TimetableQueryVariables = Exact<{ [key: string]: never; }>;


export type TimetableQuery = { payoutTimetables: Array<{ currency: string, cadence: Graph.PayoutCadence, day: number | null, timeZone: string, nextAt: string }>, payoutCaution: { limitMinor: string | null, limitCurrency: string | null, unusualPercent: number } };

export type RunCreateMutationVariables = Exact<{
  input: Graph.PayoutRunCreateInput;
}>;


export type RunCreateMutation = { payoutRunCreate: { payoutRun: { id: string, state: Graph.PayoutRunState, currency: string, origin: Graph.PayoutRunOrigin, secondApprover: boolean, draftedBy: string, previewHash: string | null, pauseReason: string | null, createdAt: string, updatedAt: string, drafter: { name: string | null, job: string | null }, approver: { name: string | null, job: string | null } | null, previewSums: { shares: number, omissions: number, fees: { minor: string, currency: string } | null, recovered: { minor: string, currency: string } | null }, previewTotal: { minor: string, currency: string } | null, missing: { minor: string, currency: string } | null } | null, userErrors: Array<{ message: string, field: Array<string> | null, code: Graph.PayoutRunCreateErrorCode }> } };

export type RunPreviewMutationVariables = Exact<{
  input: Graph.PayoutRunPreviewInput;
}>;


export type RunPreviewMutation = { payoutRunPreview: { payoutRun: { id: string, state: Graph.PayoutRunState, currency: string, origin: Graph.PayoutRunOrigin, secondApprover: boolean, draftedBy: string, previewHash: string | null, pauseReason: string | null, createdAt: string, updatedAt: string, drafter: { name: string | null, job: string | null }, approver: { name: string | null, job: string | null } | null, previewSums: { shares: number, omissions: number, fees: { minor: string, currency: string } | null, recovered: { minor: string, currency: string } | null }, previewTotal: { minor: string, currency: string } | null, missing: { minor: string, currency: string } | null } | null, userErrors: Array<{ message: string, field: Array<string> | null, code: Graph.PayoutRunPreviewErrorCode }> } };

export type RunApproveMutationVariables = Exact<{
  input: Graph.PayoutRunApproveInput;
}>;


export type RunApproveMutation = { payoutRunApprove: { payoutRun: { id: string, state: Graph.PayoutRunState, currency: string, origin: Graph.PayoutRunOrigin, secondApprover: boolean, draftedBy: string, previewHash: string | null, pauseReason: string | null, createdAt: string, updatedAt: string, drafter: { name: string | null, job: string | null }, approver: { name: string | null, job: string | null } | null, previewSums: { shares: number, omissions: number, fees: { minor: string, currency: string } | null, recovered: { minor: string, currency: string } | null }, previewTotal: { minor: string, currency: string } | null, missing: { minor: string, currency: string } | null } | null, userErrors: Array<{ message: string, field: Array<string> | null, code: Graph.PayoutRunApproveErrorCode }> } };

export type RunExecuteMutationVariables = Exact<{
  input: Graph.PayoutRunExecuteInput;
}>;


export type RunExecuteMutation = { payoutRunExecute: { payoutRun: { id: string, state: Graph.PayoutRunState, currency: string, origin: Graph.PayoutRunOrigin, secondApprover: boolean, draftedBy: string, previewHash: string | null, pauseReason: string | null, createdAt: string, updatedAt: string, drafter: { name: string | null, job: string | null }, approver: { name: string | null, job: string | null } | null, previewSums: { shares: number, omissions: number, fees: { minor: string, currency: string } | null, recovered: { minor: string, currency: string } | null }, previewTotal: { minor: string, currency: string } | null, missing: { minor: string, currency: string } | null } | null, userErrors: Array<{ message: string, field: Array<string> | null, code: Graph.PayoutRunExecuteErrorCode }> } };

export type RunCancelMutationVariables = Exact<{
  input: Graph.PayoutRunCancelInput;
}>;


export type RunCancelMutation = { payoutRunCancel: { payoutRun: { id: string, state: Graph.PayoutRunState, currency: string, origin: Graph.PayoutRunOrigin, secondApprover: boolean, draftedBy: string, previewHash: string | null, pauseReason: string | null, createdAt: string, updatedAt: string, drafter: { name: string | null, job: string | null }, approver: { name: string | null, job: string | null } | null, previewSums: { shares: number, omissions: number, fees: { minor: string, currency: string } | null, recovered: { minor: string, currency: string } | null }, previewTotal: { minor: string, currency: string } | null, missing: { minor: string, currency: string } | null } | null, userErrors: Array<{ message: string, field: Array<string> | null, code: Graph.PayoutRunCancelErrorCode }> } };

export type RunPauseMutationVariables = Exact<{
  input: Graph.PayoutRunPauseInput;
}>;


export type RunPauseMutation = { payoutRunPause: { payoutRun: { id: string, state: Graph.PayoutRunState, currency: string, origin: Graph.PayoutRunOrigin, secondApprover: boolean, draftedBy: string, previewHash: string | null, pauseReason: string | null, createdAt: string, updatedAt: string, drafter: { name: string | null, job: string | null }, approver: { name: string | null, job: string | null } | null, previewSums: { shares: number, omissions: number, fees: { minor: string, currency: string } | null, recovered: { minor: string, currency: string } | null }, previewTotal: { minor: string, currency: string } | null, missing: { minor: string, currency: string } | null } | null, userErrors: Array<{ message: string, field: Array<string> | null, code: Graph.PayoutRunPauseErrorCode }> } };

export type RunResumeMutationVariables = Exact<{
  input: Graph.PayoutRunResumeInput;
}>;


export type RunResumeMutation = { payoutRunResume: { payoutRun: { id: string, state: Graph.PayoutRunState, currency: string, origin: Graph.PayoutRunOrigin, secondApprover: boolean, draftedBy: string, previewHash: string | null, pauseReason: string | null, createdAt: string, updatedAt: string, drafter: { name: string | null, job: string | null }, approver: { name: string | null, job: string | null } | null, previewSums: { shares: number, omissions: number, fees: { minor: string, currency: string } | null, recovered: { minor: string, currency: string } | null }, previewTotal: { minor: string, currency: string } | null, missing: { minor: string, currency: string } | null } | null, userErrors: Array<{ message: string, field: Array<string> | null, code: Graph.PayoutRunResumeErrorCode }> } };

export type PayoutCancelMutationVariables = Exact<{
  input: Graph.PayoutCancelInput;
}>;


export type PayoutCancelMutation = { payoutCancel: { payout: { id: string, state: Graph.PayoutState, affiliateId: string, reason: string | null, stripeTransferId: string | null, createdAt: string, updatedAt: string, payee: { id: string, name: string } | null, amount: { minor: string, currency: string }, recovered: { minor: string, currency: string }, fee: { minor: string, currency: string }, reversed: { minor: string, currency: string } } | null, userErrors: Array<{ message: string, field: Array<string> | null, code: Graph.PayoutCancelErrorCode }> } };

export type TimetableSetMutationVariables = Exact<{
  input: Graph.PayoutTimetableSetInput;
}>;


export type TimetableSetMutation = { payoutTimetableSet: { timetable: { currency: string, cadence: Graph.PayoutCadence, day: number | null, timeZone: string, nextAt: string } | null, userErrors: Array<{ message: string, field: Array<string> | null, code: Graph.PayoutTimetableSetErrorCode }> } };

export type TimetableEndMutationVariables = Exact<{
  input: Graph.PayoutTimetableEndInput;
}>;


export type TimetableEndMutation = { payoutTimetableEnd: { timetable: { currency: string } | null, userErrors: Array<{ message: string, field: Array<string> | null, code: Graph.PayoutTimetableEndErrorCode }> } };

export type CautionSetMutationVariables = Exact<{
  input: Graph.PayoutCautionSetInput;
}>;


export type CautionSetMutation = { payoutCautionSet: { caution: { limitMinor: string | null, limitCurrency: string | null, unusualPercent: number } | null, userErrors: Array<{ message: string, field: Array<string> | null, code: Graph.PayoutCautionSetErrorCode }> } };

export type PayoutNewsSubscriptionVariables = Exact<{
  after?: string | null | undefined;
}>;


export type PayoutNewsSubscription = { payoutChanged: { cursor: string, payout: { id: string, state: Graph.PayoutState, affiliateId: string, reason: string | null, stripeTransferId: string | null, createdAt: string, updatedAt: string, payee: { id: string, name: string } | null, amount: { minor: string, currency: string }, recovered: { minor: string, currency: string }, fee: { minor: string, currency: string }, reversed: { minor: string, currency: string } } } };

export type RunNewsSubscriptionVariables = Exact<{
  after?: string | null | undefined;
}>;


export type RunNewsSubscription = { payoutRunChanged: { cursor: string, run: { id: string, state: Graph.PayoutRunState, currency: string, origin: Graph.PayoutRunOrigin, secondApprover: boolean, draftedBy: string, previewHash: string | null, pauseReason: string | null, createdAt: string, updatedAt: string, drafter: { name: string | null, job: string | null }, approver: { name: string | null, job: string | null } | null, previewSums: { shares: number, omissions: number, fees: { minor: string, currency: string } | null, recovered: { minor: string, currency: string } | null }, previewTotal: { minor: string, currency: string } | null, missing: { minor: string, currency: string } | null } } };

export const RunsDocument = document<RunsQuery, RunsQueryVariables>(
  "query Runs($first: Int, $after: String, $last: Int, $before: String) {\n  payoutRuns(first: $first, after: $after, last: $last, before: $before) {\n    edges {\n      cursor\n      node {\n        ...RunParts\n        __typename\n      }\n      __typename\n    }\n    pageInfo {\n      hasNextPage\n      hasPreviousPage\n      startCursor\n      endCursor\n      __typename\n    }\n    __typename\n  }\n}\nfragment RunParts on PayoutRun {\n  id\n  state\n  currency\n  origin\n  secondApprover\n  draftedBy\n  drafter {\n    name\n    job\n    __typename\n  }\n  approver {\n    name\n    job\n    __typename\n  }\n  previewSums {\n    shares\n    omissions\n    fees {\n      minor\n      currency\n      __typename\n    }\n    recovered {\n      minor\n      currency\n      __typename\n    }\n    __typename\n  }\n  previewHash\n  pauseReason\n  createdAt\n  updatedAt\n  previewTotal {\n    minor\n    currency\n    __typename\n  }\n  missing {\n    minor\n    currency\n    __typename\n  }\n  __typename\n}",
  '7739b783b6dfe46c15336a5a3ce3c14eb317ecd9f4eab77494d9c13c38969678',
);

export const PayoutsDocument = document<PayoutsQuery, PayoutsQueryVariables>(
  "query Payouts($first: Int, $after: String, $last: Int, $before: String, $filter: PayoutFilter) {\n  payouts(\n    first: $first\n    after: $after\n    last: $last\n    before: $before\n    filter: $filter\n  ) {\n    edges {\n      cursor\n      node {\n        ...PayoutParts\n        run {\n          id\n          __typename\n        }\n        __typename\n      }\n      __typename\n    }\n    pageInfo {\n      hasNextPage\n      hasPreviousPage\n      startCursor\n      endCursor\n      __typename\n    }\n    __typename\n  }\n}\nfragment PayoutParts on Payout {\n  id\n  state\n  affiliateId\n  payee {\n    id\n    name\n    __typename\n  }\n  reason\n  stripeTransferId\n  createdAt\n  updatedAt\n  amount {\n    minor\n    currency\n    __typename\n  }\n  recovered {\n    minor\n    currency\n    __typename\n  }\n  fee {\n    minor\n    currency\n    __typename\n  }\n  reversed {\n    minor\n    currency\n    __typename\n  }\n  __typename\n}",
  '5dd564a4361a55ae527f7be4cf8703c1ccff16dd0db5ba49f1ba5b719fd71f67',
);

export const RunPreviewedDocument = document<RunPreviewedQuery, RunPreviewedQueryVariables>(
  "query RunPreviewed($id: ID!, $first: Int, $after: String) {\n  node(id: $id) {\n    ... on PayoutRun {\n      id\n      preview(first: $first, after: $after) {\n        edges {\n          cursor\n          node {\n            affiliateId\n            payee {\n              id\n              name\n              __typename\n            }\n            amount {\n              minor\n              currency\n              __typename\n            }\n            fee {\n              minor\n              currency\n              __typename\n            }\n            recovered {\n              minor\n              currency\n              __typename\n            }\n            __typename\n          }\n          __typename\n        }\n        pageInfo {\n          hasNextPage\n          hasPreviousPage\n          startCursor\n          endCursor\n          __typename\n        }\n        __typename\n      }\n      __typename\n    }\n    __typename\n  }\n}",
  '0a3081b56e5c764e74f118c11cff09db379fde8a14e8a5c0761c26dd0892c76d',
);

export const RunOmittedDocument = document<RunOmittedQuery, RunOmittedQueryVariables>(
  "query RunOmitted($id: ID!, $first: Int, $after: String) {\n  node(id: $id) {\n    ... on PayoutRun {\n      id\n      omissions(first: $first, after: $after) {\n        edges {\n          cursor\n          node {\n            payee {\n              id\n              name\n              kind\n              __typename\n            }\n            amount {\n              minor\n              currency\n              __typename\n            }\n            reason\n            __typename\n          }\n          __typename\n        }\n        pageInfo {\n          hasNextPage\n          hasPreviousPage\n          startCursor\n          endCursor\n          __typename\n        }\n        __typename\n      }\n      __typename\n    }\n    __typename\n  }\n}",
  '2cbe8e54819161e0bce252965fbf0faa7e9a3387155faf1e321c0363e6ff1a44',
);

export const RunDocument = document<RunQuery, RunQueryVariables>(
  "query Run($id: ID!, $currency: String!) {\n  node(id: $id) {\n    ... on PayoutRun {\n      ...RunParts\n      __typename\n    }\n    __typename\n  }\n  wallet(currency: $currency) {\n    currency\n    balance {\n      minor\n      currency\n      __typename\n    }\n    onItsWay {\n      minor\n      currency\n      __typename\n    }\n    __typename\n  }\n  tenant {\n    id\n    platformFeeBps\n    __typename\n  }\n}\nfragment RunParts on PayoutRun {\n  id\n  state\n  currency\n  origin\n  secondApprover\n  draftedBy\n  drafter {\n    name\n    job\n    __typename\n  }\n  approver {\n    name\n    job\n    __typename\n  }\n  previewSums {\n    shares\n    omissions\n    fees {\n      minor\n      currency\n      __typename\n    }\n    recovered {\n      minor\n      currency\n      __typename\n    }\n    __typename\n  }\n  previewHash\n  pauseReason\n  createdAt\n  updatedAt\n  previewTotal {\n    minor\n    currency\n    __typename\n  }\n  missing {\n    minor\n    currency\n    __typename\n  }\n  __typename\n}",
  '58527014fc1f94762bea5ce24adf9e9c63e7aff8684d972f27577bd173f4a561',
);

export const PayoutDocument = document<PayoutQuery, PayoutQueryVariables>(
  "query Payout($id: ID!) {\n  node(id: $id) {\n    ... on Payout {\n      ...PayoutParts\n      run {\n        id\n        currency\n        __typename\n      }\n      attempts {\n        number\n        firstSentAt\n        finishedAt\n        outcome\n        __typename\n      }\n      commissions(first: 100) {\n        nodes {\n          id\n          cause\n          createdAt\n          amount {\n            minor\n            currency\n            __typename\n          }\n          conversion {\n            id\n            externalId\n            __typename\n          }\n          payee {\n            id\n            name\n            kind\n            __typename\n          }\n          __typename\n        }\n        pageInfo {\n          hasNextPage\n          __typename\n        }\n        __typename\n      }\n      __typename\n    }\n    __typename\n  }\n}\nfragment PayoutParts on Payout {\n  id\n  state\n  affiliateId\n  payee {\n    id\n    name\n    __typename\n  }\n  reason\n  stripeTransferId\n  createdAt\n  updatedAt\n  amount {\n    minor\n    currency\n    __typename\n  }\n  recovered {\n    minor\n    currency\n    __typename\n  }\n  fee {\n    minor\n    currency\n    __typename\n  }\n  reversed {\n    minor\n    currency\n    __typename\n  }\n  __typename\n}",
  '6052cb0c50d36215442bdde5fa8bc5a8cfb86895ad53b94ceb19f764278e2a3a',
);

export const TimetableDocument = document<TimetableQuery, TimetableQueryVariables>(
  "query Timetable {\n  payoutTimetables {\n    currency\n    cadence\n    day\n    timeZone\n    nextAt\n    __typename\n  }\n  payoutCaution {\n    limitMinor\n    limitCurrency\n    unusualPercent\n    __typename\n  }\n}",
  '4a4d26a0399591435f71fcfe0e91c8f8e2face0ea054d7e1f74a110e3bc33c8b',
);

export const RunCreateDocument = document<RunCreateMutation, RunCreateMutationVariables>(
  "mutation RunCreate($input: PayoutRunCreateInput!) {\n  payoutRunCreate(input: $input) {\n    payoutRun {\n      ...RunParts\n      __typename\n    }\n    userErrors {\n      message\n      field\n      code\n      __typename\n    }\n    __typename\n  }\n}\nfragment RunParts on PayoutRun {\n  id\n  state\n  currency\n  origin\n  secondApprover\n  draftedBy\n  drafter {\n    name\n    job\n    __typename\n  }\n  approver {\n    name\n    job\n    __typename\n  }\n  previewSums {\n    shares\n    omissions\n    fees {\n      minor\n      currency\n      __typename\n    }\n    recovered {\n      minor\n      currency\n      __typename\n    }\n    __typename\n  }\n  previewHash\n  pauseReason\n  createdAt\n  updatedAt\n  previewTotal {\n    minor\n    currency\n    __typename\n  }\n  missing {\n    minor\n    currency\n    __typename\n  }\n  __typename\n}",
  'd9018a5fb0aded49ac060d4dbe086ced40a7a0f48b1aba39745a29c1a388f990',
);

export const RunPreviewDocument = document<RunPreviewMutation, RunPreviewMutationVariables>(
  "mutation RunPreview($input: PayoutRunPreviewInput!) {\n  payoutRunPreview(input: $input) {\n    payoutRun {\n      ...RunParts\n      __typename\n    }\n    userErrors {\n      message\n      field\n      code\n      __typename\n    }\n    __typename\n  }\n}\nfragment RunParts on PayoutRun {\n  id\n  state\n  currency\n  origin\n  secondApprover\n  draftedBy\n  drafter {\n    name\n    job\n    __typename\n  }\n  approver {\n    name\n    job\n    __typename\n  }\n  previewSums {\n    shares\n    omissions\n    fees {\n      minor\n      currency\n      __typename\n    }\n    recovered {\n      minor\n      currency\n      __typename\n    }\n    __typename\n  }\n  previewHash\n  pauseReason\n  createdAt\n  updatedAt\n  previewTotal {\n    minor\n    currency\n    __typename\n  }\n  missing {\n    minor\n    currency\n    __typename\n  }\n  __typename\n}",
  'f77dc694fb7e8dba6d6478e9e78bf7fd4714d4122096fb8b8105c321ace30e15',
);

export const RunApproveDocument = document<RunApproveMutation, RunApproveMutationVariables>(
  "mutation RunApprove($input: PayoutRunApproveInput!) {\n  payoutRunApprove(input: $input) {\n    payoutRun {\n      ...RunParts\n      __typename\n    }\n    userErrors {\n      message\n      field\n      code\n      __typename\n    }\n    __typename\n  }\n}\nfragment RunParts on PayoutRun {\n  id\n  state\n  currency\n  origin\n  secondApprover\n  draftedBy\n  drafter {\n    name\n    job\n    __typename\n  }\n  approver {\n    name\n    job\n    __typename\n  }\n  previewSums {\n    shares\n    omissions\n    fees {\n      minor\n      currency\n      __typename\n    }\n    recovered {\n      minor\n      currency\n      __typename\n    }\n    __typename\n  }\n  previewHash\n  pauseReason\n  createdAt\n  updatedAt\n  previewTotal {\n    minor\n    currency\n    __typename\n  }\n  missing {\n    minor\n    currency\n    __typename\n  }\n  __typename\n}",
  '9c7b2b85fbbfbf95e614061fe30fa69e3aa29ebde11279c4d0d62099495fe233',
);

export const RunExecuteDocument = document<RunExecuteMutation, RunExecuteMutationVariables>(
  "mutation RunExecute($input: PayoutRunExecuteInput!) {\n  payoutRunExecute(input: $input) {\n    payoutRun {\n      ...RunParts\n      __typename\n    }\n    userErrors {\n      message\n      field\n      code\n      __typename\n    }\n    __typename\n  }\n}\nfragment RunParts on PayoutRun {\n  id\n  state\n  currency\n  origin\n  secondApprover\n  draftedBy\n  drafter {\n    name\n    job\n    __typename\n  }\n  approver {\n    name\n    job\n    __typename\n  }\n  previewSums {\n    shares\n    omissions\n    fees {\n      minor\n      currency\n      __typename\n    }\n    recovered {\n      minor\n      currency\n      __typename\n    }\n    __typename\n  }\n  previewHash\n  pauseReason\n  createdAt\n  updatedAt\n  previewTotal {\n    minor\n    currency\n    __typename\n  }\n  missing {\n    minor\n    currency\n    __typename\n  }\n  __typename\n}",
  '77f09e4c89ae8a3a2e3aa9d5947980e0a552ae3ce0f9070dde4a68d9b60d88de',
);

export const RunCancelDocument = document<RunCancelMutation, RunCancelMutationVariables>(
  "mutation RunCancel($input: PayoutRunCancelInput!) {\n  payoutRunCancel(input: $input) {\n    payoutRun {\n      ...RunParts\n      __typename\n    }\n    userErrors {\n      message\n      field\n      code\n      __typename\n    }\n    __typename\n  }\n}\nfragment RunParts on PayoutRun {\n  id\n  state\n  currency\n  origin\n  secondApprover\n  draftedBy\n  drafter {\n    name\n    job\n    __typename\n  }\n  approver {\n    name\n    job\n    __typename\n  }\n  previewSums {\n    shares\n    omissions\n    fees {\n      minor\n      currency\n      __typename\n    }\n    recovered {\n      minor\n      currency\n      __typename\n    }\n    __typename\n  }\n  previewHash\n  pauseReason\n  createdAt\n  updatedAt\n  previewTotal {\n    minor\n    currency\n    __typename\n  }\n  missing {\n    minor\n    currency\n    __typename\n  }\n  __typename\n}",
  'e10f02483c0ec3c9a74f7b64e9bff8d9893c86bdce28a8927525071947f1a5e2',
);

export const RunPauseDocument = document<RunPauseMutation, RunPauseMutationVariables>(
  "mutation RunPause($input: PayoutRunPauseInput!) {\n  payoutRunPause(input: $input) {\n    payoutRun {\n      ...RunParts\n      __typename\n    }\n    userErrors {\n      message\n      field\n      code\n      __typename\n    }\n    __typename\n  }\n}\nfragment RunParts on PayoutRun {\n  id\n  state\n  currency\n  origin\n  secondApprover\n  draftedBy\n  drafter {\n    name\n    job\n    __typename\n  }\n  approver {\n    name\n    job\n    __typename\n  }\n  previewSums {\n    shares\n    omissions\n    fees {\n      minor\n      currency\n      __typename\n    }\n    recovered {\n      minor\n      currency\n      __typename\n    }\n    __typename\n  }\n  previewHash\n  pauseReason\n  createdAt\n  updatedAt\n  previewTotal {\n    minor\n    currency\n    __typename\n  }\n  missing {\n    minor\n    currency\n    __typename\n  }\n  __typename\n}",
  '6b5bda4f4f3e932eb39f6be8300cf4ac7ccdacbbcaba34f85fcc2ecd165afb65',
);

export const RunResumeDocument = document<RunResumeMutation, RunResumeMutationVariables>(
  "mutation RunResume($input: PayoutRunResumeInput!) {\n  payoutRunResume(input: $input) {\n    payoutRun {\n      ...RunParts\n      __typename\n    }\n    userErrors {\n      message\n      field\n      code\n      __typename\n    }\n    __typename\n  }\n}\nfragment RunParts on PayoutRun {\n  id\n  state\n  currency\n  origin\n  secondApprover\n  draftedBy\n  drafter {\n    name\n    job\n    __typename\n  }\n  approver {\n    name\n    job\n    __typename\n  }\n  previewSums {\n    shares\n    omissions\n    fees {\n      minor\n      currency\n      __typename\n    }\n    recovered {\n      minor\n      currency\n      __typename\n    }\n    __typename\n  }\n  previewHash\n  pauseReason\n  createdAt\n  updatedAt\n  previewTotal {\n    minor\n    currency\n    __typename\n  }\n  missing {\n    minor\n    currency\n    __typename\n  }\n  __typename\n}",
  'e8b474880b10958f90b90759ab709bbfcf8500f0ba1429812604d5ae6d3976da',
);

export const PayoutCancelDocument = document<PayoutCancelMutation, PayoutCancelMutationVariables>(
  "mutation PayoutCancel($input: PayoutCancelInput!) {\n  payoutCancel(input: $input) {\n    payout {\n      ...PayoutParts\n      __typename\n    }\n    userErrors {\n      message\n      field\n      code\n      __typename\n    }\n    __typename\n  }\n}\nfragment PayoutParts on Payout {\n  id\n  state\n  affiliateId\n  payee {\n    id\n    name\n    __typename\n  }\n  reason\n  stripeTransferId\n  createdAt\n  updatedAt\n  amount {\n    minor\n    currency\n    __typename\n  }\n  recovered {\n    minor\n    currency\n    __typename\n  }\n  fee {\n    minor\n    currency\n    __typename\n  }\n  reversed {\n    minor\n    currency\n    __typename\n  }\n  __typename\n}",
  '1c304ef86e5d884d6daba2263b27ca5fbcddf6b4397f08a315e5af2739753850',
);

export const TimetableSetDocument = document<TimetableSetMutation, TimetableSetMutationVariables>(
  "mutation TimetableSet($input: PayoutTimetableSetInput!) {\n  payoutTimetableSet(input: $input) {\n    timetable {\n      currency\n      cadence\n      day\n      timeZone\n      nextAt\n      __typename\n    }\n    userErrors {\n      message\n      field\n      code\n      __typename\n    }\n    __typename\n  }\n}",
  'c41d7146cb198a02ee5dc97fb7836ab30af6cac34d2c6d364a1de73a52dd9d6b',
);

export const TimetableEndDocument = document<TimetableEndMutation, TimetableEndMutationVariables>(
  "mutation TimetableEnd($input: PayoutTimetableEndInput!) {\n  payoutTimetableEnd(input: $input) {\n    timetable {\n      currency\n      __typename\n    }\n    userErrors {\n      message\n      field\n      code\n      __typename\n    }\n    __typename\n  }\n}",
  '93e108199e538d0d2a4ea752fd08e67b799bb39247e5c21a66a168a0a9bfad66',
);

export const CautionSetDocument = document<CautionSetMutation, CautionSetMutationVariables>(
  "mutation CautionSet($input: PayoutCautionSetInput!) {\n  payoutCautionSet(input: $input) {\n    caution {\n      limitMinor\n      limitCurrency\n      unusualPercent\n      __typename\n    }\n    userErrors {\n      message\n      field\n      code\n      __typename\n    }\n    __typename\n  }\n}",
  '65b7e1a886399874906530d495ccefa4f1182fc36566ae4bf6341d88234ef236',
);

export const PayoutNewsDocument = document<PayoutNewsSubscription, PayoutNewsSubscriptionVariables>(
  "subscription PayoutNews($after: String) {\n  payoutChanged(after: $after) {\n    cursor\n    payout {\n      ...PayoutParts\n      __typename\n    }\n    __typename\n  }\n}\nfragment PayoutParts on Payout {\n  id\n  state\n  affiliateId\n  payee {\n    id\n    name\n    __typename\n  }\n  reason\n  stripeTransferId\n  createdAt\n  updatedAt\n  amount {\n    minor\n    currency\n    __typename\n  }\n  recovered {\n    minor\n    currency\n    __typename\n  }\n  fee {\n    minor\n    currency\n    __typename\n  }\n  reversed {\n    minor\n    currency\n    __typename\n  }\n  __typename\n}",
  '6f794d401b7c467337eaaae90030a82e07e501c45d0a48acf6a00872e0be3d3e',
);

export const RunNewsDocument = document<RunNewsSubscription, RunNewsSubscriptionVariables>(
  "subscription RunNews($after: String) {\n  payoutRunChanged(after: $after) {\n    cursor\n    run {\n      ...RunParts\n      __typename\n    }\n    __typename\n  }\n}\nfragment RunParts on PayoutRun {\n  id\n  state\n  currency\n  origin\n  secondApprover\n  draftedBy\n  drafter {\n    name\n    job\n    __typename\n  }\n  approver {\n    name\n    job\n    __typename\n  }\n  previewSums {\n    shares\n    omissions\n    fees {\n      minor\n      currency\n      __typename\n    }\n    recovered {\n      minor\n      currency\n      __typename\n    }\n    __typename\n  }\n  previewHash\n  pauseReason\n  createdAt\n  updatedAt\n  previewTotal {\n    minor\n    currency\n    __typename\n  }\n  missing {\n    minor\n    currency\n    __typename\n  }\n  __typename\n}",
  'a1461c226f9b53abffc6a6f2d3e5b463af72fb0207c81af9c86cb70327d6dd39',
);