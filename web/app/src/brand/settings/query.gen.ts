/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type * as Graph from '@/graph/schema.gen';

import { document } from '@/graph/document';
/** Codes of ApiKeyCreateUserError. */
export type ApiKeyCreateErrorCode =
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** See the message: EXPIRY_INVALID. */
  | 'EXPIRY_INVALID'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** See the message: NAME_INVALID. */
  | 'NAME_INVALID'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** See the message: ORIGIN_INVALID. */
  | 'ORIGIN_INVALID'
  /** Any other refusal; the message says why. */
  | 'REFUSED'
  /** See the message: SCOPES_INVALID. */
  | 'SCOPES_INVALID';

/** A new key. */
export type ApiKeyCreateInput = {
  /** When it ends by itself; never unless given. */
  expiresAt?: string | null | undefined;
  kind: ApiKeyKind;
  name: string;
  /** Web origins a publishable key may be used from, as `https://shop.example`; the tenant's unless given. */
  origins?: Array<string> | null | undefined;
  /** For a secret key: everything unless given. A publishable key has none. */
  scopes?: Array<Scope> | null | undefined;
};

/** SECRET for servers; PUBLISHABLE for browsers, seen by everybody. */
export type ApiKeyKind =
  | 'PUBLISHABLE'
  | 'SECRET';

/** Codes of ApiKeyRevokeUserError. */
export type ApiKeyRevokeErrorCode =
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** Any other refusal; the message says why. */
  | 'REFUSED';

/** A key to end. */
export type ApiKeyRevokeInput = {
  apiKeyId: string;
};

/** How credit for a conversion is shared along its path. */
export type AttributionModel =
  | 'FIRST_TOUCH'
  | 'LAST_AFFILIATE_TOUCH'
  | 'LAST_TOUCH'
  | 'LINEAR'
  | 'POSITION'
  | 'TIME_DECAY';

/** A member's role in a tenant. */
export type MemberRole =
  | 'ADMIN'
  | 'ANALYST'
  | 'EDITOR'
  | 'FINANCE'
  | 'OWNER';

/** Codes of PolicyCreateUserError. */
export type PolicyCreateErrorCode =
  /** See the message: AFFILIATE_FLOOR_OUT_OF_RANGE. */
  | 'AFFILIATE_FLOOR_OUT_OF_RANGE'
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
  /** See the message: VIEW_WINDOW_OUT_OF_RANGE. */
  | 'VIEW_WINDOW_OUT_OF_RANGE';

/** The next version of the policy; what is left out stays as it is now. */
export type PolicyCreateInput = {
  /** 0 to 10000. */
  affiliateFloorBps?: number | null | undefined;
  /** 1 to 365. */
  clickWindowDays?: number | null | undefined;
  /** 1 to 8760. */
  halfLifeHours?: number | null | undefined;
  model: AttributionModel;
  /** 0 to 90. */
  viewWindowDays?: number | null | undefined;
};

/** What a secret key may do: one scope for each group of permissions. */
export type Scope =
  | 'CATALOGUE_READ'
  | 'CATALOGUE_WRITE'
  | 'CONVERSIONS_READ'
  | 'CONVERSIONS_WRITE'
  | 'IMPORT'
  | 'MOMENTS_READ'
  | 'MOMENTS_WRITE'
  | 'MONEY_READ'
  | 'MONEY_WRITE'
  | 'PROGRAMS_READ'
  | 'PROGRAMS_WRITE';

/** Codes of TenantUpdateUserError. */
export type TenantUpdateErrorCode =
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** See the message: LINK_HOST_INVALID. */
  | 'LINK_HOST_INVALID'
  /** See the message: NAME_INVALID. */
  | 'NAME_INVALID'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** See the message: ORIGIN_INVALID. */
  | 'ORIGIN_INVALID'
  /** Any other refusal; the message says why. */
  | 'REFUSED'
  /** See the message: SECOND_FACTOR_MISSING. */
  | 'SECOND_FACTOR_MISSING';

/** Changes of the tenant's settings; what is left out stays. */
export type TenantUpdateInput = {
  /**
   * Hosts links may lead to, as `shop.example`, or `*.shop.example` for what is under it; empty allows any. A link that
   * leads elsewhere leads nowhere from then on.
   */
  linkHosts?: Array<string> | null | undefined;
  name?: string | null | undefined;
  /** Web origins publishable keys may be used from, as `https://shop.example`; empty allows any. */
  origins?: Array<string> | null | undefined;
  /** Whether somebody other than its drafter must approve a payout run. */
  secondApprover?: boolean | null | undefined;
  /** Whether members must have a second factor. Whoever asks for it must have one, proved in their session. */
  secondFactorRequired?: boolean | null | undefined;
};

export type SettingsQueryVariables = Exact<{ [key: string]: never; }>;


export type SettingsQuery = { tenant: { id: string, name: string, currency: string, secondApprover: boolean, origins: Array<string>, platformFeeBps: number, createdAt: string } | null };

export type MembersQueryVariables = Exact<{ [key: string]: never; }>;


export type MembersQuery = { members: Array<{ userId: string, name: string, email: string, role: Graph.MemberRole, createdAt: string }> };

export type KeyPartsFragment = { id: string, name: string, kind: Graph.ApiKeyKind, hint: string, scopes: Array<Graph.Scope>, createdAt: string, revokedAt: string | null };

export type KeysQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
  last?: number | null | undefined;
  before?: string | null | undefined;
}>;


export type KeysQuery = { apiKeys: { edges: Array<{ cursor: string, node: { id: string, name: string, kind: Graph.ApiKeyKind, hint: string, scopes: Array<Graph.Scope>, createdAt: string, revokedAt: string | null } }>, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null } } };

export type PolicyPartsFragment = { id: string, version: number, model: Graph.AttributionModel, clickWindowDays: number, viewWindowDays: number, halfLifeHours: number, affiliateFloorBps: number, createdAt: string };

export type PolicyQueryVariables = Exact<{ [key: string]: never; }>;


export type PolicyQuery = { policy: { id: string, version: number, model: Graph.AttributionModel, clickWindowDays: number, viewWindowDays: number, halfLifeHours: number, affiliateFloorBps: number, createdAt: string }, policies: { nodes: Array<{ id: string, version: number, model: Graph.AttributionModel, clickWindowDays: number, viewWindowDays: number, halfLifeHours: number, affiliateFloorBps: number, createdAt: string }> } };

export type TenantUpdateMutationVariables = Exact<{
  input: Graph.TenantUpdateInput;
}>;


export type TenantUpdateMutation = { tenantUpdate: { tenant: { id: string, name: string, secondApprover: boolean, origins: Array<string> } | null, userErrors: Array<{ message: string, field: Array<string> | null, code: Graph.TenantUpdateErrorCode }> } };

export type ApiKeyCreateMutationVariables = Exact<{
  input: Graph.ApiKeyCreateInput;
}>;


export type ApiKeyCreateMutation = { apiKeyCreate: { secret: string | null, apiKey: { id: string, name: string, kind: Graph.ApiKeyKind, hint: string, scopes: Array<Graph.Scope>, createdAt: string, revokedAt: string | null } | null, userErrors: Array<{ message: string, field: Array<string> | null, code: Graph.ApiKeyCreateErrorCode }> } };

export type ApiKeyRevokeMutationVariables = Exact<{
  input: Graph.ApiKeyRevokeInput;
}>;


export type ApiKeyRevokeMutation = { apiKeyRevoke: { apiKey: { id: string, name: string, kind: Graph.ApiKeyKind, hint: string, scopes: Array<Graph.Scope>, createdAt: string, revokedAt: string | null } | null, userErrors: Array<{ message: string, field: Array<string> | null, code: Graph.ApiKeyRevokeErrorCode }> } };

export type PolicyCreateMutationVariables = Exact<{
  input: Graph.PolicyCreateInput;
}>;


export type PolicyCreateMutation = { policyCreate: { policy: { id: string, version: number, model: Graph.AttributionModel, clickWindowDays: number, viewWindowDays: number, halfLifeHours: number, affiliateFloorBps: number, createdAt: string } | null, userErrors: Array<{ message: string, field: Array<string> | null, code: Graph.PolicyCreateErrorCode }> } };

export const SettingsDocument = document<SettingsQuery, SettingsQueryVariables>(
  "query Settings {\n  tenant {\n    id\n    name\n    currency\n    secondApprover\n    origins\n    platformFeeBps\n    createdAt\n    __typename\n  }\n}",
  '0b64b1b91473cfa328566ef9ea0382c1ae4090c250f5c6d22474f3a1a1ea7882',
);

export const MembersDocument = document<MembersQuery, MembersQueryVariables>(
  "query Members {\n  members {\n    userId\n    name\n    email\n    role\n    createdAt\n    __typename\n  }\n}",
  'f589fc1aa5fed02928b47c4cad7e0acacb72f247979bd02e0de789d76ab74589',
);

export const KeysDocument = document<KeysQuery, KeysQueryVariables>(
  "query Keys($first: Int, $after: String, $last: Int, $before: String) {\n  apiKeys(first: $first, after: $after, last: $last, before: $before) {\n    edges {\n      cursor\n      node {\n        ...KeyParts\n        __typename\n      }\n      __typename\n    }\n    pageInfo {\n      hasNextPage\n      hasPreviousPage\n      startCursor\n      endCursor\n      __typename\n    }\n    __typename\n  }\n}\nfragment KeyParts on ApiKey {\n  id\n  name\n  kind\n  hint\n  scopes\n  createdAt\n  revokedAt\n  __typename\n}",
  '85290055572cd6968f4d2bb85f8be8a950379d9f776700779b9d21b4a094d26f',
);

export const PolicyDocument = document<PolicyQuery, PolicyQueryVariables>(
  "query Policy {\n  policy {\n    ...PolicyParts\n    __typename\n  }\n  policies(first: 20) {\n    nodes {\n      ...PolicyParts\n      __typename\n    }\n    __typename\n  }\n}\nfragment PolicyParts on Policy {\n  id\n  version\n  model\n  clickWindowDays\n  viewWindowDays\n  halfLifeHours\n  affiliateFloorBps\n  createdAt\n  __typename\n}",
  '6745ee5c1b3ca5d12dc5ec2efbc03ac76267e19fd41eea1870980a3c6a7046bf',
);

export const TenantUpdateDocument = document<TenantUpdateMutation, TenantUpdateMutationVariables>(
  "mutation TenantUpdate($input: TenantUpdateInput!) {\n  tenantUpdate(input: $input) {\n    tenant {\n      id\n      name\n      secondApprover\n      origins\n      __typename\n    }\n    userErrors {\n      message\n      field\n      code\n      __typename\n    }\n    __typename\n  }\n}",
  '25ddeba5aeaef9cefde992bbc32ad767e06e0406a117393ef957e2b522fa62c6',
);

export const ApiKeyCreateDocument = document<ApiKeyCreateMutation, ApiKeyCreateMutationVariables>(
  "mutation ApiKeyCreate($input: ApiKeyCreateInput!) {\n  apiKeyCreate(input: $input) {\n    apiKey {\n      ...KeyParts\n      __typename\n    }\n    secret\n    userErrors {\n      message\n      field\n      code\n      __typename\n    }\n    __typename\n  }\n}\nfragment KeyParts on ApiKey {\n  id\n  name\n  kind\n  hint\n  scopes\n  createdAt\n  revokedAt\n  __typename\n}",
  'b92be029e028cd0e0f287d1e60351b8e5fb4a84c52efd2ac588dabee394abea9',
);

export const ApiKeyRevokeDocument = document<ApiKeyRevokeMutation, ApiKeyRevokeMutationVariables>(
  "mutation ApiKeyRevoke($input: ApiKeyRevokeInput!) {\n  apiKeyRevoke(input: $input) {\n    apiKey {\n      ...KeyParts\n      __typename\n    }\n    userErrors {\n      message\n      field\n      code\n      __typename\n    }\n    __typename\n  }\n}\nfragment KeyParts on ApiKey {\n  id\n  name\n  kind\n  hint\n  scopes\n  createdAt\n  revokedAt\n  __typename\n}",
  '2c7aaf4d1dafeb98e58b7325ca386a1d87a5ae14af7cf159e3b469794131a6ec',
);

export const PolicyCreateDocument = document<PolicyCreateMutation, PolicyCreateMutationVariables>(
  "mutation PolicyCreate($input: PolicyCreateInput!) {\n  policyCreate(input: $input) {\n    policy {\n      ...PolicyParts\n      __typename\n    }\n    userErrors {\n      message\n      field\n      code\n      __typename\n    }\n    __typename\n  }\n}\nfragment PolicyParts on Policy {\n  id\n  version\n  model\n  clickWindowDays\n  viewWindowDays\n  halfLifeHours\n  affiliateFloorBps\n  createdAt\n  __typename\n}",
  '2915b67ae65de73dda3a4da7e23e7391d834eca98f010699b26bf5e04a8bc15a',
);