/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type * as Graph from '@/graph/schema.gen';

import { document } from '@/graph/document';
/** Where an affiliate stands in a programme. */
export type EnrollmentState =
  | 'ACTIVE'
  | 'APPLIED'
  | 'BANNED'
  | 'INVITED'
  | 'LEFT'
  | 'REJECTED'
  | 'SUSPENDED';

export type OwnEnrollmentsQueryVariables = Exact<{ [key: string]: never; }>;


export type OwnEnrollmentsQuery = { viewer: { affiliate: { id: string, tenants: Array<{ id: string, name: string }>, enrollments: { nodes: Array<{ id: string, tenantId: string, state: Graph.EnrollmentState, program: { id: string, name: string, currency: string } | null }> } } | null } };

export const OwnEnrollmentsDocument = document<OwnEnrollmentsQuery, OwnEnrollmentsQueryVariables>(
  "query OwnEnrollments {\n  viewer {\n    affiliate {\n      id\n      tenants {\n        id\n        name\n        __typename\n      }\n      enrollments(first: 100) {\n        nodes {\n          id\n          tenantId\n          state\n          program {\n            id\n            name\n            currency\n            __typename\n          }\n          __typename\n        }\n        __typename\n      }\n      __typename\n    }\n    __typename\n  }\n}",
  '502c3cf7c310313515f10db9368404ff0d4c8cbf610fe5f2d0f239dbdcdd3f80',
);