import type { DocumentNode } from 'graphql';
import type { Client as Socket, SubscribePayload } from 'graphql-ws';
import { listening } from './connection';

/** A cursor tells where in the stream of news one stands; a brand and an affiliate have one each. */
export type Side = 'tenant' | 'affiliate';
type Cursors = Partial<Record<Side, string>>;

/** Told by every acknowledgement: where the streams stand now. */
let acknowledged: Cursors = {};

/** Takes an acknowledgement's payload: whatever it holds, only texts are cursors. */
export function acknowledge(payload: unknown) {
  const { cursors } = (payload ?? {}) as { cursors?: Record<string, unknown> };
  const text = (value: unknown) => (typeof value === 'string' ? value : undefined);
  acknowledged = { tenant: text(cursors?.tenant), affiliate: text(cursors?.affiliate) } as Cursors;
  listening(true);
}

/**
 * Where one subscription goes on from. Each has its own: it is as far behind as the last news it saw, and before the
 * first of them where its stream stood when it was first acknowledged.
 */
export class Place {
  private last: string | undefined;
  private lost = false;

  constructor(private begin: () => string | undefined) {}

  /** What to subscribe with; nothing is from now on. */
  get after(): string | undefined {
    if (this.lost) return undefined;
    this.last ??= this.begin();
    return this.last;
  }

  /** News came. */
  seen(cursor: string) {
    this.last = cursor;
    this.lost = false;
  }

  /** What was missed cannot be told any more. */
  lose() {
    this.last = undefined;
    this.lost = true;
  }
}

/** The cursor of an event, whatever its field is called. */
function cursorOf(data: unknown): string | null {
  const [event] = Object.values((data ?? {}) as Record<string, { cursor?: unknown } | null>);
  return typeof event?.cursor === 'string' ? event.cursor : null;
}

function codeOf(error: unknown): string | null {
  const [first] = Array.isArray(error) ? error : [error];
  const code = (first as { extensions?: { code?: unknown } } | null)?.extensions?.code;
  return typeof code === 'string' ? code : null;
}

type Sink = { next: (value: never) => void; error: (error: unknown) => void; complete: () => void };

const AGAIN_MS = 3_000;
/** The server will not say otherwise if it is asked again. */
const FINAL = ['FORBIDDEN', 'UNAUTHENTICATED', 'SECOND_FACTOR_REQUIRED'];

/** Whose news a subscription asks for: the graph's names say it. */
export function sideOf(query: DocumentNode): Side {
  const fields = query.definitions.flatMap((one) => ('operation' in one ? one.selectionSet.selections : []));
  return fields.some((one) => 'name' in one && one.name.value.startsWith('affiliate')) ? 'affiliate' : 'tenant';
}

/**
 * Listens to one subscription for as long as somebody does, over however many connections. After each break it goes on
 * where it was; `missed` is called when that fails, so that what is shown is read anew.
 */
export function listen(
  open: () => Promise<Socket>,
  side: Side,
  payload: SubscribePayload,
  sink: Sink,
  missed: () => void,
) {
  const place = new Place(() => acknowledged[side]);
  // Read anew whenever the message is written, which is once a connection.
  const variables = Object.defineProperty({ ...payload.variables }, 'after', {
    enumerable: true,
    get: () => place.after,
  });
  let stopped = false;
  let stop = () => {};
  let timer: ReturnType<typeof setTimeout> | undefined;

  const failed = (error: unknown) => {
    const code = codeOf(error);
    if (stopped) return;
    if (code && FINAL.includes(code)) return sink.error(error);
    if (code === 'CURSOR_EXPIRED' || code === 'INVALID_CURSOR') place.lose();
    missed();
    clearTimeout(timer);
    timer = setTimeout(begin, AGAIN_MS);
  };
  const begin = () => {
    open().then((socket) => {
      if (stopped) return;
      stop = socket.subscribe(
        { ...payload, variables },
        {
          next: (value) => {
            const cursor = cursorOf(value.data);
            if (cursor) place.seen(cursor);
            if (value.data) sink.next(value as never);
            else if (value.errors) failed(value.errors);
          },
          error: failed,
          complete: () => stopped || sink.complete(),
        },
      );
    }, failed);
  };
  begin();
  return () => {
    stopped = true;
    clearTimeout(timer);
    stop();
  };
}
