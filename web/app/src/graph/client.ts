import { Client, fetchExchange, subscriptionExchange } from '@urql/core';
import { authExchange } from '@urql/exchange-auth';
import { cacheExchange } from '@urql/exchange-graphcache';
import { retryExchange } from '@urql/exchange-retry';
import type { Client as Socket } from 'graphql-ws';
import * as session from '@/session/session';
import { listening, recovered } from './connection';
import { EMBEDDED, NODES } from './embedded.gen';
import { noteHash, revive, sendHash, watchConnection } from './exchanges';
import { failure, unauthenticated } from './failure';
import { acknowledge, listen, sideOf } from './live';

const RETRY_MS = 500;
const RETRY_MAX_MS = 4_000;
const TRIES = 4;

/** Whether the server knows `documents.json` and takes hashes: `VITE_DOCUMENTS=hash npm run build`. */
const HASHES = import.meta.env.VITE_DOCUMENTS === 'hash';

/** The socket for news, loaded by the first screen that listens. */
let socket: Promise<Socket> | undefined;

const FIRST_MS = 500;
const LAST_MS = 15_000;
/** The credential is no good (any more): an access token has ended, or more than that. */
const REFUSED = 4403;
/** We closed it ourselves. */
const DONE = 1000;

function open(): Promise<Socket> {
  let refused: string | null = null;
  let sent: string | null = null;
  socket ??= import('graphql-ws').then(({ createClient }) =>
    createClient({
      url: `${location.origin.replace(/^http/, 'ws')}/graphql`,
      connectionParams: async () => {
        sent = await session.token(refused);
        refused = null;
        return { authorization: `Bearer ${sent}` };
      },
      // Where a hash says it all, no text may stand beside it; the library wants one to be there.
      jsonMessageReplacer: (key, value: unknown) => (key === 'query' && value === '' ? undefined : value),
      lazyCloseTimeout: 10_000,
      retryAttempts: Number.POSITIVE_INFINITY,
      shouldRetry: () => true,
      retryWait: (tries) =>
        new Promise((done) => setTimeout(done, Math.min(FIRST_MS * 2 ** tries, LAST_MS) * (0.5 + Math.random() / 2))),
      on: {
        connected: (_socket, payload) => acknowledge(payload),
        closed: (event) => {
          const { code } = event as CloseEvent;
          // An ended token is no lost connection: the next one follows at once.
          if (code === REFUSED) refused = sent;
          else listening(code === DONE ? null : false);
        },
      },
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
        // Only what changes nothing is sent again by itself, and what is heavy (`once`) not even then.
        retryIf: (error, operation) =>
          operation.kind === 'query' &&
          !operation.context.once &&
          (failure(error).kind === 'offline' || failure(error).code === 'HTTP_503'),
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
        forwardSubscription: ({ query, variables, operationName, extensions }, operation) => ({
          subscribe: (sink) => ({
            unsubscribe: listen(
              open,
              sideOf(operation.query),
              { query: query ?? '', variables, operationName, extensions },
              sink,
              recovered,
            ),
          }),
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
