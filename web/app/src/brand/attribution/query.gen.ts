/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type * as Graph from '@/graph/schema.gen';

import { document } from '@/graph/document';
/** How credit for a conversion is shared along its path. */
export type AttributionModel =
  | 'FIRST_TOUCH'
  | 'LAST_AFFILIATE_TOUCH'
  | 'LAST_TOUCH'
  | 'LINEAR'
  | 'MARKOV'
  | 'POSITION'
  | 'SHAPLEY'
  | 'TIME_DECAY';

/** What is tried on a period. Nothing is changed by it. */
export type AttributionReplayInput = {
  /** Conversions in this currency. */
  currency: string;
  /** Conversions that happened then or later. */
  from: string;
  /** A policy that is not made yet; what is left out is as in the version in force. */
  policy?: PolicyCreateInput | null | undefined;
  /** A version of the policy; the one each conversion was decided by unless given. */
  policyId?: string | null | undefined;
  /** Terms that are not made yet, each instead of those in force for its programme and group; at most 10. */
  terms?: Array<TermsCreateInput> | null | undefined;
  /** And before then. */
  to: string;
};

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

/** What one channel is to weigh. */
export type ChannelWeightInput = {
  /** `ROLE/KIND`, or `ROLE/KIND/group`, as AFFILIATE/CODE. */
  channel: string;
  /** Parts of `whole`, above zero. */
  weight: number;
};

/** Whether a buyer has bought before. */
export type CustomerKind =
  | 'NEW'
  | 'RETURNING';

/** What of a period's totals is measured. */
export type Measure =
  | 'AMOUNT'
  | 'SALES';

/** In which part a payee helps. */
export type PayeeKind =
  | 'AFFILIATE'
  | 'CREATOR';

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

/** Codes of PolicyCreateUserError. */
export type PolicyCreateErrorCode =
  /** See the message: BONUSES_OUT_OF_RANGE. */
  | 'BONUSES_OUT_OF_RANGE'
  /** See the message: BOUNDS_CONTRADICT. */
  | 'BOUNDS_CONTRADICT'
  /** See the message: BOUNDS_OUT_OF_RANGE. */
  | 'BOUNDS_OUT_OF_RANGE'
  /** See the message: CLICK_WINDOW_OUT_OF_RANGE. */
  | 'CLICK_WINDOW_OUT_OF_RANGE'
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** See the message: HALF_LIFE_OUT_OF_RANGE. */
  | 'HALF_LIFE_OUT_OF_RANGE'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** Any other refusal; the message says why. */
  | 'REFUSED'
  /** See the message: STAND_DOWN_OUT_OF_RANGE. */
  | 'STAND_DOWN_OUT_OF_RANGE'
  /** See the message: VIEW_WINDOW_OUT_OF_RANGE. */
  | 'VIEW_WINDOW_OUT_OF_RANGE'
  /** See the message: WEIGHT_SET_MISMATCH. */
  | 'WEIGHT_SET_MISMATCH';

/** The next version of the policy; what is left out stays as it is now, but for the weight set. */
export type PolicyCreateInput = {
  /** 0 to 10000. */
  affiliateCeilingBps?: number | null | undefined;
  /** 0 to 10000. */
  affiliateFloorBps?: number | null | undefined;
  /** 0 to 10000. */
  assistBonusBps?: number | null | undefined;
  /** 1 to 365. */
  clickWindowDays?: number | null | undefined;
  /** 0 to 10000. */
  closerCeilingBps?: number | null | undefined;
  /** 0 to 10000. */
  closerFloorBps?: number | null | undefined;
  /** 0 to 10000. */
  creatorCeilingBps?: number | null | undefined;
  /** 0 to 10000. */
  creatorFloorBps?: number | null | undefined;
  /** 0 to 10000, with the assists' at most 10000. */
  firstTouchBonusBps?: number | null | undefined;
  /** 1 to 8760. */
  halfLifeHours?: number | null | undefined;
  model: AttributionModel;
  /** `null` takes it away. */
  standDown?: StandDownInput | null | undefined;
  /** 0 to 90. */
  viewWindowDays?: number | null | undefined;
  /** For MARKOV and SHAPLEY: what they pay by. No other model takes one. */
  weightSetId?: string | null | undefined;
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

/** What becomes of late codes and extensions. */
export type StandDownInput = {
  /** 0 to 9999. */
  keepsBps: number;
  /** 1 to 43200. */
  minutes: number;
};

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

/** Codes of WeightSetPublishUserError. */
export type WeightSetPublishErrorCode =
  /** See the message: CHANNEL_INVALID. */
  | 'CHANNEL_INVALID'
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** See the message: INPUT_INVALID. */
  | 'INPUT_INVALID'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** See the message: MODEL_HAS_NO_WEIGHTS. */
  | 'MODEL_HAS_NO_WEIGHTS'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** See the message: NO_CONVERSIONS. */
  | 'NO_CONVERSIONS'
  /** See the message: PERIOD_TOO_LARGE. */
  | 'PERIOD_TOO_LARGE'
  /** Any other refusal; the message says why. */
  | 'REFUSED'
  /** See the message: TIME_INVALID. */
  | 'TIME_INVALID'
  /** See the message: TOO_MANY_CHANNELS. */
  | 'TOO_MANY_CHANNELS'
  /** See the message: WEIGHTS_DO_NOT_SUM. */
  | 'WEIGHTS_DO_NOT_SUM'
  /** See the message: WEIGHT_CHANNELS. */
  | 'WEIGHT_CHANNELS'
  /** See the message: WEIGHT_COUNT. */
  | 'WEIGHT_COUNT'
  /** See the message: WEIGHT_WHOLE. */
  | 'WEIGHT_WHOLE';

/** What channels are to weigh: either by a period, or as a person says. */
export type WeightSetPublishInput = {
  /**
   * They are made from the paths of the conversions that happened then or later, and of the visitors who met somebody
   * and did not convert.
   */
  from?: string | null | undefined;
  /** MARKOV or SHAPLEY. */
  model: AttributionModel;
  /** And before then. */
  to?: string | null | undefined;
  /** They are given by hand; 1 to 1000. */
  weights?: Array<ChannelWeightInput> | null | undefined;
  /** What the weights come to, 10000 unless given. */
  whole?: number | null | undefined;
};

export type WeightSetPartsFragment = { id: string, model: Graph.AttributionModel, from: string | null, to: string | null, conversions: string, nulls: string, createdAt: string, weights: Array<{ channel: string, weight: number, whole: number }> };

export type PolicyPartsFragment = { id: string, version: number, model: Graph.AttributionModel, clickWindowDays: number, viewWindowDays: number, halfLifeHours: number, affiliateFloorBps: number, affiliateCeilingBps: number, creatorFloorBps: number, creatorCeilingBps: number, closerFloorBps: number, closerCeilingBps: number, firstTouchBonusBps: number, assistBonusBps: number, createdAt: string, standDown: { minutes: number, keepsBps: number } | null, weightSet: { id: string, model: Graph.AttributionModel, from: string | null, to: string | null, conversions: string, nulls: string, createdAt: string, weights: Array<{ channel: string, weight: number, whole: number }> } | null };

export type PolicyQueryVariables = Exact<{ [key: string]: never; }>;


export type PolicyQuery = { policy: { id: string, version: number, model: Graph.AttributionModel, clickWindowDays: number, viewWindowDays: number, halfLifeHours: number, affiliateFloorBps: number, affiliateCeilingBps: number, creatorFloorBps: number, creatorCeilingBps: number, closerFloorBps: number, closerCeilingBps: number, firstTouchBonusBps: number, assistBonusBps: number, createdAt: string, standDown: { minutes: number, keepsBps: number } | null, weightSet: { id: string, model: Graph.AttributionModel, from: string | null, to: string | null, conversions: string, nulls: string, createdAt: string, weights: Array<{ channel: string, weight: number, whole: number }> } | null }, weightSets: { nodes: Array<{ id: string, model: Graph.AttributionModel, from: string | null, to: string | null, conversions: string, nulls: string, createdAt: string, weights: Array<{ channel: string, weight: number, whole: number }> }> } };

export type PolicyNowQueryVariables = Exact<{ [key: string]: never; }>;


export type PolicyNowQuery = { policy: { id: string, version: number } };

export type ChannelGroupsQueryVariables = Exact<{ [key: string]: never; }>;


export type ChannelGroupsQuery = { programs: { nodes: Array<{ id: string, name: string, currency: string, groups: { nodes: Array<{ id: string, name: string }> } }> } };

export type PoliciesQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
  last?: number | null | undefined;
  before?: string | null | undefined;
}>;


export type PoliciesQuery = { policies: { edges: Array<{ cursor: string, node: { id: string, version: number, model: Graph.AttributionModel, clickWindowDays: number, viewWindowDays: number, halfLifeHours: number, affiliateFloorBps: number, affiliateCeilingBps: number, creatorFloorBps: number, creatorCeilingBps: number, closerFloorBps: number, closerCeilingBps: number, firstTouchBonusBps: number, assistBonusBps: number, createdAt: string, standDown: { minutes: number, keepsBps: number } | null, weightSet: { id: string, model: Graph.AttributionModel, from: string | null, to: string | null, conversions: string, nulls: string, createdAt: string, weights: Array<{ channel: string, weight: number, whole: number }> } | null } }>, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null } } };

export type PolicyVersionsQueryVariables = Exact<{ [key: string]: never; }>;


export type PolicyVersionsQuery = { policy: { id: string }, policies: { nodes: Array<{ id: string, version: number, model: Graph.AttributionModel, clickWindowDays: number, viewWindowDays: number, halfLifeHours: number, affiliateFloorBps: number, affiliateCeilingBps: number, creatorFloorBps: number, creatorCeilingBps: number, closerFloorBps: number, closerCeilingBps: number, firstTouchBonusBps: number, assistBonusBps: number, createdAt: string, standDown: { minutes: number, keepsBps: number } | null, weightSet: { id: string, model: Graph.AttributionModel, from: string | null, to: string | null, conversions: string, nulls: string, createdAt: string, weights: Array<{ channel: string, weight: number, whole: number }> } | null }> } };

export type PolicyCreateMutationVariables = Exact<{
  input: Graph.PolicyCreateInput;
}>;


export type PolicyCreateMutation = { policyCreate: { policy: { id: string, version: number, model: Graph.AttributionModel, clickWindowDays: number, viewWindowDays: number, halfLifeHours: number, affiliateFloorBps: number, affiliateCeilingBps: number, creatorFloorBps: number, creatorCeilingBps: number, closerFloorBps: number, closerCeilingBps: number, firstTouchBonusBps: number, assistBonusBps: number, createdAt: string, standDown: { minutes: number, keepsBps: number } | null, weightSet: { id: string, model: Graph.AttributionModel, from: string | null, to: string | null, conversions: string, nulls: string, createdAt: string, weights: Array<{ channel: string, weight: number, whole: number }> } | null } | null, userErrors: Array<{ message: string, field: Array<string> | null, code: Graph.PolicyCreateErrorCode }> } };

export type AttributionReplayQueryVariables = Exact<{
  input: Graph.AttributionReplayInput;
}>;


export type AttributionReplayQuery = { attributionReplay: { conversions: string, changed: string, unattributed: string, paid: { minor: string, currency: string }, wouldPay: { minor: string, currency: string }, payees: Array<{ role: Graph.PayeeKind, payee: { id: string, name: string }, paid: { minor: string, currency: string }, wouldPay: { minor: string, currency: string } }> } };

export type WeightSetPublishMutationVariables = Exact<{
  input: Graph.WeightSetPublishInput;
}>;


export type WeightSetPublishMutation = { weightSetPublish: { weightSet: { id: string, model: Graph.AttributionModel, from: string | null, to: string | null, conversions: string, nulls: string, createdAt: string, weights: Array<{ channel: string, weight: number, whole: number }> } | null, userErrors: Array<{ message: string, field: Array<string> | null, code: Graph.WeightSetPublishErrorCode }> } };

export const PolicyDocument = document<PolicyQuery, PolicyQueryVariables>(
  "query Policy {\n  policy {\n    ...PolicyParts\n    __typename\n  }\n  weightSets(first: 50) {\n    nodes {\n      ...WeightSetParts\n      __typename\n    }\n    __typename\n  }\n}\nfragment PolicyParts on Policy {\n  id\n  version\n  model\n  clickWindowDays\n  viewWindowDays\n  halfLifeHours\n  affiliateFloorBps\n  affiliateCeilingBps\n  creatorFloorBps\n  creatorCeilingBps\n  closerFloorBps\n  closerCeilingBps\n  firstTouchBonusBps\n  assistBonusBps\n  standDown {\n    minutes\n    keepsBps\n    __typename\n  }\n  weightSet {\n    ...WeightSetParts\n    __typename\n  }\n  createdAt\n  __typename\n}\nfragment WeightSetParts on WeightSet {\n  id\n  model\n  from\n  to\n  conversions\n  nulls\n  createdAt\n  weights {\n    channel\n    weight\n    whole\n    __typename\n  }\n  __typename\n}",
  '7f0ccfabe47cf942820221eba26c50a7094397405b416f5a5a17f9f709c9fd14',
);

export const PolicyNowDocument = document<PolicyNowQuery, PolicyNowQueryVariables>(
  "query PolicyNow {\n  policy {\n    id\n    version\n    __typename\n  }\n}",
  'ad2d148964af61decb86de0cb4dc0ede05f78154fc44db3b23ba267983dc0d67',
);

export const ChannelGroupsDocument = document<ChannelGroupsQuery, ChannelGroupsQueryVariables>(
  "query ChannelGroups {\n  programs(first: 50) {\n    nodes {\n      id\n      name\n      currency\n      groups(first: 50) {\n        nodes {\n          id\n          name\n          __typename\n        }\n        __typename\n      }\n      __typename\n    }\n    __typename\n  }\n}",
  '87ed7a1750616a50c190031f11b0f1ac3303352a1f482e23fc2c1292eb20cc60',
);

export const PoliciesDocument = document<PoliciesQuery, PoliciesQueryVariables>(
  "query Policies($first: Int, $after: String, $last: Int, $before: String) {\n  policies(first: $first, after: $after, last: $last, before: $before) {\n    edges {\n      cursor\n      node {\n        ...PolicyParts\n        __typename\n      }\n      __typename\n    }\n    pageInfo {\n      hasNextPage\n      hasPreviousPage\n      startCursor\n      endCursor\n      __typename\n    }\n    __typename\n  }\n}\nfragment PolicyParts on Policy {\n  id\n  version\n  model\n  clickWindowDays\n  viewWindowDays\n  halfLifeHours\n  affiliateFloorBps\n  affiliateCeilingBps\n  creatorFloorBps\n  creatorCeilingBps\n  closerFloorBps\n  closerCeilingBps\n  firstTouchBonusBps\n  assistBonusBps\n  standDown {\n    minutes\n    keepsBps\n    __typename\n  }\n  weightSet {\n    ...WeightSetParts\n    __typename\n  }\n  createdAt\n  __typename\n}\nfragment WeightSetParts on WeightSet {\n  id\n  model\n  from\n  to\n  conversions\n  nulls\n  createdAt\n  weights {\n    channel\n    weight\n    whole\n    __typename\n  }\n  __typename\n}",
  'd7aea56b871ae7f0854992a194fe5cec6e8aea763da6c1618cf6227a2428485d',
);

export const PolicyVersionsDocument = document<PolicyVersionsQuery, PolicyVersionsQueryVariables>(
  "query PolicyVersions {\n  policy {\n    id\n    __typename\n  }\n  policies(first: 100) {\n    nodes {\n      ...PolicyParts\n      __typename\n    }\n    __typename\n  }\n}\nfragment PolicyParts on Policy {\n  id\n  version\n  model\n  clickWindowDays\n  viewWindowDays\n  halfLifeHours\n  affiliateFloorBps\n  affiliateCeilingBps\n  creatorFloorBps\n  creatorCeilingBps\n  closerFloorBps\n  closerCeilingBps\n  firstTouchBonusBps\n  assistBonusBps\n  standDown {\n    minutes\n    keepsBps\n    __typename\n  }\n  weightSet {\n    ...WeightSetParts\n    __typename\n  }\n  createdAt\n  __typename\n}\nfragment WeightSetParts on WeightSet {\n  id\n  model\n  from\n  to\n  conversions\n  nulls\n  createdAt\n  weights {\n    channel\n    weight\n    whole\n    __typename\n  }\n  __typename\n}",
  'd0285f71b4a41211eb345618699efb64c15a9b0b1a2992ae98d112e901f85ca5',
);

export const PolicyCreateDocument = document<PolicyCreateMutation, PolicyCreateMutationVariables>(
  "mutation PolicyCreate($input: PolicyCreateInput!) {\n  policyCreate(input: $input) {\n    policy {\n      ...PolicyParts\n      __typename\n    }\n    userErrors {\n      message\n      field\n      code\n      __typename\n    }\n    __typename\n  }\n}\nfragment PolicyParts on Policy {\n  id\n  version\n  model\n  clickWindowDays\n  viewWindowDays\n  halfLifeHours\n  affiliateFloorBps\n  affiliateCeilingBps\n  creatorFloorBps\n  creatorCeilingBps\n  closerFloorBps\n  closerCeilingBps\n  firstTouchBonusBps\n  assistBonusBps\n  standDown {\n    minutes\n    keepsBps\n    __typename\n  }\n  weightSet {\n    ...WeightSetParts\n    __typename\n  }\n  createdAt\n  __typename\n}\nfragment WeightSetParts on WeightSet {\n  id\n  model\n  from\n  to\n  conversions\n  nulls\n  createdAt\n  weights {\n    channel\n    weight\n    whole\n    __typename\n  }\n  __typename\n}",
  'de26a4d26626f8dd01373d5b634f22ddd7b64e8f00237250a7d2b33e95bff207',
);

export const AttributionReplayDocument = document<AttributionReplayQuery, AttributionReplayQueryVariables>(
  "query AttributionReplay($input: AttributionReplayInput!) {\n  attributionReplay(input: $input) {\n    conversions\n    changed\n    unattributed\n    paid {\n      minor\n      currency\n      __typename\n    }\n    wouldPay {\n      minor\n      currency\n      __typename\n    }\n    payees {\n      payee {\n        id\n        name\n        __typename\n      }\n      role\n      paid {\n        minor\n        currency\n        __typename\n      }\n      wouldPay {\n        minor\n        currency\n        __typename\n      }\n      __typename\n    }\n    __typename\n  }\n}",
  '3e0dcf8757d45006f4fcc17e347e439460907eda03f8c1c4378279a7824482a8',
);

export const WeightSetPublishDocument = document<WeightSetPublishMutation, WeightSetPublishMutationVariables>(
  "mutation WeightSetPublish($input: WeightSetPublishInput!) {\n  weightSetPublish(input: $input) {\n    weightSet {\n      ...WeightSetParts\n      __typename\n    }\n    userErrors {\n      message\n      field\n      code\n      __typename\n    }\n    __typename\n  }\n}\nfragment WeightSetParts on WeightSet {\n  id\n  model\n  from\n  to\n  conversions\n  nulls\n  createdAt\n  weights {\n    channel\n    weight\n    whole\n    __typename\n  }\n  __typename\n}",
  '5997b771bf70f3e4ec8263ff771f407334a0c4c84ed68f49c1fa8d04b4ee0449',
);