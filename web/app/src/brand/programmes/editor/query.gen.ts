/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type * as Graph from '@/graph/schema.gen';

import { document } from '@/graph/document';
/**
 * An amount for a goal, once in a period. With what the rules give, a bonus for an AMOUNT comes to at most that amount, or the
 * terms have a cap per period that does; one for a number of SALES needs terms with a cap per period.
 */
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
  /** Countries of the buyer, by their two letters of ISO 3166-1. */
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
  |  { flatPerClickMinor?: never;   /** Minor units per unit, at most what the lines come to. Beside a bonus for an AMOUNT it counts as all of the order. */
  flatPerItemMinor: string; flatPerLeadMinor?: never; flatPerOrderMinor?: never; percentBps?: never; tiers?: never; }
  |  { flatPerClickMinor?: never; flatPerItemMinor?: never;   /** Minor units per lead. */
  flatPerLeadMinor: string; flatPerOrderMinor?: never; percentBps?: never; tiers?: never; }
  |  { flatPerClickMinor?: never; flatPerItemMinor?: never; flatPerLeadMinor?: never;   /**
   * Minor units once per order, at most what the lines come to. Beside a bonus for an AMOUNT it counts as its part of
   * `orderMinorMin`, and as all of the order where there is none.
   */
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
  /** See the message: BONUS_UNBOUNDED. */
  | 'BONUS_UNBOUNDED'
  /** See the message: CAPS_CONTRADICT. */
  | 'CAPS_CONTRADICT'
  /** See the message: CAP_INVALID. */
  | 'CAP_INVALID'
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** See the message: COUNTRY_UNKNOWN. */
  | 'COUNTRY_UNKNOWN'
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
  /** See the message: REWARD_ABOVE_WHOLE. */
  | 'REWARD_ABOVE_WHOLE'
  /** See the message: RULE_CONTRADICTION. */
  | 'RULE_CONTRADICTION'
  /** See the message: RULE_COUNT. */
  | 'RULE_COUNT'
  /** See the message: RULE_NAME. */
  | 'RULE_NAME'
  /** See the message: RULE_UNREACHABLE. */
  | 'RULE_UNREACHABLE'
  /** See the message: STALE. */
  | 'STALE'
  /** See the message: TIERS_INVALID. */
  | 'TIERS_INVALID'
  /** See the message: TIERS_RETROACTIVE_TWICE. */
  | 'TIERS_RETROACTIVE_TWICE'
  /** See the message: TIME_INVALID. */
  | 'TIME_INVALID';

/** The next version of a programme's terms. */
export type TermsCreateInput = {
  /** The version that you began with: refused where a newer one was made meanwhile, or that one was taken back. */
  basedOn?: string | null | undefined;
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

export type TermsCreateMutationVariables = Exact<{
  input: Graph.TermsCreateInput;
}>;


export type TermsCreateMutation = { termsCreate: { terms: { id: string, version: number, effectiveFrom: string, createdAt: string, withdrawnAt: string | null, period: Graph.Period, capPerOrderMinor: string | null, capPerPeriodMinor: string | null, bonuses: Array<{ name: string, measure: Graph.Measure, goal: string, minor: string }>, group: { id: string, name: string } | null, rules: Array<{ id: string, position: number, name: string, predicate: unknown, reward: unknown, recurring: unknown }> } | null, userErrors: Array<{ message: string, field: Array<string> | null, code: Graph.TermsCreateErrorCode }> } };

export type KnownProductsQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type KnownProductsQuery = { products: { nodes: Array<{ externalId: string, title: string, category: string | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type KnownCodesQueryVariables = Exact<{ [key: string]: never; }>;


export type KnownCodesQuery = { codes: { nodes: Array<{ code: string }> } };

export const TermsCreateDocument = document<TermsCreateMutation, TermsCreateMutationVariables>(
  "mutation TermsCreate($input: TermsCreateInput!) {\n  termsCreate(input: $input) {\n    terms {\n      ...TermsParts\n      __typename\n    }\n    userErrors {\n      message\n      field\n      code\n      __typename\n    }\n    __typename\n  }\n}\nfragment TermsParts on Terms {\n  id\n  version\n  effectiveFrom\n  createdAt\n  withdrawnAt\n  period\n  capPerOrderMinor\n  capPerPeriodMinor\n  bonuses {\n    name\n    measure\n    goal\n    minor\n    __typename\n  }\n  group {\n    id\n    name\n    __typename\n  }\n  rules {\n    id\n    position\n    name\n    predicate\n    reward\n    recurring\n    __typename\n  }\n  __typename\n}",
  '6a0419a0a2c90bb2d1650cfe26912fe4a71cf47ab3a733fb6a949075e19b0e4d',
);

export const KnownProductsDocument = document<KnownProductsQuery, KnownProductsQueryVariables>(
  "query KnownProducts($after: String) {\n  products(first: 100, after: $after) {\n    nodes {\n      externalId\n      title\n      category\n      __typename\n    }\n    pageInfo {\n      hasNextPage\n      endCursor\n      __typename\n    }\n    __typename\n  }\n}",
  '8e1e51b4cec3c60a6186e6e5374dd4fdd56a14e263db14911832cb272c280f34',
);

export const KnownCodesDocument = document<KnownCodesQuery, KnownCodesQueryVariables>(
  "query KnownCodes {\n  codes(first: 100) {\n    nodes {\n      code\n      __typename\n    }\n    __typename\n  }\n}",
  'e5254f00ee2a9bf44ae498ee2e889a21cb8c0f27cd537e6d5fd7bb4ad14f40e6',
);