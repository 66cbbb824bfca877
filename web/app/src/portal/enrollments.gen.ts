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


export type OwnEnrollmentsQuery = { viewer: { affiliate: { id: string, tenants: Array<{ id: string, name: string, linkHosts: Array<string> }>, enrollments: { nodes: Array<{ id: string, tenantId: string, state: Graph.EnrollmentState, program: { id: string, name: string, currency: string } | null }> } } | null } };

export const OwnEnrollmentsDocument = document<OwnEnrollmentsQuery, OwnEnrollmentsQueryVariables>(
  "query OwnEnrollments {\n  viewer {\n    affiliate {\n      id\n      tenants {\n        id\n        name\n        linkHosts\n        __typename\n      }\n      enrollments(first: 100) {\n        nodes {\n          id\n          tenantId\n          state\n          program {\n            id\n            name\n            currency\n            __typename\n          }\n          __typename\n        }\n        __typename\n      }\n      __typename\n    }\n    __typename\n  }\n}",
  'eabb2639e8b1910f705806166041b9cd1cf0b3efa377e341b24c513bb18134e4',
);