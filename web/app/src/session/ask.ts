import { outdated } from '@/graph/connection';
import type { Operation } from '@/graph/document';

/** What the server refused, beside the field at fault. */
export type Refusal = { message: string; field?: string[] | null; code: string };

/** The server did not answer, or answered with an error of its own. */
export class Unanswered extends Error {}

/** Too many tries: nothing is looked at before a while has passed. */
export class Throttled extends Error {
  constructor(readonly retryAfterMs: number) {
    super('throttled');
  }
}

type Answer<Data> = { data?: Data | null; errors?: { extensions?: { code?: string; retryAfterMs?: number } }[] };

/**
 * Sends one operation about sessions past the graph client, which itself needs a session. This door of the graph keeps
 * the refresh token in a cookie that no script can read.
 */
export async function ask<Data, Variables>(
  operation: Operation<Data, Variables>,
  variables: Variables,
  token?: string,
): Promise<Data> {
  let answer: Response;
  try {
    answer = await fetch('/graphql/session', {
      method: 'POST',
      credentials: 'same-origin',
      headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
      body: JSON.stringify(
        import.meta.env.VITE_DOCUMENTS === 'hash'
          ? { variables, extensions: { persistedQuery: { version: 1, sha256Hash: operation.hash } } }
          : { query: operation.text, variables },
      ),
    });
  } catch (cause) {
    throw new Unanswered('no answer', { cause });
  }
  const body = (await answer.json().catch(() => null)) as Answer<Data> | null;
  const extensions = body?.errors?.[0]?.extensions;
  if (extensions?.code === 'DOCUMENT_UNKNOWN') outdated();
  if (extensions?.code === 'THROTTLED') throw new Throttled(extensions.retryAfterMs ?? 0);
  if (!body?.data) throw new Unanswered(`HTTP ${answer.status}`);
  return body.data;
}
