import type { CombinedError } from '@urql/core';

/** Why an answer did not come: no connection, or the server's code with the id to ask our support with. */
export type Failure = { kind: 'offline' | 'server'; code: string; requestId: string | null };

/** Reads urql's error. */
export function failure(error: CombinedError): Failure {
  const first = error.graphQLErrors[0];
  const text = (name: string) => {
    const value = first?.extensions[name];
    return typeof value === 'string' ? value : null;
  };
  if (first) return { kind: 'server', code: text('code') ?? 'INTERNAL', requestId: text('requestId') };
  const status = (error.response as Response | undefined)?.status;
  if (status) return { kind: 'server', code: `HTTP_${status}`, requestId: null };
  return { kind: 'offline', code: 'OFFLINE', requestId: null };
}

/** Whether the server did not take the token. */
export const unauthenticated = (error: CombinedError) => failure(error).code === 'UNAUTHENTICATED';
