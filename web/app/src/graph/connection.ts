import { useSyncExternalStore } from 'react';

/** `idle`: no screen listens for news. */
export type Heard = 'idle' | 'live' | 'lost';

/** Whether the server answers, and when it last did; whether news come by themselves. */
export type Connection = {
  online: boolean;
  answeredAt: Date | null;
  heard: Heard;
  /** It has just come back. */
  back: boolean;
  /** The server does not know what this page asks: a newer version was put in place. */
  outdated: boolean;
};

const PROBE_MS = 4_000;
const BACK_MS = 4_000;

let connection: Connection = { online: true, answeredAt: null, heard: 'idle', back: false, outdated: false };
let probe: ReturnType<typeof setInterval> | undefined;
let backed: ReturnType<typeof setTimeout> | undefined;
const readers = new Set<() => void>();
const recoveries = new Set<() => void>();

function set(next: Partial<Connection>) {
  const was = connection;
  connection = { ...connection, ...next };
  // When it answered is shown only once it does not; nobody needs to be told of it alone.
  const shown: (keyof Connection)[] = ['online', 'heard', 'back', 'outdated'];
  if (shown.every((name) => was[name] === connection[name])) return;
  for (const reader of readers) reader();
}

/** The server answered, whatever it said. */
export function answered() {
  clearInterval(probe);
  probe = undefined;
  const back = !connection.online;
  set({ online: true, answeredAt: new Date(), ...(back ? { back } : {}) });
  if (!back) return;
  clearTimeout(backed);
  backed = setTimeout(() => set({ back: false }), BACK_MS);
  recovered();
}

/** What is shown may be old: it is asked for again. */
export function recovered() {
  for (const recovery of recoveries) recovery();
}

/** A request found no server. From here on it is asked every few seconds until it answers. */
export function unanswered() {
  set({ online: false, back: false });
  probe ??= setInterval(ask, PROBE_MS);
}

/** Only loading the page again helps. */
export const outdated = () => set({ outdated: true });

/** News come by themselves (true), or do not any more although somebody waits for them (false); null: nobody does. */
export function listening(comes: boolean | null) {
  set({ heard: comes === null ? 'idle' : comes ? 'live' : 'lost' });
  // The way of the news breaks first; whether the server is gone as well is found out at once.
  if (comes === false) void ask();
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
    else unanswered();
  } catch {
    unanswered();
  }
}

/** Calls back whenever the connection has come back. */
export function onRecovery(call: () => void): () => void {
  recoveries.add(call);
  return () => recoveries.delete(call);
}

if (typeof window !== 'undefined') {
  window.addEventListener('online', () => connection.online || void ask());
  window.addEventListener('offline', unanswered);
}

/** The connection as it stands. */
export const current = (): Connection => connection;
/** Whether news come by themselves. */
export const heard = (): Heard => connection.heard;

/** The connection as it stands, for components. */
export function useConnection(): Connection {
  return useSyncExternalStore((reader) => {
    readers.add(reader);
    return () => readers.delete(reader);
  }, current);
}
