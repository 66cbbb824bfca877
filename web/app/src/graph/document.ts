import { gql, type TypedDocumentNode } from '@urql/core';

/** An operation with the hash the server knows it by. */
export type Operation<Data, Variables> = TypedDocumentNode<Data, Variables> & { hash: string; text: string };

/** Reads an operation's text once; called by generated code only. */
export function document<Data, Variables>(text: string, hash: string): Operation<Data, Variables> {
  return Object.assign(gql(text) as TypedDocumentNode<Data, Variables>, { hash, text });
}
