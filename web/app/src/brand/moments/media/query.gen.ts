/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type * as Graph from '@/graph/schema.gen';

import { document } from '@/graph/document';
/** What an image or a video is, by its content. What is handed in as WEBP or GIF is kept as JPEG or PNG. */
export type MediaType =
  | 'GIF'
  | 'JPEG'
  | 'MP4'
  | 'PNG'
  | 'QUICKTIME'
  | 'WEBP';

export type MediaPartsFragment = { id: string, type: Graph.MediaType, width: number, height: number, durationMs: string | null, small: string };

export type MomentMediaQueryVariables = Exact<{
  id: string;
}>;


export type MomentMediaQuery = { node:
    | { id: string, media: Array<{ id: string, type: Graph.MediaType, width: number, height: number, durationMs: string | null, large: string, original: string, small: string }> }
    | Record<PropertyKey, never>
   | null };

export const MomentMediaDocument = document<MomentMediaQuery, MomentMediaQueryVariables>(
  "query MomentMedia($id: ID!) {\n  node(id: $id) {\n    ... on Moment {\n      id\n      media {\n        ...MediaParts\n        large: url(size: LARGE)\n        original: url(size: ORIGINAL)\n        __typename\n      }\n      __typename\n    }\n    __typename\n  }\n}\nfragment MediaParts on Media {\n  id\n  type\n  width\n  height\n  durationMs\n  small: url(size: SMALL)\n  __typename\n}",
  '6d7b2bfe72f7d4edec05e41e9cd089ac27665c63c8bb488ff4a93632a1564095',
);