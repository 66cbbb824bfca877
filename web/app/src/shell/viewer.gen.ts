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

export type ViewerQueryVariables = Exact<{ [key: string]: never; }>;


export type ViewerQuery = { viewer: { role: Graph.MemberRole | null, secondFactorMissing: boolean, user: { id: string, name: string, email: string } | null, tenant: { id: string, name: string, currency: string } | null, tenants: Array<{ id: string, name: string }>, secondFactor: { enabled: boolean } | null, termsOfUse: { due: { version: number, effectiveFrom: string, text: string } | null } | null, affiliate: { id: string, name: string, email: string } | null } };

export const ViewerDocument = document<ViewerQuery, ViewerQueryVariables>(
  "query Viewer {\n  viewer {\n    role\n    user {\n      id\n      name\n      email\n      __typename\n    }\n    tenant {\n      id\n      name\n      currency\n      __typename\n    }\n    tenants {\n      id\n      name\n      __typename\n    }\n    secondFactorMissing\n    secondFactor {\n      enabled\n      __typename\n    }\n    termsOfUse {\n      due {\n        version\n        effectiveFrom\n        text\n        __typename\n      }\n      __typename\n    }\n    affiliate {\n      id\n      name\n      email\n      __typename\n    }\n    __typename\n  }\n}",
  'cf879b1e65e108c60e22c2b397f23c3c521e9a50ca47f9114fd7c0e4c6416bc6',
);