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

/** Codes of ApiKeyRotateUserError. */
export type ApiKeyRotateErrorCode =
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** See the message: EXPIRY_INVALID. */
  | 'EXPIRY_INVALID'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** See the message: KEY_ENDED. */
  | 'KEY_ENDED'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** See the message: OVERLAP_INVALID. */
  | 'OVERLAP_INVALID'
  /** Any other refusal; the message says why. */
  | 'REFUSED';

/** A key to be replaced. */
export type ApiKeyRotateInput = {
  apiKeyId: string;
  /** When the new key ends by itself; never unless given. */
  expiresAt?: string | null | undefined;
  /** Hours both keys are good for, 0 to 720; the old one ends sooner where it would have ended by itself. */
  overlapHours?: number;
};

/** Whether a key is good: it is; it has ended by itself; somebody has ended it. */
export type ApiKeyState =
  | 'ACTIVE'
  | 'EXPIRED'
  | 'REVOKED';

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

/** Which lines of the audit log. */
export type AuditLogFilter = {
  /** This action alone, as `momentApprove`. */
  action?: string | null | undefined;
  /** What this person, key or affiliate has done alone; `job:…` of a job. */
  actor?: string | null | undefined;
  /** What was done to this alone: mostly an id. */
  subject?: string | null | undefined;
};

/** A way into the house: the graph, any other address, the command line, a job of the server's own. */
export type Entrance =
  | 'CLI'
  | 'GRAPHQL'
  | 'REST'
  | 'WORKER';

/** Where a mail stands. */
export type MailState =
  | 'GIVEN_UP'
  | 'NOT_WANTED'
  | 'QUEUED'
  | 'SENT';

/** Codes of MemberInvitationRevokeUserError. */
export type MemberInvitationRevokeErrorCode =
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** See the message: INVITATION_ACCEPTED. */
  | 'INVITATION_ACCEPTED'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** See the message: OWNER_ONLY. */
  | 'OWNER_ONLY'
  /** Any other refusal; the message says why. */
  | 'REFUSED';

/** An invitation to call off. */
export type MemberInvitationRevokeInput = {
  memberInvitationId: string;
};

/** Where an invitation to a team stands: it waits; nobody has accepted it in time; it was called off; somebody has joined. */
export type MemberInvitationState =
  | 'ACCEPTED'
  | 'EXPIRED'
  | 'OPEN'
  | 'REVOKED';

/** Codes of MemberInviteUserError. */
export type MemberInviteErrorCode =
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** See the message: EMAIL_INVALID. */
  | 'EMAIL_INVALID'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** See the message: INVITED_ALREADY. */
  | 'INVITED_ALREADY'
  /** See the message: MEMBER_ALREADY. */
  | 'MEMBER_ALREADY'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** See the message: NO_SEAT_LEFT. */
  | 'NO_SEAT_LEFT'
  /** See the message: OWNER_ONLY. */
  | 'OWNER_ONLY'
  /** Any other refusal; the message says why. */
  | 'REFUSED';

/** Somebody to ask. */
export type MemberInviteInput = {
  email: string;
  /** What they will be. Only an owner asks owners. */
  role: MemberRole;
};

/** Codes of MemberLeaveUserError. */
export type MemberLeaveErrorCode =
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** See the message: LAST_OWNER. */
  | 'LAST_OWNER'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** Any other refusal; the message says why. */
  | 'REFUSED';

/** Codes of MemberRemoveUserError. */
export type MemberRemoveErrorCode =
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** See the message: LAST_OWNER. */
  | 'LAST_OWNER'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** See the message: OWNER_ONLY. */
  | 'OWNER_ONLY'
  /** Any other refusal; the message says why. */
  | 'REFUSED';

/** A member to remove. */
export type MemberRemoveInput = {
  userId: string;
};

/** A member's role in a tenant. */
export type MemberRole =
  | 'ADMIN'
  | 'ANALYST'
  | 'EDITOR'
  | 'FINANCE'
  | 'OWNER';

/** Codes of MemberRoleSetUserError. */
export type MemberRoleSetErrorCode =
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** See the message: LAST_OWNER. */
  | 'LAST_OWNER'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** See the message: OWNER_ONLY. */
  | 'OWNER_ONLY'
  /** Any other refusal; the message says why. */
  | 'REFUSED';

/** A member's new role. */
export type MemberRoleSetInput = {
  role: MemberRole;
  userId: string;
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
   * Hosts links may lead to, as `shop.example`, or `*.shop.example` for what is under it; while there are none, the team's
   * links may lead anywhere, and affiliates make none. A link that leads elsewhere leads nowhere from then on.
   */
  linkHosts?: Array<string> | null | undefined;
  name?: string | null | undefined;
  /**
   * Web origins publishable keys may be used from, as `https://shop.example`, unless a key names its own; while there are
   * none, no page may.
   */
  origins?: Array<string> | null | undefined;
  /** Whether somebody other than its drafter must approve a payout run. */
  secondApprover?: boolean | null | undefined;
  /** Whether members must have a second factor. Whoever asks for it must have one, proved in their session. */
  secondFactorRequired?: boolean | null | undefined;
};

export type SettingsQueryVariables = Exact<{ [key: string]: never; }>;


export type SettingsQuery = { tenant: { id: string, name: string, currency: string, secondApprover: boolean, secondFactorRequired: boolean, origins: Array<string>, linkHosts: Array<string>, platformFeeBps: number, createdAt: string } | null };

export type MembersQueryVariables = Exact<{ [key: string]: never; }>;


export type MembersQuery = { memberInvitations: Array<{ id: string, email: string, role: Graph.MemberRole, state: Graph.MemberInvitationState, invitedByName: string | null, createdAt: string, expiresAt: string, mail: Graph.MailState | null }>, members: Array<{ userId: string, name: string, email: string, role: Graph.MemberRole, createdAt: string, secondFactor: boolean | null }> };

export type InvitationPartsFragment = { id: string, email: string, role: Graph.MemberRole, state: Graph.MemberInvitationState, invitedByName: string | null, createdAt: string, expiresAt: string, mail: Graph.MailState | null };

export type MemberInviteMutationVariables = Exact<{
  input: Graph.MemberInviteInput;
}>;


export type MemberInviteMutation = { memberInvite: { memberInvitation: { id: string, email: string, role: Graph.MemberRole, state: Graph.MemberInvitationState, invitedByName: string | null, createdAt: string, expiresAt: string, mail: Graph.MailState | null } | null, userErrors: Array<{ message: string, field: Array<string> | null, code: Graph.MemberInviteErrorCode }> } };

export type MemberInvitationRevokeMutationVariables = Exact<{
  input: Graph.MemberInvitationRevokeInput;
}>;


export type MemberInvitationRevokeMutation = { memberInvitationRevoke: { memberInvitation: { id: string, email: string, role: Graph.MemberRole, state: Graph.MemberInvitationState, invitedByName: string | null, createdAt: string, expiresAt: string, mail: Graph.MailState | null } | null, userErrors: Array<{ message: string, field: Array<string> | null, code: Graph.MemberInvitationRevokeErrorCode }> } };

export type KeyPartsFragment = { id: string, name: string, kind: Graph.ApiKeyKind, hint: string, scopes: Array<Graph.Scope>, createdAt: string, revokedAt: string | null, state: Graph.ApiKeyState, expiresAt: string | null, lastUsedAt: string | null, origins: Array<string>, replacedById: string | null };

export type KeysQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
  last?: number | null | undefined;
  before?: string | null | undefined;
}>;


export type KeysQuery = { apiKeys: { edges: Array<{ cursor: string, node: { id: string, name: string, kind: Graph.ApiKeyKind, hint: string, scopes: Array<Graph.Scope>, createdAt: string, revokedAt: string | null, state: Graph.ApiKeyState, expiresAt: string | null, lastUsedAt: string | null, origins: Array<string>, replacedById: string | null } }>, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null } } };

export type TenantUpdateMutationVariables = Exact<{
  input: Graph.TenantUpdateInput;
}>;


export type TenantUpdateMutation = { tenantUpdate: { tenant: { id: string, name: string, secondApprover: boolean, secondFactorRequired: boolean, origins: Array<string>, linkHosts: Array<string> } | null, userErrors: Array<{ message: string, field: Array<string> | null, code: Graph.TenantUpdateErrorCode }> } };

export type ApiKeyCreateMutationVariables = Exact<{
  input: Graph.ApiKeyCreateInput;
}>;


export type ApiKeyCreateMutation = { apiKeyCreate: { secret: string | null, apiKey: { id: string, name: string, kind: Graph.ApiKeyKind, hint: string, scopes: Array<Graph.Scope>, createdAt: string, revokedAt: string | null, state: Graph.ApiKeyState, expiresAt: string | null, lastUsedAt: string | null, origins: Array<string>, replacedById: string | null } | null, userErrors: Array<{ message: string, field: Array<string> | null, code: Graph.ApiKeyCreateErrorCode }> } };

export type ApiKeyRevokeMutationVariables = Exact<{
  input: Graph.ApiKeyRevokeInput;
}>;


export type ApiKeyRevokeMutation = { apiKeyRevoke: { apiKey: { id: string, name: string, kind: Graph.ApiKeyKind, hint: string, scopes: Array<Graph.Scope>, createdAt: string, revokedAt: string | null, state: Graph.ApiKeyState, expiresAt: string | null, lastUsedAt: string | null, origins: Array<string>, replacedById: string | null } | null, userErrors: Array<{ message: string, field: Array<string> | null, code: Graph.ApiKeyRevokeErrorCode }> } };

export type AuditQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
  last?: number | null | undefined;
  before?: string | null | undefined;
  filter?: Graph.AuditLogFilter | null | undefined;
}>;


export type AuditQuery = { auditLog: { edges: Array<{ cursor: string, node: { id: string, at: string, action: string, subject: string, entrance: Graph.Entrance | null, agent: string, requestId: string | null, before: unknown, after: unknown, actor: { kind: Graph.AuditActorKind, id: string | null, job: string | null, name: string | null } } }>, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null } } };

export type ApiKeyRotateMutationVariables = Exact<{
  input: Graph.ApiKeyRotateInput;
}>;


export type ApiKeyRotateMutation = { apiKeyRotate: { secret: string | null, apiKey: { id: string, name: string, kind: Graph.ApiKeyKind, hint: string, scopes: Array<Graph.Scope>, createdAt: string, revokedAt: string | null, state: Graph.ApiKeyState, expiresAt: string | null, lastUsedAt: string | null, origins: Array<string>, replacedById: string | null } | null, replaced: { id: string, expiresAt: string | null } | null, userErrors: Array<{ message: string, field: Array<string> | null, code: Graph.ApiKeyRotateErrorCode }> } };

export type MemberRoleSetMutationVariables = Exact<{
  input: Graph.MemberRoleSetInput;
}>;


export type MemberRoleSetMutation = { memberRoleSet: { member: { userId: string, role: Graph.MemberRole } | null, userErrors: Array<{ message: string, field: Array<string> | null, code: Graph.MemberRoleSetErrorCode }> } };

export type MemberRemoveMutationVariables = Exact<{
  input: Graph.MemberRemoveInput;
}>;


export type MemberRemoveMutation = { memberRemove: { userId: string | null, userErrors: Array<{ message: string, field: Array<string> | null, code: Graph.MemberRemoveErrorCode }> } };

export type MemberLeaveMutationVariables = Exact<{ [key: string]: never; }>;


export type MemberLeaveMutation = { memberLeave: { tenantId: string | null, userErrors: Array<{ message: string, field: Array<string> | null, code: Graph.MemberLeaveErrorCode }> } };

export const SettingsDocument = document<SettingsQuery, SettingsQueryVariables>(
  "query Settings {\n  tenant {\n    id\n    name\n    currency\n    secondApprover\n    secondFactorRequired\n    origins\n    linkHosts\n    platformFeeBps\n    createdAt\n    __typename\n  }\n}",
  '0d5eb5b71dc5d7dd67cf1e124e6043d394494b684a3c2cae2f3a2970ab237fa8',
);

export const MembersDocument = document<MembersQuery, MembersQueryVariables>(
  "query Members {\n  memberInvitations {\n    ...InvitationParts\n    __typename\n  }\n  members {\n    userId\n    name\n    email\n    role\n    createdAt\n    secondFactor\n    __typename\n  }\n}\nfragment InvitationParts on MemberInvitation {\n  id\n  email\n  role\n  state\n  invitedByName\n  createdAt\n  expiresAt\n  mail\n  __typename\n}",
  'cbae92c316b08684b5fd0f7db8e75a5ac0d2b21dd84590a160f8afeccb928430',
);

export const MemberInviteDocument = document<MemberInviteMutation, MemberInviteMutationVariables>(
  "mutation MemberInvite($input: MemberInviteInput!) {\n  memberInvite(input: $input) {\n    memberInvitation {\n      ...InvitationParts\n      __typename\n    }\n    userErrors {\n      message\n      field\n      code\n      __typename\n    }\n    __typename\n  }\n}\nfragment InvitationParts on MemberInvitation {\n  id\n  email\n  role\n  state\n  invitedByName\n  createdAt\n  expiresAt\n  mail\n  __typename\n}",
  'd32ff0ff0924fccd45770658d25c4ef1b45c6b36664869f33e89d1c04cd26cf9',
);

export const MemberInvitationRevokeDocument = document<MemberInvitationRevokeMutation, MemberInvitationRevokeMutationVariables>(
  "mutation MemberInvitationRevoke($input: MemberInvitationRevokeInput!) {\n  memberInvitationRevoke(input: $input) {\n    memberInvitation {\n      ...InvitationParts\n      __typename\n    }\n    userErrors {\n      message\n      field\n      code\n      __typename\n    }\n    __typename\n  }\n}\nfragment InvitationParts on MemberInvitation {\n  id\n  email\n  role\n  state\n  invitedByName\n  createdAt\n  expiresAt\n  mail\n  __typename\n}",
  'c4793684686f2d4f95c3453d87caf7e5f76c7ce60e2626b627d236a247e3f59c',
);

export const KeysDocument = document<KeysQuery, KeysQueryVariables>(
  "query Keys($first: Int, $after: String, $last: Int, $before: String) {\n  apiKeys(first: $first, after: $after, last: $last, before: $before) {\n    edges {\n      cursor\n      node {\n        ...KeyParts\n        __typename\n      }\n      __typename\n    }\n    pageInfo {\n      hasNextPage\n      hasPreviousPage\n      startCursor\n      endCursor\n      __typename\n    }\n    __typename\n  }\n}\nfragment KeyParts on ApiKey {\n  id\n  name\n  kind\n  hint\n  scopes\n  createdAt\n  revokedAt\n  state\n  expiresAt\n  lastUsedAt\n  origins\n  replacedById\n  __typename\n}",
  'a64a4876c963acef86ea8127b320d28510129f9612e804e8226cd5d4f249261c',
);

export const TenantUpdateDocument = document<TenantUpdateMutation, TenantUpdateMutationVariables>(
  "mutation TenantUpdate($input: TenantUpdateInput!) {\n  tenantUpdate(input: $input) {\n    tenant {\n      id\n      name\n      secondApprover\n      secondFactorRequired\n      origins\n      linkHosts\n      __typename\n    }\n    userErrors {\n      message\n      field\n      code\n      __typename\n    }\n    __typename\n  }\n}",
  '0ad3d3edfbbb35c000593cdd58adc637e71366ebfa8b1d386312615dfe7a360e',
);

export const ApiKeyCreateDocument = document<ApiKeyCreateMutation, ApiKeyCreateMutationVariables>(
  "mutation ApiKeyCreate($input: ApiKeyCreateInput!) {\n  apiKeyCreate(input: $input) {\n    apiKey {\n      ...KeyParts\n      __typename\n    }\n    secret\n    userErrors {\n      message\n      field\n      code\n      __typename\n    }\n    __typename\n  }\n}\nfragment KeyParts on ApiKey {\n  id\n  name\n  kind\n  hint\n  scopes\n  createdAt\n  revokedAt\n  state\n  expiresAt\n  lastUsedAt\n  origins\n  replacedById\n  __typename\n}",
  '78e0a6b179a081148c3f31893edcc7233e49242d71d7b45643306b2ef1108bce',
);

export const ApiKeyRevokeDocument = document<ApiKeyRevokeMutation, ApiKeyRevokeMutationVariables>(
  "mutation ApiKeyRevoke($input: ApiKeyRevokeInput!) {\n  apiKeyRevoke(input: $input) {\n    apiKey {\n      ...KeyParts\n      __typename\n    }\n    userErrors {\n      message\n      field\n      code\n      __typename\n    }\n    __typename\n  }\n}\nfragment KeyParts on ApiKey {\n  id\n  name\n  kind\n  hint\n  scopes\n  createdAt\n  revokedAt\n  state\n  expiresAt\n  lastUsedAt\n  origins\n  replacedById\n  __typename\n}",
  '08eb3c5d4c23be3c725aab29b17117fe0e85abe5da00861a631938c575f84c4d',
);

export const AuditDocument = document<AuditQuery, AuditQueryVariables>(
  "query Audit($first: Int, $after: String, $last: Int, $before: String, $filter: AuditLogFilter) {\n  auditLog(\n    first: $first\n    after: $after\n    last: $last\n    before: $before\n    filter: $filter\n  ) {\n    edges {\n      cursor\n      node {\n        id\n        at\n        action\n        subject\n        entrance\n        agent\n        requestId\n        before\n        after\n        actor {\n          kind\n          id\n          job\n          name\n          __typename\n        }\n        __typename\n      }\n      __typename\n    }\n    pageInfo {\n      hasNextPage\n      hasPreviousPage\n      startCursor\n      endCursor\n      __typename\n    }\n    __typename\n  }\n}",
  'a14173e9b2af2edc3065737a5adb5405ebb1d6ec3c528e7941b7bbe29bd859e4',
);

export const ApiKeyRotateDocument = document<ApiKeyRotateMutation, ApiKeyRotateMutationVariables>(
  "mutation ApiKeyRotate($input: ApiKeyRotateInput!) {\n  apiKeyRotate(input: $input) {\n    apiKey {\n      ...KeyParts\n      __typename\n    }\n    secret\n    replaced {\n      id\n      expiresAt\n      __typename\n    }\n    userErrors {\n      message\n      field\n      code\n      __typename\n    }\n    __typename\n  }\n}\nfragment KeyParts on ApiKey {\n  id\n  name\n  kind\n  hint\n  scopes\n  createdAt\n  revokedAt\n  state\n  expiresAt\n  lastUsedAt\n  origins\n  replacedById\n  __typename\n}",
  '992e90fc789f11b36e82e975bc85b77b8b2467d4b5e164551a92e187695875d2',
);

export const MemberRoleSetDocument = document<MemberRoleSetMutation, MemberRoleSetMutationVariables>(
  "mutation MemberRoleSet($input: MemberRoleSetInput!) {\n  memberRoleSet(input: $input) {\n    member {\n      userId\n      role\n      __typename\n    }\n    userErrors {\n      message\n      field\n      code\n      __typename\n    }\n    __typename\n  }\n}",
  '65fdd2f540d0d731876c2bab3170be02c31ea679ec8384d3ce51d54551575958',
);

export const MemberRemoveDocument = document<MemberRemoveMutation, MemberRemoveMutationVariables>(
  "mutation MemberRemove($input: MemberRemoveInput!) {\n  memberRemove(input: $input) {\n    userId\n    userErrors {\n      message\n      field\n      code\n      __typename\n    }\n    __typename\n  }\n}",
  'baf802a976e5124060f23ec6e6b3c6a95f5bad1cf16e14a57b86d6d19cdbbbdf',
);

export const MemberLeaveDocument = document<MemberLeaveMutation, MemberLeaveMutationVariables>(
  "mutation MemberLeave {\n  memberLeave(input: {}) {\n    tenantId\n    userErrors {\n      message\n      field\n      code\n      __typename\n    }\n    __typename\n  }\n}",
  '5f37fb598313cc4180de3f798b7937bc4185999fc3d32b0d94a4ecfae9a37e88',
);