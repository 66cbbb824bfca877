// Looks every few seconds which moments the feeds on the screen still show, for all widgets of a key together, so that what
// loses its rights leaves within five seconds.
import { watch as watchDocument } from './document';
import { Failure, type Graph } from './graph';
import { list, object, text } from './read';

/** From one look to the next, in milliseconds: with the answer's own time it stays below five seconds. */
export const REST_MS = 4_000;
const REST_MS_MAX = 60_000;
/** Most feeds of one look. */
const FEEDS_MAX = 10;
/** Moments that are asked for beyond those shown: what others have overtaken has not left. */
const BEYOND = 20;
/** Most moments of a page of the graph. */
export const PAGE_MAX = 100;

/** Versions by moment. */
export type Standing = Map<string, string>;

export interface Watched {
  feed: string;
  /** Whether anybody sees it now. */
  inSight(): boolean;
  /** How many moments it shows. */
  shown(): number;
  /** What its feed shows now; null where there is no such feed any more. */
  tell(standing: Standing | null): void;
  /** At each look, before it. */
  tick(): void;
}

export interface Watch {
  add(watched: Watched): void;
  remove(watched: Watched): void;
  /** Something came into sight: looks at once if the last look is long ago. */
  wake(): void;
}

function standing(value: unknown): Standing | null {
  const moments = object(object(value)?.moments);
  if (!moments) return null;
  const pairs = list(moments.nodes).map((node) => [text(object(node)?.id), text(object(node)?.version)] as const);
  return new Map(pairs.filter((pair): pair is readonly [string, string] => pair[0] !== null && pair[1] !== null));
}

/** How long to rest after this many failures, one after the other. */
export const restAfter = (failures: number, waitMs: number): number =>
  Math.min(REST_MS_MAX, Math.max(REST_MS * 2 ** Math.min(failures, 10), waitMs));

export function watch(graph: Graph): Watch {
  const all = new Set<Watched>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let failures = 0;
  let looking = false;
  let nextAt = 0;

  const inSight = () => (document.hidden ? [] : [...all].filter((watched) => watched.inSight()));

  const plan = () => {
    clearTimeout(timer);
    timer = undefined;
    if (looking || inSight().length === 0) return;
    timer = setTimeout(look, Math.max(0, nextAt - Date.now()));
  };

  async function look() {
    const now = inSight();
    if (now.length === 0) return;
    looking = true;
    nextAt = Date.now() + REST_MS;
    for (const watched of now) watched.tick();
    const counts = new Map<string, number>();
    for (const { feed, shown } of now) counts.set(feed, Math.max(counts.get(feed) ?? 0, shown()));
    const feeds = [...counts].slice(0, FEEDS_MAX);
    // Those that do not fit are looked at first the next time.
    for (const watched of now)
      if (feeds.some(([feed]) => feed === watched.feed) && all.delete(watched)) all.add(watched);
    try {
      const variables = feeds.flatMap(([feed, shown], index) => [
        [`h${index}`, feed],
        [`n${index}`, Math.min(PAGE_MAX, shown + BEYOND)],
      ]);
      const data = await graph.ask(watchDocument(feeds.length), Object.fromEntries(variables));
      failures = 0;
      feeds.forEach(([feed], index) => {
        const stands = standing(data[`f${index}`]);
        for (const watched of [...all]) if (watched.feed === feed) watched.tell(stands);
      });
    } catch (error) {
      failures += 1;
      nextAt = Date.now() + restAfter(failures, error instanceof Failure ? error.waitMs : 0);
    } finally {
      looking = false;
      plan();
    }
  }

  document.addEventListener('visibilitychange', plan);
  // The network is back: what was put off need not wait longer.
  window.addEventListener('online', () => {
    nextAt = Math.min(nextAt, Date.now() + REST_MS / 4);
    plan();
  });

  return {
    add(watched) {
      // It has just been read; those that are there wait no longer for it.
      if (all.size === 0) nextAt = Math.max(nextAt, Date.now() + REST_MS);
      all.add(watched);
      plan();
    },
    remove(watched) {
      all.delete(watched);
      plan();
    },
    wake: plan,
  };
}
