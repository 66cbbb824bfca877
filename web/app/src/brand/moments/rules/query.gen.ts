/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type * as Graph from '@/graph/schema.gen';

import { document } from '@/graph/document';
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

/** Codes of ModerationSettingsUpdateUserError. */
export type ModerationSettingsUpdateErrorCode =
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** See the message: HOST_INVALID. */
  | 'HOST_INVALID'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** See the message: OUT_OF_RANGE. */
  | 'OUT_OF_RANGE'
  /** Any other refusal; the message says why. */
  | 'REFUSED'
  /** See the message: RULE_OFF. */
  | 'RULE_OFF'
  /** See the message: TOO_MANY_HOSTS. */
  | 'TOO_MANY_HOSTS'
  /** See the message: TOO_MANY_WORDS. */
  | 'TOO_MANY_WORDS'
  /** See the message: WORD_EMPTY. */
  | 'WORD_EMPTY'
  /** See the message: WORD_TOO_LONG. */
  | 'WORD_TOO_LONG';

/** What moderation is to do. All of it is said anew: what is left out is as in the standard settings. */
export type ModerationSettingsUpdateInput = {
  /** Hosts that links may lead to, as shop.example or *.shop.example; 100 at most. */
  allowedHosts?: Array<string>;
  /** The confidence from which a moment is approved by itself, per mille, 0 to 1000; null: a person looks at each. */
  approveAt?: number | null | undefined;
  /** Hosts that no link may lead to and no moment come from, in the same manner. */
  bannedHosts?: Array<string>;
  /** Words and phrases that are not wanted; 1000 at most, of 60 characters at most. */
  blockedWords?: Array<string>;
  /** Hashtags a moment may have, 0 to 1000. */
  hashtagsMax?: number | null | undefined;
  /** Rules that may reject by themselves, where they are sure. */
  mayReject?: Array<ModerationRule>;
  /** People a moment may name with @, 0 to 1000. */
  mentionsMax?: number | null | undefined;
  /** Rules that are off. */
  off?: Array<ModerationRule>;
  /** The version this was made from: one that has changed since is left as it is (`CONFLICT`). */
  version: number;
};

export type ModerationPartsFragment = { approveAt: number | null, off: Array<Graph.ModerationRule>, mayReject: Array<Graph.ModerationRule>, blockedWords: Array<string>, allowedHosts: Array<string>, bannedHosts: Array<string>, hashtagsMax: number, mentionsMax: number, version: number, updatedAt: string | null };

export type ModerationRulesQueryVariables = Exact<{
  from: string;
}>;


export type ModerationRulesQuery = { moderationHits: { from: string, to: string, judged: number, found: number, approved: number, rejected: number, waiting: number, byPeople: number, rules: Array<{ rule: Graph.ModerationRule, found: number, approved: number, rejected: number, waiting: number }> } };

export type ModerationSettingsQueryVariables = Exact<{ [key: string]: never; }>;


export type ModerationSettingsQuery = { moderationSettings: { approveAt: number | null, off: Array<Graph.ModerationRule>, mayReject: Array<Graph.ModerationRule>, blockedWords: Array<string>, allowedHosts: Array<string>, bannedHosts: Array<string>, hashtagsMax: number, mentionsMax: number, version: number, updatedAt: string | null } };

export type ModerationSettingsUpdateMutationVariables = Exact<{
  input: Graph.ModerationSettingsUpdateInput;
}>;


export type ModerationSettingsUpdateMutation = { moderationSettingsUpdate: { moderationSettings: { approveAt: number | null, off: Array<Graph.ModerationRule>, mayReject: Array<Graph.ModerationRule>, blockedWords: Array<string>, allowedHosts: Array<string>, bannedHosts: Array<string>, hashtagsMax: number, mentionsMax: number, version: number, updatedAt: string | null } | null, userErrors: Array<{ message: string, field: Array<string> | null, code: Graph.ModerationSettingsUpdateErrorCode }> } };

export const ModerationRulesDocument = document<ModerationRulesQuery, ModerationRulesQueryVariables>(
  "query ModerationRules($from: DateTime!) {\n  moderationHits(from: $from) {\n    from\n    to\n    judged\n    found\n    approved\n    rejected\n    waiting\n    byPeople\n    rules {\n      rule\n      found\n      approved\n      rejected\n      waiting\n      __typename\n    }\n    __typename\n  }\n}",
  'fcb856d51efce40501d8010774ac00407b9e790845857ae9fd82e6d986c84ba8',
);

export const ModerationSettingsDocument = document<ModerationSettingsQuery, ModerationSettingsQueryVariables>(
  "query ModerationSettings {\n  moderationSettings {\n    ...ModerationParts\n    __typename\n  }\n}\nfragment ModerationParts on ModerationSettings {\n  approveAt\n  off\n  mayReject\n  blockedWords\n  allowedHosts\n  bannedHosts\n  hashtagsMax\n  mentionsMax\n  version\n  updatedAt\n  __typename\n}",
  'ad7431e48e9d8d4093702fa8867650a6d9781ef5e23b3bf01444505b4de79638',
);

export const ModerationSettingsUpdateDocument = document<ModerationSettingsUpdateMutation, ModerationSettingsUpdateMutationVariables>(
  "mutation ModerationSettingsUpdate($input: ModerationSettingsUpdateInput!) {\n  moderationSettingsUpdate(input: $input) {\n    moderationSettings {\n      ...ModerationParts\n      __typename\n    }\n    userErrors {\n      message\n      field\n      code\n      __typename\n    }\n    __typename\n  }\n}\nfragment ModerationParts on ModerationSettings {\n  approveAt\n  off\n  mayReject\n  blockedWords\n  allowedHosts\n  bannedHosts\n  hashtagsMax\n  mentionsMax\n  version\n  updatedAt\n  __typename\n}",
  '20c2269e9c340da792f5f77b96b14007a455676e32c20596544e5297d207ba13',
);