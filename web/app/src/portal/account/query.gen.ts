/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type * as Graph from '@/graph/schema.gen';

import { document } from '@/graph/document';
/** Where a mail stands. */
export type MailState =
  | 'GIVEN_UP'
  | 'NOT_WANTED'
  | 'QUEUED'
  | 'SENT';

/** What causes a notice by e-mail. */
export type NoticeCause =
  | 'COMMISSIONS_EARNED'
  | 'COMMISSIONS_TAKEN_BACK'
  | 'FUNDING_DISPUTED'
  | 'FUNDING_FAILED'
  | 'FUNDING_LOST'
  | 'MISSED_SALE_DECIDED'
  | 'PAYOUTS_STOPPED'
  | 'PAYOUT_ACCOUNT_NEEDED'
  | 'PAYOUT_BLOCKED'
  | 'PAYOUT_FAILED'
  | 'PAYOUT_RETURNED'
  | 'PAYOUT_SENT'
  | 'REQUIREMENTS_DUE'
  | 'RUN_AWAITS_APPROVAL'
  | 'RUN_AWAITS_MONEY'
  | 'RUN_AWAITS_START'
  | 'RUN_PAUSED'
  | 'SUBSCRIPTION_RESUMED'
  | 'SUBSCRIPTION_SUSPENDED'
  | 'SUBSCRIPTION_SUSPENDS_SOON'
  | 'SUBSCRIPTION_UNPAID'
  | 'TOP_UP_STOPPED';

/** Codes of NoticePreferencesSetUserError. */
export type NoticePreferencesSetErrorCode =
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** See the message: NOT_OPTIONAL. */
  | 'NOT_OPTIONAL'
  /** Any other refusal; the message says why. */
  | 'REFUSED';

/** Notices to do without. */
export type NoticePreferencesSetInput = {
  /** All of them; those that are not named are sent from now on. */
  off: Array<NoticeCause>;
};

/** Codes of PayoutAccountOnboardUserError. */
export type PayoutAccountOnboardErrorCode =
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** Any other refusal; the message says why. */
  | 'REFUSED'
  /** See the message: RETURN_PATH_INVALID. */
  | 'RETURN_PATH_INVALID';

/** Nothing needs to be said. */
export type PayoutAccountOnboardInput = {
  /** Echoed nowhere. */
  clientMutationId?: string | null | undefined;
  /** A path of the web app to come back to from Stripe; a page of ours that says how the account stands unless given. */
  returnPath?: string | null | undefined;
};

/** Codes of PayoutAccountRefreshUserError. */
export type PayoutAccountRefreshErrorCode =
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** Any other refusal; the message says why. */
  | 'REFUSED';

/** Where an affiliate's account at Stripe stands. */
export type PayoutAccountState =
  | 'ACTIVE'
  | 'CREATING'
  | 'ONBOARDING'
  | 'RESTRICTED';

/** A tax form or report: the US forms 1099-NEC and 1099-K; the EU's DAC7 and the UK's reports of platforms. */
export type TaxForm =
  | 'EU_DAC7'
  | 'UK_PLATFORMS'
  | 'US_K'
  | 'US_NEC';

export type AccountPartsFragment = { id: string, state: Graph.PayoutAccountState, updatedAt: string, requirements: Array<{ sentence: string, codes: Array<string> }> };

export type AccountQueryVariables = Exact<{ [key: string]: never; }>;


export type AccountQuery = { viewer: { affiliate: { id: string, name: string, email: string, country: string, noticesOff: Array<Graph.NoticeCause>, payoutAccount: { id: string, state: Graph.PayoutAccountState, updatedAt: string, requirements: Array<{ sentence: string, codes: Array<string> }> } | null, tenants: Array<{ id: string, name: string }>, taxYears: Array<{ tenantId: string, year: number, transfers: number, total: { minor: string, currency: string }, thresholds: Array<{ form: Graph.TaxForm, reached: boolean | null, mayBeHigher: boolean, transfers: number | null, amount: { minor: string, currency: string } }> }>, notices: { nodes: Array<{ id: string, cause: Graph.NoticeCause, subject: string, state: Graph.MailState, createdAt: string }> } } | null } };

export type OnboardMutationVariables = Exact<{
  input: Graph.PayoutAccountOnboardInput;
}>;


export type OnboardMutation = { payoutAccountOnboard: { onboardingUrl: string | null, payoutAccount: { id: string, state: Graph.PayoutAccountState, updatedAt: string, requirements: Array<{ sentence: string, codes: Array<string> }> } | null, userErrors: Array<{ message: string, field: Array<string> | null, code: Graph.PayoutAccountOnboardErrorCode }> } };

export type AccountRefreshMutationVariables = Exact<{ [key: string]: never; }>;


export type AccountRefreshMutation = { payoutAccountRefresh: { payoutAccount: { id: string, state: Graph.PayoutAccountState, updatedAt: string, requirements: Array<{ sentence: string, codes: Array<string> }> } | null, userErrors: Array<{ message: string, field: Array<string> | null, code: Graph.PayoutAccountRefreshErrorCode }> } };

export type NoticesSetMutationVariables = Exact<{
  input: Graph.NoticePreferencesSetInput;
}>;


export type NoticesSetMutation = { noticePreferencesSet: { off: Array<Graph.NoticeCause> | null, userErrors: Array<{ message: string, field: Array<string> | null, code: Graph.NoticePreferencesSetErrorCode }> } };

export const AccountDocument = document<AccountQuery, AccountQueryVariables>(
  "query Account {\n  viewer {\n    affiliate {\n      id\n      name\n      email\n      country\n      payoutAccount {\n        ...AccountParts\n        __typename\n      }\n      tenants {\n        id\n        name\n        __typename\n      }\n      taxYears {\n        tenantId\n        year\n        transfers\n        total {\n          minor\n          currency\n          __typename\n        }\n        thresholds {\n          form\n          reached\n          mayBeHigher\n          transfers\n          amount {\n            minor\n            currency\n            __typename\n          }\n          __typename\n        }\n        __typename\n      }\n      noticesOff\n      notices(first: 10) {\n        nodes {\n          id\n          cause\n          subject\n          state\n          createdAt\n          __typename\n        }\n        __typename\n      }\n      __typename\n    }\n    __typename\n  }\n}\nfragment AccountParts on PayoutAccount {\n  id\n  state\n  requirements {\n    sentence\n    codes\n    __typename\n  }\n  updatedAt\n  __typename\n}",
  'd47756a2c108333fbd4d3ac5f3665e460e76d7e1fd472c32b9804705a76e2a12',
);

export const OnboardDocument = document<OnboardMutation, OnboardMutationVariables>(
  "mutation Onboard($input: PayoutAccountOnboardInput!) {\n  payoutAccountOnboard(input: $input) {\n    payoutAccount {\n      ...AccountParts\n      __typename\n    }\n    onboardingUrl\n    userErrors {\n      message\n      field\n      code\n      __typename\n    }\n    __typename\n  }\n}\nfragment AccountParts on PayoutAccount {\n  id\n  state\n  requirements {\n    sentence\n    codes\n    __typename\n  }\n  updatedAt\n  __typename\n}",
  'ad3c0b7c3fd9fd9086719d19f9089d6de736bd6225f63c6b2db7edde042b4cb2',
);

export const AccountRefreshDocument = document<AccountRefreshMutation, AccountRefreshMutationVariables>(
  "mutation AccountRefresh {\n  payoutAccountRefresh(input: {}) {\n    payoutAccount {\n      ...AccountParts\n      __typename\n    }\n    userErrors {\n      message\n      field\n      code\n      __typename\n    }\n    __typename\n  }\n}\nfragment AccountParts on PayoutAccount {\n  id\n  state\n  requirements {\n    sentence\n    codes\n    __typename\n  }\n  updatedAt\n  __typename\n}",
  'df5e317f726088cfd717b22eb1a72ee8c2005c746b21be2c6115f77b2d9db646',
);

export const NoticesSetDocument = document<NoticesSetMutation, NoticesSetMutationVariables>(
  "mutation NoticesSet($input: NoticePreferencesSetInput!) {\n  noticePreferencesSet(input: $input) {\n    off\n    userErrors {\n      message\n      field\n      code\n      __typename\n    }\n    __typename\n  }\n}",
  'adaa122cfa8dc85540e30c5946e00f63f390e97006c36b8d4f7691e04396ea61',
);