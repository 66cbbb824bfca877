/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type * as Graph from '@/graph/schema.gen';

import { document } from '@/graph/document';
/** What the author of a moment wants: to understand; to be somewhere; to get something done; to have something; nothing. */
export type Intent =
  | 'BUY'
  | 'DO'
  | 'GO'
  | 'KNOW'
  | 'NONE';

export type IntentsOverTheDayQueryVariables = Exact<{
  from: string;
  zone: string;
}>;


export type IntentsOverTheDayQuery = { intentsOverTheDay: Array<{ hour: number, intent: Graph.Intent | null, moments: number }> };

export const IntentsOverTheDayDocument = document<IntentsOverTheDayQuery, IntentsOverTheDayQueryVariables>(
  "query IntentsOverTheDay($from: DateTime!, $zone: String!) {\n  intentsOverTheDay(from: $from, timeZone: $zone) {\n    hour\n    intent\n    moments\n    __typename\n  }\n}",
  'b0574cf99a7d768908c1c7743bab226263bce004a0c961ec7aded23177673fe1',
);