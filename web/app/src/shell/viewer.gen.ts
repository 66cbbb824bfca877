/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type * as Graph from '@/graph/schema.gen';

import { document } from '@/graph/document';
/** A member's role in a tenant. */
export type MemberRole =
  | 'ADMIN'
  | 'ANALYST'
  | 'EDITOR'
  | 'FINANCE'
  | 'OWNER';

/** One guarded action, as docs/permissions.txt has them. */
export type Permission =
  | 'AUDIT_READ'
  | 'BILLING_READ'
  | 'BILLING_WRITE'
  | 'CATALOGUE_READ'
  | 'CATALOGUE_WRITE'
  | 'CLAIM_DECIDE'
  | 'COMMISSION_READ'
  | 'COMMISSION_WRITE'
  | 'CONVERSION_READ'
  | 'CONVERSION_WRITE'
  | 'ENROLLMENT_READ'
  | 'ENROLLMENT_WRITE'
  | 'FEED_READ'
  | 'FEED_WRITE'
  | 'FUNDING_READ'
  | 'FUNDING_WRITE'
  | 'IMPORT_WRITE'
  | 'KEY_READ'
  | 'KEY_WRITE'
  | 'LEDGER_READ'
  | 'LINK_WRITE'
  | 'MEMBER_READ'
  | 'MEMBER_WRITE'
  | 'MOMENT_MODERATE'
  | 'MOMENT_READ'
  | 'MOMENT_SUBMIT'
  | 'PAYOUT_APPROVE'
  | 'PAYOUT_READ'
  | 'PAYOUT_WRITE'
  | 'PERSON_ERASE'
  | 'POLICY_WRITE'
  | 'PROGRAM_READ'
  | 'PROGRAM_WRITE'
  | 'REFUND_WRITE'
  | 'TENANT_READ'
  | 'TENANT_WRITE'
  | 'TOUCH_READ'
  | 'TOUCH_REPORT';

export type ViewerQueryVariables = Exact<{ [key: string]: never; }>;


export type ViewerQuery = { viewer: { role: Graph.MemberRole | null, permissions: Array<Graph.Permission>, emailVerified: boolean | null, secondFactorMissing: boolean, user: { id: string, name: string, email: string } | null, tenant: { id: string, name: string, currency: string } | null, tenants: Array<{ id: string, name: string }>, secondFactor: { enabled: boolean } | null, termsOfUse: { due: { version: number, effectiveFrom: string, text: string } | null } | null, affiliate: { id: string, name: string, email: string } | null } };

export const ViewerDocument = document<ViewerQuery, ViewerQueryVariables>(
  "query Viewer {\n  viewer {\n    role\n    permissions\n    emailVerified\n    user {\n      id\n      name\n      email\n      __typename\n    }\n    tenant {\n      id\n      name\n      currency\n      __typename\n    }\n    tenants {\n      id\n      name\n      __typename\n    }\n    secondFactorMissing\n    secondFactor {\n      enabled\n      __typename\n    }\n    termsOfUse {\n      due {\n        version\n        effectiveFrom\n        text\n        __typename\n      }\n      __typename\n    }\n    affiliate {\n      id\n      name\n      email\n      __typename\n    }\n    __typename\n  }\n}",
  '9e2b125ddb7b0b66fcf19a57a87cb70df44ed583b7dce6111bc8026db3172d0b',
);