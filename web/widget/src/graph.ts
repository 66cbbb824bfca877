// Asks the graph with a publishable key.
import { type Json, list, number, object, text } from './read';

/** How long an answer may take, in milliseconds. */
const ANSWER_MS_MAX = 10_000;

/** There is no answer. `passes`: it may come when it is asked for again. */
export class Failure extends Error {
  readonly code: string;
  readonly passes: boolean;
  /** How long to wait before, in milliseconds; 0 where nothing is said. */
  readonly waitMs: number;

  constructor(code: string, passes: boolean, waitMs = 0) {
    super(code);
    this.code = code;
    this.passes = passes;
    this.waitMs = waitMs;
  }
}

export interface Graph {
  /** The server's address, without a slash behind it. */
  origin: string;
  key: string;
  ask(document: string, variables: Json): Promise<Json>;
}

async function ask(origin: string, key: string, query: string, variables: Json): Promise<Json> {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), ANSWER_MS_MAX);
  let response: Response;
  let body: Json | null;
  try {
    response = await fetch(`${origin}/graphql`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify({ query, variables }),
      credentials: 'omit',
      signal: stop.signal,
    });
    body = object(await response.json());
  } catch {
    // Offline, too slow, cut off, no JSON; or an origin that the brand has not named, which a page cannot tell apart.
    throw new Failure('UNREACHABLE', true);
  } finally {
    clearTimeout(timer);
  }
  const [error] = list(body?.errors).map(object);
  const data = object(body?.data);
  if (response.ok && data && !error) return data;
  const extensions = object(error?.extensions);
  const passes = response.status === 429 || response.status >= 500 || response.status === 408;
  const waitMs = number(extensions?.retryAfterMs) ?? 0;
  throw new Failure(text(extensions?.code) ?? `HTTP_${response.status}`, passes || waitMs > 0, waitMs);
}

/** The graph of a server, asked with this key. */
export const graph = (origin: string, key: string): Graph => ({
  origin,
  key,
  ask: (document, variables) => ask(origin, key, document, variables),
});
