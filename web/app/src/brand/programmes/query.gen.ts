/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type * as Graph from '@/graph/schema.gen';

import { document } from '@/graph/document';
/** Whom a programme pays. */
export type Audience =
  | 'AFFILIATES'
  | 'CREATORS';

/** An amount for a goal, once in a period. */
export type BonusInput = {
  /** So many conversions, or so many minor units. */
  goal: string;
  measure: Measure;
  /** What it pays, in minor units. */
  minor: string;
  /** A name of its own. */
  name: string;
};

/** Whether a buyer has bought before. */
export type CustomerKind =
  | 'NEW'
  | 'RETURNING';

/** Where an affiliate stands in a programme. */
export type EnrollmentState =
  | 'ACTIVE'
  | 'APPLIED'
  | 'BANNED'
  | 'INVITED'
  | 'LEFT'
  | 'REJECTED'
  | 'SUSPENDED';

/** What of a period's totals is measured. */
export type Measure =
  | 'AMOUNT'
  | 'SALES';

/** How long totals run, in calendar months (UTC). */
export type Period =
  | 'MONTH'
  | 'QUARTER'
  | 'YEAR';

/** What a rule pays after its first months. */
export type PhaseInput = {
  bps: number;
  /** For so many months more; for life unless given. */
  months?: number | null | undefined;
};

/** When a rule applies. Each list matches when one of its words does; what is left out always matches. */
export type PredicateInput = {
  /** Product categories of a line. */
  categories?: Array<string> | null | undefined;
  /** Coupon codes. */
  codes?: Array<string> | null | undefined;
  /** Countries of the buyer. */
  countries?: Array<string> | null | undefined;
  /** Whether the buyer has bought before; a buyer you do not name is neither. */
  customer?: CustomerKind | null | undefined;
  /** The order's total at most, in minor units. */
  orderMinorMax?: string | null | undefined;
  /** The order's total at least, in minor units. */
  orderMinorMin?: string | null | undefined;
  periodMinorMax?: string | null | undefined;
  /** The payee's part of the sales of the period before this one, at least, in minor units. */
  periodMinorMin?: string | null | undefined;
  periodSalesMax?: string | null | undefined;
  /** The payee's conversions of the period before this one, at least. */
  periodSalesMin?: string | null | undefined;
  /** Stock codes of a line. */
  skus?: Array<string> | null | undefined;
};

/** Codes of ProgramCreateUserError. */
export type ProgramCreateErrorCode =
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** See the message: INVALID_HOLD_DAYS. */
  | 'INVALID_HOLD_DAYS'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** See the message: INVALID_NAME. */
  | 'INVALID_NAME'
  /** See the message: INVALID_PAYOUT_MINIMUM. */
  | 'INVALID_PAYOUT_MINIMUM'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** Any other refusal; the message says why. */
  | 'REFUSED'
  /** See the message: UNKNOWN_CURRENCY. */
  | 'UNKNOWN_CURRENCY';

/** A new programme. */
export type ProgramCreateInput = {
  /** AFFILIATES unless given. One programme for CREATORS in each currency. */
  audience?: Audience | null | undefined;
  /** ISO 4217. */
  currency: string;
  /** 0 to 365; 30 unless given. */
  holdDays?: number | null | undefined;
  name: string;
  /** The smallest payout in minor units; 0 unless given. */
  payoutMinimumMinor?: string | null | undefined;
  /** Whether an affiliate may ask to be paid at any time; not unless given. */
  payoutOnDemand?: boolean | null | undefined;
};

/** Codes of ProgramUpdateUserError. */
export type ProgramUpdateErrorCode =
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** See the message: INVALID_NAME. */
  | 'INVALID_NAME'
  /** See the message: INVALID_PAYOUT_MINIMUM. */
  | 'INVALID_PAYOUT_MINIMUM'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** Any other refusal; the message says why. */
  | 'REFUSED';

/** What to change of a programme; what is left out stays. */
export type ProgramUpdateInput = {
  name?: string | null | undefined;
  /** The smallest payout in minor units. */
  payoutMinimumMinor?: string | null | undefined;
  /** Whether an affiliate may ask to be paid at any time. */
  payoutOnDemand?: boolean | null | undefined;
  programId: string;
};

/** What a rule pays for later sales of a subscription. */
export type RecurringInput = {
  /** For so many months since the first sale it pays what it pays for that; for life unless given. */
  months?: number | null | undefined;
  /** What it pays afterwards; nothing unless given. */
  then?: PhaseInput | null | undefined;
};

/** What a rule pays: exactly one of these. */
export type RewardInput =
  {   /** Minor units per valid click, reckoned once a day. Such a rule has no predicate. */
  flatPerClickMinor: string; flatPerItemMinor?: never; flatPerLeadMinor?: never; flatPerOrderMinor?: never; percentBps?: never; tiers?: never; }
  |  { flatPerClickMinor?: never;   /** Minor units per unit, at most what the lines come to. */
  flatPerItemMinor: string; flatPerLeadMinor?: never; flatPerOrderMinor?: never; percentBps?: never; tiers?: never; }
  |  { flatPerClickMinor?: never; flatPerItemMinor?: never;   /** Minor units per lead. */
  flatPerLeadMinor: string; flatPerOrderMinor?: never; percentBps?: never; tiers?: never; }
  |  { flatPerClickMinor?: never; flatPerItemMinor?: never; flatPerLeadMinor?: never;   /** Minor units once per order, at most what the lines come to. */
  flatPerOrderMinor: string; percentBps?: never; tiers?: never; }
  |  { flatPerClickMinor?: never; flatPerItemMinor?: never; flatPerLeadMinor?: never; flatPerOrderMinor?: never;   /** Basis points of the lines the rule won. */
  percentBps: number; tiers?: never; }
  |  { flatPerClickMinor?: never; flatPerItemMinor?: never; flatPerLeadMinor?: never; flatPerOrderMinor?: never; percentBps?: never;   /** Basis points by what the payee has come to in the period. */
  tiers: TiersInput; };

/** One line of terms. */
export type RuleInput = {
  name: string;
  predicate?: PredicateInput | null | undefined;
  /** Later sales of a subscription earn nothing by this rule unless given. */
  recurring?: RecurringInput | null | undefined;
  reward: RewardInput;
};

/** Codes of TermsCreateUserError. */
export type TermsCreateErrorCode =
  /** See the message: AMOUNT_OUT_OF_RANGE. */
  | 'AMOUNT_OUT_OF_RANGE'
  /** See the message: BACKDATED. */
  | 'BACKDATED'
  /** See the message: BONUS_INVALID. */
  | 'BONUS_INVALID'
  /** See the message: CAPS_CONTRADICT. */
  | 'CAPS_CONTRADICT'
  /** See the message: CAP_INVALID. */
  | 'CAP_INVALID'
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** See the message: GROUP_OF_ANOTHER_PROGRAM. */
  | 'GROUP_OF_ANOTHER_PROGRAM'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** See the message: PREDICATE_ORDER_BOUNDS. */
  | 'PREDICATE_ORDER_BOUNDS'
  /** See the message: PREDICATE_PERIOD_BOUNDS. */
  | 'PREDICATE_PERIOD_BOUNDS'
  /** See the message: PREDICATE_WORDS. */
  | 'PREDICATE_WORDS'
  /** See the message: RATE_OUT_OF_RANGE. */
  | 'RATE_OUT_OF_RANGE'
  /** See the message: RECURRING_MONTHS. */
  | 'RECURRING_MONTHS'
  /** See the message: RECURRING_PHASE. */
  | 'RECURRING_PHASE'
  /** Any other refusal; the message says why. */
  | 'REFUSED'
  /** See the message: RULE_CONTRADICTION. */
  | 'RULE_CONTRADICTION'
  /** See the message: RULE_COUNT. */
  | 'RULE_COUNT'
  /** See the message: RULE_NAME. */
  | 'RULE_NAME'
  /** See the message: RULE_UNREACHABLE. */
  | 'RULE_UNREACHABLE'
  /** See the message: TIERS_INVALID. */
  | 'TIERS_INVALID'
  /** See the message: TIERS_RETROACTIVE_TWICE. */
  | 'TIERS_RETROACTIVE_TWICE'
  /** See the message: TIME_INVALID. */
  | 'TIME_INVALID';

/** The next version of a programme's terms. */
export type TermsCreateInput = {
  /** For goals reached in a period, at most 10. */
  bonuses?: Array<BonusInput> | null | undefined;
  /** What one payee gets of one conversion at most, in minor units. */
  capPerOrderMinor?: string | null | undefined;
  /** What one payee gets in one period at most, in minor units. */
  capPerPeriodMinor?: string | null | undefined;
  /** Now unless given; only a programme's first version may begin in the past. */
  effectiveFrom?: string | null | undefined;
  /** The group it is for; everybody without terms of their own unless given. */
  groupId?: string | null | undefined;
  /** How long totals run; MONTH unless given. */
  period?: Period | null | undefined;
  programId: string;
  /** In order; the first that matches wins. */
  rules: Array<RuleInput>;
};

/** A rate from a total on. */
export type TierInput = {
  bps: number;
  /** So many conversions before, or so many minor units. */
  from: string;
};

/** What a higher tier is good for. */
export type TierMode =
  | 'GRADUATED'
  | 'RETROACTIVE';

/** Rates by what a payee has come to in the period. */
export type TiersInput = {
  /** By the number of conversions before, or by the amount of sales. */
  measure: Measure;
  /** Whether a higher tier is good for what lies in it, or for all of the period. */
  mode: TierMode;
  /** In rising order, the first from 0; at most 20. */
  tiers: Array<TierInput>;
};

export type ProgrammePartsFragment = { id: string, name: string, audience: Graph.Audience, currency: string, holdDays: number, payoutOnDemand: boolean, createdAt: string, payoutMinimum: { minor: string, currency: string } };

export type TermsPartsFragment = { id: string, version: number, effectiveFrom: string, createdAt: string, rules: Array<{ id: string, position: number, name: string, predicate: unknown, reward: unknown }> };

export type ProgrammesQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
  last?: number | null | undefined;
  before?: string | null | undefined;
}>;


export type ProgrammesQuery = { programs: { edges: Array<{ cursor: string, node: { id: string, name: string, audience: Graph.Audience, currency: string, holdDays: number, payoutOnDemand: boolean, createdAt: string, currentTerms: { id: string, version: number, effectiveFrom: string, createdAt: string, rules: Array<{ id: string, position: number, name: string, predicate: unknown, reward: unknown }> } | null, payoutMinimum: { minor: string, currency: string } } }>, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null } } };

export type ProgrammeQueryVariables = Exact<{
  id: string;
}>;


export type ProgrammeQuery = { node:
    | { id: string, name: string, audience: Graph.Audience, currency: string, holdDays: number, payoutOnDemand: boolean, createdAt: string, currentTerms: { id: string, version: number, effectiveFrom: string, createdAt: string, rules: Array<{ id: string, position: number, name: string, predicate: unknown, reward: unknown }> } | null, terms: { nodes: Array<{ id: string, version: number, effectiveFrom: string, createdAt: string, rules: Array<{ id: string, position: number, name: string, predicate: unknown, reward: unknown }> }> }, payoutMinimum: { minor: string, currency: string } }
    | Record<PropertyKey, never>
   | null, enrollments: { nodes: Array<{ id: string, state: Graph.EnrollmentState }>, pageInfo: { hasNextPage: boolean } } };

export type ProgramCreateMutationVariables = Exact<{
  input: Graph.ProgramCreateInput;
}>;


export type ProgramCreateMutation = { programCreate: { program: { id: string, name: string, audience: Graph.Audience, currency: string, holdDays: number, payoutOnDemand: boolean, createdAt: string, payoutMinimum: { minor: string, currency: string } } | null, userErrors: Array<{ message: string, field: Array<string> | null, code: Graph.ProgramCreateErrorCode }> } };

export type ProgramUpdateMutationVariables = Exact<{
  input: Graph.ProgramUpdateInput;
}>;


export type ProgramUpdateMutation = { programUpdate: { program: { id: string, name: string, audience: Graph.Audience, currency: string, holdDays: number, payoutOnDemand: boolean, createdAt: string, payoutMinimum: { minor: string, currency: string } } | null, userErrors: Array<{ message: string, field: Array<string> | null, code: Graph.ProgramUpdateErrorCode }> } };

export type TermsCreateMutationVariables = Exact<{
  input: Graph.TermsCreateInput;
}>;


export type TermsCreateMutation = { termsCreate: { terms: { id: string, version: number, effectiveFrom: string, createdAt: string, rules: Array<{ id: string, position: number, name: string, predicate: unknown, reward: unknown }> } | null, userErrors: Array<{ message: string, field: Array<string> | null, code: Graph.TermsCreateErrorCode }> } };

export const ProgrammesDocument = document<ProgrammesQuery, ProgrammesQueryVariables>(
  "query Programmes($first: Int, $after: String, $last: Int, $before: String) {\n  programs(first: $first, after: $after, last: $last, before: $before) {\n    edges {\n      cursor\n      node {\n        ...ProgrammeParts\n        currentTerms {\n          ...TermsParts\n          __typename\n        }\n        __typename\n      }\n      __typename\n    }\n    pageInfo {\n      hasNextPage\n      hasPreviousPage\n      startCursor\n      endCursor\n      __typename\n    }\n    __typename\n  }\n}\nfragment ProgrammeParts on Program {\n  id\n  name\n  audience\n  currency\n  holdDays\n  payoutOnDemand\n  createdAt\n  payoutMinimum {\n    minor\n    currency\n    __typename\n  }\n  __typename\n}\nfragment TermsParts on Terms {\n  id\n  version\n  effectiveFrom\n  createdAt\n  rules {\n    id\n    position\n    name\n    predicate\n    reward\n    __typename\n  }\n  __typename\n}",
  '1c49ae02bfc17d1a9c79ebf2278ee5ed38927617896004593c7925056446615f',
);

export const ProgrammeDocument = document<ProgrammeQuery, ProgrammeQueryVariables>(
  "query Programme($id: ID!) {\n  node(id: $id) {\n    ... on Program {\n      ...ProgrammeParts\n      currentTerms {\n        ...TermsParts\n        __typename\n      }\n      terms(first: 20) {\n        nodes {\n          ...TermsParts\n          __typename\n        }\n        __typename\n      }\n      __typename\n    }\n    __typename\n  }\n  enrollments(first: 100, programId: $id) {\n    nodes {\n      id\n      state\n      __typename\n    }\n    pageInfo {\n      hasNextPage\n      __typename\n    }\n    __typename\n  }\n}\nfragment ProgrammeParts on Program {\n  id\n  name\n  audience\n  currency\n  holdDays\n  payoutOnDemand\n  createdAt\n  payoutMinimum {\n    minor\n    currency\n    __typename\n  }\n  __typename\n}\nfragment TermsParts on Terms {\n  id\n  version\n  effectiveFrom\n  createdAt\n  rules {\n    id\n    position\n    name\n    predicate\n    reward\n    __typename\n  }\n  __typename\n}",
  'f5e36bb840a2c87d01a7404fc2c94c0ecea4f11297bf0d1ec9026de12999be72',
);

export const ProgramCreateDocument = document<ProgramCreateMutation, ProgramCreateMutationVariables>(
  "mutation ProgramCreate($input: ProgramCreateInput!) {\n  programCreate(input: $input) {\n    program {\n      ...ProgrammeParts\n      __typename\n    }\n    userErrors {\n      message\n      field\n      code\n      __typename\n    }\n    __typename\n  }\n}\nfragment ProgrammeParts on Program {\n  id\n  name\n  audience\n  currency\n  holdDays\n  payoutOnDemand\n  createdAt\n  payoutMinimum {\n    minor\n    currency\n    __typename\n  }\n  __typename\n}",
  'a1a8e53684863ae8014930c8efd44b2140710086a4d533aa5cd48e465dc9cbd9',
);

export const ProgramUpdateDocument = document<ProgramUpdateMutation, ProgramUpdateMutationVariables>(
  "mutation ProgramUpdate($input: ProgramUpdateInput!) {\n  programUpdate(input: $input) {\n    program {\n      ...ProgrammeParts\n      __typename\n    }\n    userErrors {\n      message\n      field\n      code\n      __typename\n    }\n    __typename\n  }\n}\nfragment ProgrammeParts on Program {\n  id\n  name\n  audience\n  currency\n  holdDays\n  payoutOnDemand\n  createdAt\n  payoutMinimum {\n    minor\n    currency\n    __typename\n  }\n  __typename\n}",
  '6c54b991b65a25e6c812d675afcce47be14c3569c177257bcc258496ef4934e6',
);

export const TermsCreateDocument = document<TermsCreateMutation, TermsCreateMutationVariables>(
  "mutation TermsCreate($input: TermsCreateInput!) {\n  termsCreate(input: $input) {\n    terms {\n      ...TermsParts\n      __typename\n    }\n    userErrors {\n      message\n      field\n      code\n      __typename\n    }\n    __typename\n  }\n}\nfragment TermsParts on Terms {\n  id\n  version\n  effectiveFrom\n  createdAt\n  rules {\n    id\n    position\n    name\n    predicate\n    reward\n    __typename\n  }\n  __typename\n}",
  '8601497cb4b6284a4123f92905534de67aa046b326292e27934218a02a0548b0',
);