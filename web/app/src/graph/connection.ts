import { useSyncExternalStore } from 'react';

/** Whether the server answers, and when it last did. */
export type Connection = { online: boolean; answeredAt: Date | null };

const PROBE_MS = 4_000;

let connection: Connection = { online: true, answeredAt: null };
let probe: ReturnType<typeof setInterval> | undefined;
const readers = new Set<() => void>();
const recoveries = new Set<() => void>();

function set(next: Connection) {
  const changed = next.online !== connection.online;
  connection = next;
  if (!changed) return;
  for (const reader of readers) reader();
  if (next.online) for (const recovery of recoveries) recovery();
}

/** The server answered, whatever it said. */
export function answered() {
  clearInterval(probe);
  probe = undefined;
  set({ online: true, answeredAt: new Date() });
}

/** A request found no server. From here on it is asked every few seconds until it answers. */
export function unanswered() {
  set({ ...connection, online: false });
  probe ??= setInterval(ask, PROBE_MS);
}

async function ask() {
  try {
    const answer = await fetch('/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"query":"{__typename}"}',
    });
    // A gateway that stands before a dead server answers too.
    if (answer.status < 500) answered();
  } catch {
    // Still none; asked again by the timer.
  }
}

/** Calls back whenever the connection has come back. */
export function onRecovery(call: () => void): () => void {
  recoveries.add(call);
  return () => recoveries.delete(call);
}

if (typeof window !== 'undefined') window.addEventListener('online', () => connection.online || void ask());

/** The connection as it stands. */
export function useConnection(): Connection {
  return useSyncExternalStore(
    (reader) => {
      readers.add(reader);
      return () => readers.delete(reader);
    },
    () => connection,
  );
}
