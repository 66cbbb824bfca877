/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type * as Graph from '@/graph/schema.gen';

import { document } from '@/graph/document';
/** What a signal adds to the score from now on. */
export type FraudPointsInput = {
  /** 0 to 100; at 0 it is off. */
  points: number;
  signal: FraudSignal;
};

/**
 * What may be wrong with a conversion, or with how it came about: the buyer's e-mail is the affiliate's own; so is their
 * browser; the buyer is another affiliate of the same bank account; the link had more clicks within an hour than people
 * make; most of its clicks are repeats; it came sooner after the click than somebody can buy; the code is on coupon sites;
 * the mailbox is a disposable one; the click came from a banned host; other affiliates are paid to the same bank account.
 */
export type FraudSignal =
  | 'BANNED_REFERRER'
  | 'CLICK_FLOOD'
  | 'DISPOSABLE_EMAIL'
  | 'DUPLICATE_VISITORS'
  | 'LEAKED_CODE'
  | 'SELF_REFERRAL_DEVICE'
  | 'SELF_REFERRAL_EMAIL'
  | 'SELF_REFERRAL_PAYOUT_ACCOUNT'
  | 'SHARED_PAYOUT_ACCOUNT'
  | 'TOO_SOON';

/** Codes of FraudThresholdsUpdateUserError. */
export type FraudThresholdsUpdateErrorCode =
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
  /** See the message: SIGNAL_TWICE. */
  | 'SIGNAL_TWICE'
  /** See the message: TOO_MANY_HOSTS. */
  | 'TOO_MANY_HOSTS';

/** What is to count as a signal of fraud; what is left out stays as it is. */
export type FraudThresholdsUpdateInput = {
  /** All of them, each as spam.example; 250 at most. */
  bannedReferrers?: Array<string> | null | undefined;
  /** All of them, each as deals.example; 250 at most. */
  couponHosts?: Array<string> | null | undefined;
  /** 1 to 100000. */
  duplicateClicksMin?: number | null | undefined;
  /** 1 to 100. */
  duplicatePercent?: number | null | undefined;
  /** 1 to 100000. */
  floodClicksPerHour?: number | null | undefined;
  /** 1 to 100. */
  holdAt?: number | null | undefined;
  /** 1 to 100. */
  leakedPercent?: number | null | undefined;
  /** 1 to 1000. */
  leakedUsesMin?: number | null | undefined;
  /** Each signal once; those that are not named stay as they are. */
  points?: Array<FraudPointsInput> | null | undefined;
  /** 1 to 86400. */
  tooSoonSeconds?: number | null | undefined;
};

export type ThresholdPartsFragment = { holdAt: number, tooSoonSeconds: number, floodClicksPerHour: number, duplicatePercent: number, duplicateClicksMin: number, leakedPercent: number, leakedUsesMin: number, bannedReferrers: Array<string>, couponHosts: Array<string>, updatedAt: string | null, points: Array<{ signal: Graph.FraudSignal, points: number }> };

export type FraudThresholdsQueryVariables = Exact<{ [key: string]: never; }>;


export type FraudThresholdsQuery = { fraudThresholds: { holdAt: number, tooSoonSeconds: number, floodClicksPerHour: number, duplicatePercent: number, duplicateClicksMin: number, leakedPercent: number, leakedUsesMin: number, bannedReferrers: Array<string>, couponHosts: Array<string>, updatedAt: string | null, points: Array<{ signal: Graph.FraudSignal, points: number }> } };

export type FraudThresholdsUpdateMutationVariables = Exact<{
  input: Graph.FraudThresholdsUpdateInput;
}>;


export type FraudThresholdsUpdateMutation = { fraudThresholdsUpdate: { fraudThresholds: { holdAt: number, tooSoonSeconds: number, floodClicksPerHour: number, duplicatePercent: number, duplicateClicksMin: number, leakedPercent: number, leakedUsesMin: number, bannedReferrers: Array<string>, couponHosts: Array<string>, updatedAt: string | null, points: Array<{ signal: Graph.FraudSignal, points: number }> } | null, userErrors: Array<{ message: string, field: Array<string> | null, code: Graph.FraudThresholdsUpdateErrorCode }> } };

export const FraudThresholdsDocument = document<FraudThresholdsQuery, FraudThresholdsQueryVariables>(
  "query FraudThresholds {\n  fraudThresholds {\n    ...ThresholdParts\n    __typename\n  }\n}\nfragment ThresholdParts on FraudThresholds {\n  points {\n    signal\n    points\n    __typename\n  }\n  holdAt\n  tooSoonSeconds\n  floodClicksPerHour\n  duplicatePercent\n  duplicateClicksMin\n  leakedPercent\n  leakedUsesMin\n  bannedReferrers\n  couponHosts\n  updatedAt\n  __typename\n}",
  '6d53bb3d23dbcda95cc36efb122ae6d28274d396cebc9d0df8ca631716692059',
);

export const FraudThresholdsUpdateDocument = document<FraudThresholdsUpdateMutation, FraudThresholdsUpdateMutationVariables>(
  "mutation FraudThresholdsUpdate($input: FraudThresholdsUpdateInput!) {\n  fraudThresholdsUpdate(input: $input) {\n    fraudThresholds {\n      ...ThresholdParts\n      __typename\n    }\n    userErrors {\n      message\n      field\n      code\n      __typename\n    }\n    __typename\n  }\n}\nfragment ThresholdParts on FraudThresholds {\n  points {\n    signal\n    points\n    __typename\n  }\n  holdAt\n  tooSoonSeconds\n  floodClicksPerHour\n  duplicatePercent\n  duplicateClicksMin\n  leakedPercent\n  leakedUsesMin\n  bannedReferrers\n  couponHosts\n  updatedAt\n  __typename\n}",
  '26094638778cda1f5220ffffc37a254d65e7512a05f0bbec9cad9cbc58258ab6',
);