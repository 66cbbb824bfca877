/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type * as Graph from '@/graph/schema.gen';

import { document } from '@/graph/document';
/** Codes of ConversionImportUserError. */
export type ConversionImportErrorCode =
  /** See the message: AMBIGUOUS_COLUMN. */
  | 'AMBIGUOUS_COLUMN'
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** See the message: MAPPING_INVALID. */
  | 'MAPPING_INVALID'
  /** See the message: MAPPING_WRONG_KIND. */
  | 'MAPPING_WRONG_KIND'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** See the message: NO_HEADER. */
  | 'NO_HEADER'
  /** Any other refusal; the message says why. */
  | 'REFUSED'
  /** See the message: TOO_LONG. */
  | 'TOO_LONG'
  /** See the message: TOO_MANY_BYTES. */
  | 'TOO_MANY_BYTES'
  /** See the message: TOO_MANY_ROWS. */
  | 'TOO_MANY_ROWS'
  /** See the message: UNCLOSED_QUOTE. */
  | 'UNCLOSED_QUOTE'
  /** See the message: UNKNOWN_COLUMN. */
  | 'UNKNOWN_COLUMN'
  /** See the message: UNREADABLE. */
  | 'UNREADABLE';

/** How a file is written. */
export type ImportFormat =
  | 'CSV'
  | 'JSONL';

/** A file, or a piece of one. */
export type ImportInput = {
  /** The file's text, at most 200,000 bytes; a piece of CSV carries the header line. */
  data: string;
  /** The line in the file of what follows the header line, for a piece that is not the first. */
  firstLine?: number | null | undefined;
  format: ImportFormat;
  /** The mapping file: which column is what. At most 64,000 bytes. */
  mapping: string;
};

/** Codes of MomentImportUserError. */
export type MomentImportErrorCode =
  /** See the message: AMBIGUOUS_COLUMN. */
  | 'AMBIGUOUS_COLUMN'
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** See the message: MAPPING_INVALID. */
  | 'MAPPING_INVALID'
  /** See the message: MAPPING_WRONG_KIND. */
  | 'MAPPING_WRONG_KIND'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** See the message: NO_HEADER. */
  | 'NO_HEADER'
  /** Any other refusal; the message says why. */
  | 'REFUSED'
  /** See the message: TOO_LONG. */
  | 'TOO_LONG'
  /** See the message: TOO_MANY_BYTES. */
  | 'TOO_MANY_BYTES'
  /** See the message: TOO_MANY_ROWS. */
  | 'TOO_MANY_ROWS'
  /** See the message: UNCLOSED_QUOTE. */
  | 'UNCLOSED_QUOTE'
  /** See the message: UNKNOWN_COLUMN. */
  | 'UNKNOWN_COLUMN'
  /** See the message: UNREADABLE. */
  | 'UNREADABLE';

/** Codes of TouchImportUserError. */
export type TouchImportErrorCode =
  /** See the message: AMBIGUOUS_COLUMN. */
  | 'AMBIGUOUS_COLUMN'
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** See the message: MAPPING_INVALID. */
  | 'MAPPING_INVALID'
  /** See the message: MAPPING_WRONG_KIND. */
  | 'MAPPING_WRONG_KIND'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** See the message: NO_HEADER. */
  | 'NO_HEADER'
  /** Any other refusal; the message says why. */
  | 'REFUSED'
  /** See the message: TOO_LONG. */
  | 'TOO_LONG'
  /** See the message: TOO_MANY_BYTES. */
  | 'TOO_MANY_BYTES'
  /** See the message: TOO_MANY_ROWS. */
  | 'TOO_MANY_ROWS'
  /** See the message: UNCLOSED_QUOTE. */
  | 'UNCLOSED_QUOTE'
  /** See the message: UNKNOWN_COLUMN. */
  | 'UNKNOWN_COLUMN'
  /** See the message: UNREADABLE. */
  | 'UNREADABLE';

export type ReportPartsFragment = { read: number, written: number, alreadyThere: number, unmatched: number, refused: Array<{ line: string, externalId: string | null, code: string, reason: string }> };

export type MomentImportMutationVariables = Exact<{
  input: Graph.ImportInput;
}>;


export type MomentImportMutation = { momentImport: { report: { read: number, written: number, alreadyThere: number, unmatched: number, refused: Array<{ line: string, externalId: string | null, code: string, reason: string }> } | null, userErrors: Array<{ message: string, field: Array<string> | null, code: Graph.MomentImportErrorCode }> } };

export type ConversionImportMutationVariables = Exact<{
  input: Graph.ImportInput;
}>;


export type ConversionImportMutation = { conversionImport: { report: { read: number, written: number, alreadyThere: number, unmatched: number, refused: Array<{ line: string, externalId: string | null, code: string, reason: string }> } | null, userErrors: Array<{ message: string, field: Array<string> | null, code: Graph.ConversionImportErrorCode }> } };

export type TouchImportMutationVariables = Exact<{
  input: Graph.ImportInput;
}>;


export type TouchImportMutation = { touchImport: { report: { read: number, written: number, alreadyThere: number, unmatched: number, refused: Array<{ line: string, externalId: string | null, code: string, reason: string }> } | null, userErrors: Array<{ message: string, field: Array<string> | null, code: Graph.TouchImportErrorCode }> } };

export const MomentImportDocument = document<MomentImportMutation, MomentImportMutationVariables>(
  "mutation MomentImport($input: ImportInput!) {\n  momentImport(input: $input) {\n    report {\n      ...ReportParts\n      __typename\n    }\n    userErrors {\n      message\n      field\n      code\n      __typename\n    }\n    __typename\n  }\n}\nfragment ReportParts on ImportReport {\n  read\n  written\n  alreadyThere\n  unmatched\n  refused {\n    line\n    externalId\n    code\n    reason\n    __typename\n  }\n  __typename\n}",
  'f936fb4634c208fb4b58dc812ffaf9eb2f3b5d950e628f77de71a3771d1adf70',
);

export const ConversionImportDocument = document<ConversionImportMutation, ConversionImportMutationVariables>(
  "mutation ConversionImport($input: ImportInput!) {\n  conversionImport(input: $input) {\n    report {\n      ...ReportParts\n      __typename\n    }\n    userErrors {\n      message\n      field\n      code\n      __typename\n    }\n    __typename\n  }\n}\nfragment ReportParts on ImportReport {\n  read\n  written\n  alreadyThere\n  unmatched\n  refused {\n    line\n    externalId\n    code\n    reason\n    __typename\n  }\n  __typename\n}",
  'addc01638f8598e96c8359bf17bc2a751bfe1aaa4d43fbbb6b5fe790c5004405',
);

export const TouchImportDocument = document<TouchImportMutation, TouchImportMutationVariables>(
  "mutation TouchImport($input: ImportInput!) {\n  touchImport(input: $input) {\n    report {\n      ...ReportParts\n      __typename\n    }\n    userErrors {\n      message\n      field\n      code\n      __typename\n    }\n    __typename\n  }\n}\nfragment ReportParts on ImportReport {\n  read\n  written\n  alreadyThere\n  unmatched\n  refused {\n    line\n    externalId\n    code\n    reason\n    __typename\n  }\n  __typename\n}",
  '33c3ff3ac7e6843506f91d8087b94230e6527c172fc2d1ae49ca8b6e84c2efe9',
);