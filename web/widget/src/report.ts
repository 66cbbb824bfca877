// Reports views and clicks to `POST /v1/events`, in batches, with the proof that this page was given each moment.
import { clickId, consented } from './consent';
import type { Moment } from './moment';

/** Seen; opened, or another link of it followed; gone to its product. */
export type Kind = 'VIEW' | 'MOMENT_CLICK' | 'PRODUCT_CLICK';

/** How long events are gathered, in milliseconds. */
const GATHER_MS = 1_000;
/** Most events of one report, as the server takes them. */
const BATCH_EVENTS_MAX = 100;
/** Most events that wait. */
const WAITING_EVENTS_MAX = 500;

/** It happened when it arrives: a browser's clock may be anything. */
interface Event {
  kind: Kind;
  momentId: string;
  token: string;
}

export interface Reporter {
  /** False while it may not be told: ask again when the visitor has given their word. */
  report(kind: Kind, moment: Moment): boolean;
  /** Sends what waits, now. */
  flush(): void;
}

function send(address: string, body: string): void {
  // A beacon outlives its page and, being plain text, asks for no leave.
  try {
    if (navigator.sendBeacon?.(address, body)) return;
  } catch {
    // Refused by the page's policy, say: then the other way is too.
  }
  try {
    fetch(address, { method: 'POST', body, keepalive: true, credentials: 'omit' }).catch(() => {});
  } catch {
    // A report that is lost harms nobody.
  }
}

/** Reports to this server with this key. */
export function reporter(origin: string, key: string): Reporter {
  const viewed = new Set<string>();
  let waiting: Event[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;

  const flush = () => {
    clearTimeout(timer);
    timer = undefined;
    // The word may have been taken back since.
    if (!consented()) waiting = [];
    const click = clickId(Date.now());
    while (waiting.length > 0) {
      const events = waiting.splice(0, BATCH_EVENTS_MAX).map((event) => (click ? { ...event, clickId: click } : event));
      send(`${origin}/v1/events`, JSON.stringify({ key, events }));
    }
  };

  return {
    report(kind, moment) {
      if (!consented()) return false;
      if (!moment.token || waiting.length >= WAITING_EVENTS_MAX) return true;
      if (kind === 'VIEW') {
        if (viewed.has(moment.id)) return true;
        viewed.add(moment.id);
      }
      waiting.push({ kind, momentId: moment.id, token: moment.token });
      timer ??= setTimeout(flush, GATHER_MS);
      return true;
    },
    flush,
  };
}
