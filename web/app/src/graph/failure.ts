import type { CombinedError } from '@urql/core';

/** Why an answer did not come: no connection, or the server's code with the id to ask our support with. */
export type Failure = {
  kind: 'offline' | 'server';
  code: string;
  requestId: string | null;
  /** When it is worth trying again, after too many tries. */
  retryAfterMs: number | null;
};

/** Reads urql's error. */
export function failure(error: CombinedError): Failure {
  const first = error.graphQLErrors[0];
  const text = (name: string) => {
    const value = first?.extensions[name];
    return typeof value === 'string' ? value : null;
  };
  if (first) {
    const wait = first.extensions.retryAfterMs;
    return {
      kind: 'server',
      code: text('code') ?? 'INTERNAL',
      requestId: text('requestId'),
      retryAfterMs: typeof wait === 'number' ? wait : null,
    };
  }
  const status = (error.response as Response | undefined)?.status;
  const unsaid = { requestId: null, retryAfterMs: null };
  if (status) return { kind: 'server', code: `HTTP_${status}`, ...unsaid };
  return { kind: 'offline', code: 'OFFLINE', ...unsaid };
}

/** Whether the server did not take the token. */
export const unauthenticated = (error: CombinedError) => failure(error).code === 'UNAUTHENTICATED';
