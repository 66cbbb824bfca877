import { type Exchange, makeOperation, mapExchange, type Operation } from '@urql/core';
import { filter, makeSubject, merge, pipe, tap } from 'wonka';
import { answered, onRecovery, outdated, unanswered } from './connection';
import type { Operation as Document } from './document';
import { failure } from './failure';

/** Queries that were seen longer ago than this are asked again when the window is looked at again. */
const STALE_MS = 30_000;

/** Notes an operation's hash before the cache rewrites its document. */
export const noteHash = mapExchange({
  onOperation: (operation) => {
    const hash = (operation.query as unknown as Document<unknown, unknown>).hash;
    return hash ? makeOperation(operation.kind, operation, { ...operation.context, hash }) : operation;
  },
});

/** Sends the hash of a trusted document instead of its text. */
export const sendHash = mapExchange({
  onOperation: (operation) => {
    const hash: unknown = operation.context.hash;
    if (typeof hash !== 'string') return operation;
    const extensions = { ...operation.extensions, persistedQuery: { version: 1, sha256Hash: hash } };
    return makeOperation(operation.kind, { ...operation, extensions } as Operation, operation.context);
  },
});

/** Tells the banner whether the server answers. */
export const watchConnection = mapExchange({
  onResult: (result) => {
    const told = result.error && failure(result.error);
    if (told?.kind === 'offline') return unanswered();
    if (told?.code === 'DOCUMENT_UNKNOWN') outdated();
    answered();
  },
});

/** Asks what is on the screen again, once the connection has come back or the window is looked at again. */
export const revive: Exchange = ({ forward, client }) => {
  const shown = new Map<number, Operation>();
  const { source, next } = makeSubject<Operation>();
  let hiddenAt = 0;
  const again = () => {
    for (const operation of shown.values()) {
      next(
        client.createRequestOperation('query', operation, { ...operation.context, requestPolicy: 'cache-and-network' }),
      );
    }
  };
  onRecovery(again);
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') hiddenAt = Date.now();
    else if (hiddenAt && Date.now() - hiddenAt > STALE_MS) again();
  });
  return (operations) =>
    pipe(
      merge([
        pipe(
          operations,
          tap((operation) => {
            if (operation.kind === 'query' && !operation.context.once) shown.set(operation.key, operation);
            else if (operation.kind === 'teardown') shown.delete(operation.key);
          }),
        ),
        pipe(
          source,
          filter((operation) => shown.has(operation.key)),
        ),
      ]),
      forward,
    );
};
