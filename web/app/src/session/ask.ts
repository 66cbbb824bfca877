import type { Operation } from '@/graph/document';

/** What the server refused, beside the field at fault. */
export type Refusal = { message: string; field?: string[] | null; code: string };

/** The server did not answer, or answered with an error of its own. */
export class Unanswered extends Error {}

/** Sends one mutation about sessions past the graph client, which itself needs a session. */
export async function ask<Data, Variables>(
  operation: Operation<Data, Variables>,
  variables: Variables,
  token?: string,
): Promise<Data> {
  let answer: Response;
  try {
    answer = await fetch('/graphql', {
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
  const body: unknown = await answer.json().catch(() => null);
  const data = (body as { data?: Data | null } | null)?.data;
  if (!data) throw new Unanswered(`HTTP ${answer.status}`);
  return data;
}
