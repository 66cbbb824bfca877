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


export type ViewerQuery = { viewer: { role: Graph.MemberRole | null, user: { id: string, name: string, email: string } | null, tenant: { id: string, name: string, currency: string } | null, tenants: Array<{ id: string, name: string }>, affiliate: { id: string, name: string, email: string } | null } };

export const ViewerDocument = document<ViewerQuery, ViewerQueryVariables>(
  "query Viewer {\n  viewer {\n    role\n    user {\n      id\n      name\n      email\n      __typename\n    }\n    tenant {\n      id\n      name\n      currency\n      __typename\n    }\n    tenants {\n      id\n      name\n      __typename\n    }\n    affiliate {\n      id\n      name\n      email\n      __typename\n    }\n    __typename\n  }\n}",
  '719706611a29c5e853ea28bb8670a3dde702f64e52ef14b15ffe26c2fb55ba3b',
);