import { Client, type ExecutionResult, fetchExchange, subscriptionExchange } from '@urql/core';
import { authExchange } from '@urql/exchange-auth';
import { cacheExchange } from '@urql/exchange-graphcache';
import { retryExchange } from '@urql/exchange-retry';
import type { Client as Socket } from 'graphql-ws';
import * as session from '@/session/session';
import { EMBEDDED, NODES } from './embedded.gen';
import { noteHash, revive, sendHash, watchConnection } from './exchanges';
import { failure, unauthenticated } from './failure';

const RETRY_MS = 500;
const RETRY_MAX_MS = 4_000;
const TRIES = 4;

/** Whether the server knows `documents.json` and takes hashes: `VITE_DOCUMENTS=hash npm run build`. */
const HASHES = import.meta.env.VITE_DOCUMENTS === 'hash';

/** The socket for live updates, loaded by the first screen that listens. */
let socket: Promise<Socket> | undefined;

function listen(): Promise<Socket> {
  socket ??= import('graphql-ws').then(({ createClient }) =>
    createClient({
      url: `${location.origin.replace(/^http/, 'ws')}/graphql`,
      connectionParams: async () => ({ authorization: `Bearer ${await session.token()}` }),
      lazyCloseTimeout: 10_000,
      retryAttempts: Number.POSITIVE_INFINITY,
      shouldRetry: () => true,
    }),
  );
  return socket;
}

/** A client with an empty cache: each session has its own, so that nobody sees what another left. */
export function makeClient(): Client {
  return new Client({
    url: '/graphql',
    preferGetMethod: false,
    requestPolicy: 'cache-and-network',
    exchanges: [
      noteHash,
      revive,
      cacheExchange({
        keys: Object.fromEntries(EMBEDDED.map((name) => [name, () => null])),
        possibleTypes: { Node: [...NODES] },
      }),
      retryExchange({
        initialDelayMs: RETRY_MS,
        maxDelayMs: RETRY_MAX_MS,
        maxNumberAttempts: TRIES,
        randomDelay: true,
        // Only what changes nothing is sent again by itself.
        retryIf: (error, operation) =>
          operation.kind === 'query' && (failure(error).kind === 'offline' || failure(error).code === 'HTTP_503'),
      }),
      authExchange(async (ways) => {
        let token = await session.token();
        return {
          addAuthToOperation: (operation) =>
            token ? ways.appendHeaders(operation, { authorization: `Bearer ${token}` }) : operation,
          willAuthError: () => !session.isFresh(token),
          didAuthError: unauthenticated,
          refreshAuth: async () => {
            token = await session.token(token);
          },
        };
      }),
      watchConnection,
      ...(HASHES ? [sendHash] : []),
      fetchExchange,
      subscriptionExchange({
        forwardSubscription: ({ query, variables, operationName, extensions }) => ({
          subscribe: (sink) => {
            let stop = () => {};
            let stopped = false;
            listen().then((client) => {
              if (stopped) return;
              stop = client.subscribe(
                { query: query ?? '', variables, operationName, extensions },
                {
                  next: (value) => sink.next(value as ExecutionResult),
                  error: (error) => sink.error(error),
                  complete: () => sink.complete(),
                },
              );
            }, sink.error);
            return {
              unsubscribe: () => {
                stopped = true;
                stop();
              },
            };
          },
        }),
      }),
    ],
  });
}

/** Ends the socket with the session it was opened by. */
export function closeSocket() {
  const open = socket;
  socket = undefined;
  open?.then((client) => client.dispose());
}
