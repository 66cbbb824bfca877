/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type * as Graph from '@/graph/schema.gen';

import { document } from '@/graph/document';
/** Codes of BudgetCreateUserError. */
export type BudgetCreateErrorCode =
  /** See the message: AMOUNT_OUT_OF_RANGE. */
  | 'AMOUNT_OUT_OF_RANGE'
  /** See the message: BUDGET_OVERLAPS. */
  | 'BUDGET_OVERLAPS'
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** See the message: GROUP_OF_ANOTHER_PROGRAM. */
  | 'GROUP_OF_ANOTHER_PROGRAM'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** See the message: INVALID_NAME. */
  | 'INVALID_NAME'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** Any other refusal; the message says why. */
  | 'REFUSED'
  /** See the message: TIME_INVALID. */
  | 'TIME_INVALID';

/** A new budget. */
export type BudgetCreateInput = {
  /** Minor units of the programme's currency, above zero. */
  amountMinor: string;
  /** Until it is spent unless given. */
  endsAt?: string | null | undefined;
  /** Everybody without a budget of their own unless given. */
  groupId?: string | null | undefined;
  /** 1 to 200 characters. */
  name: string;
  programId: string;
  /** Now unless given. */
  startsAt?: string | null | undefined;
};

/** Codes of BudgetUpdateUserError. */
export type BudgetUpdateErrorCode =
  /** See the message: AMOUNT_OUT_OF_RANGE. */
  | 'AMOUNT_OUT_OF_RANGE'
  /** See the message: BELOW_RESERVED. */
  | 'BELOW_RESERVED'
  /** See the message: BUDGET_OVERLAPS. */
  | 'BUDGET_OVERLAPS'
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** See the message: INVALID_NAME. */
  | 'INVALID_NAME'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** Any other refusal; the message says why. */
  | 'REFUSED'
  /** See the message: TIME_INVALID. */
  | 'TIME_INVALID';

/** What to change of a budget; what is left out stays. */
export type BudgetUpdateInput = {
  /** Not below what is reserved. */
  amountMinor?: string | null | undefined;
  budgetId: string;
  /** `null`: until it is spent. */
  endsAt?: string | null | undefined;
  name?: string | null | undefined;
};

export type BudgetPartsFragment = { id: string, name: string, startsAt: string, endsAt: string | null, amount: { minor: string, currency: string }, reserved: { minor: string, currency: string }, group: { id: string, name: string } | null };

export type ProgrammeBudgetsQueryVariables = Exact<{
  id: string;
}>;


export type ProgrammeBudgetsQuery = { node:
    | { id: string, budgets: { nodes: Array<{ id: string, name: string, startsAt: string, endsAt: string | null, amount: { minor: string, currency: string }, reserved: { minor: string, currency: string }, group: { id: string, name: string } | null }> } }
    | Record<PropertyKey, never>
   | null };

export type BudgetCreateMutationVariables = Exact<{
  input: Graph.BudgetCreateInput;
}>;


export type BudgetCreateMutation = { budgetCreate: { budget: { id: string, name: string, startsAt: string, endsAt: string | null, amount: { minor: string, currency: string }, reserved: { minor: string, currency: string }, group: { id: string, name: string } | null } | null, userErrors: Array<{ message: string, field: Array<string> | null, code: Graph.BudgetCreateErrorCode }> } };

export type BudgetUpdateMutationVariables = Exact<{
  input: Graph.BudgetUpdateInput;
}>;


export type BudgetUpdateMutation = { budgetUpdate: { budget: { id: string, name: string, startsAt: string, endsAt: string | null, amount: { minor: string, currency: string }, reserved: { minor: string, currency: string }, group: { id: string, name: string } | null } | null, userErrors: Array<{ message: string, field: Array<string> | null, code: Graph.BudgetUpdateErrorCode }> } };

export const ProgrammeBudgetsDocument = document<ProgrammeBudgetsQuery, ProgrammeBudgetsQueryVariables>(
  "query ProgrammeBudgets($id: ID!) {\n  node(id: $id) {\n    ... on Program {\n      id\n      budgets(first: 100) {\n        nodes {\n          ...BudgetParts\n          __typename\n        }\n        __typename\n      }\n      __typename\n    }\n    __typename\n  }\n}\nfragment BudgetParts on Budget {\n  id\n  name\n  startsAt\n  endsAt\n  amount {\n    minor\n    currency\n    __typename\n  }\n  reserved {\n    minor\n    currency\n    __typename\n  }\n  group {\n    id\n    name\n    __typename\n  }\n  __typename\n}",
  '21d7c0880aae39f0b22759ab4a17334523f070082a4552ebe94444367ad4518e',
);

export const BudgetCreateDocument = document<BudgetCreateMutation, BudgetCreateMutationVariables>(
  "mutation BudgetCreate($input: BudgetCreateInput!) {\n  budgetCreate(input: $input) {\n    budget {\n      ...BudgetParts\n      __typename\n    }\n    userErrors {\n      message\n      field\n      code\n      __typename\n    }\n    __typename\n  }\n}\nfragment BudgetParts on Budget {\n  id\n  name\n  startsAt\n  endsAt\n  amount {\n    minor\n    currency\n    __typename\n  }\n  reserved {\n    minor\n    currency\n    __typename\n  }\n  group {\n    id\n    name\n    __typename\n  }\n  __typename\n}",
  '2c0e4f75a0a41513bebc7035483e67203444b3eb0f917fde57bb83e4dede07b3',
);

export const BudgetUpdateDocument = document<BudgetUpdateMutation, BudgetUpdateMutationVariables>(
  "mutation BudgetUpdate($input: BudgetUpdateInput!) {\n  budgetUpdate(input: $input) {\n    budget {\n      ...BudgetParts\n      __typename\n    }\n    userErrors {\n      message\n      field\n      code\n      __typename\n    }\n    __typename\n  }\n}\nfragment BudgetParts on Budget {\n  id\n  name\n  startsAt\n  endsAt\n  amount {\n    minor\n    currency\n    __typename\n  }\n  reserved {\n    minor\n    currency\n    __typename\n  }\n  group {\n    id\n    name\n    __typename\n  }\n  __typename\n}",
  'f12cdd217b30a34e7db31c4a81f4b9c34537b1c5b624e8839859228ddb71d4b6',
);