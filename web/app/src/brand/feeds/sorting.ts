import { type KeyboardEvent, type PointerEvent, useCallback, useEffect, useRef, useState } from 'react';
import { landing, stepped } from './arrange';

/** So near to an edge of the window it scrolls, in pixels; and so much of it at once. */
const EDGE_PX = 72;
const SCROLL_PX = 12;

type Held = {
  id: string;
  from: number;
  to: number;
  /** How far it was taken, in pixels of the page. */
  by: number;
};

type Options = {
  /** What is shown, in its order. */
  ids: readonly string[];
  /** One is put down at another place. */
  move: (from: number, to: number) => void;
  /** By keyboard: it is held, or all is to be as it was when it was taken. */
  told: (id: string, what: 'HELD' | 'BACK') => void;
};

/**
 * A column of boxes whose handles are dragged by pointer or finger, or held by Space and moved by the arrow keys; Escape puts
 * back. Boxes stand still while one is dragged, and a mark shows where it would land.
 */
export function useSorting({ ids, move, told }: Options) {
  const boxes = useRef(new Map<string, HTMLElement>());
  const [held, setHeld] = useState<Held | null>(null);
  const [grabbed, setGrabbed] = useState<string | null>(null);
  const pointer = useRef<{ startY: number; clientY: number; middles: number[] } | null>(null);
  const focus = useRef<string | null>(null);

  const box = useCallback(
    (id: string) => (element: HTMLElement | null) => {
      if (element) boxes.current.set(id, element);
      else boxes.current.delete(id);
    },
    [],
  );

  // A box that is moved in the page loses its focus.
  // biome-ignore lint/correctness/useExhaustiveDependencies: looked after whenever the order is another one
  useEffect(() => {
    const id = focus.current;
    if (!id) return;
    focus.current = null;
    const handle = boxes.current.get(id)?.querySelector<HTMLElement>('[data-handle]');
    handle?.focus();
    handle?.scrollIntoView({ block: 'nearest' });
  }, [ids]);

  const follow = useCallback(() => {
    setHeld((now) => {
      const at = pointer.current;
      if (!now || !at) return now;
      const y = at.clientY + window.scrollY;
      return { ...now, by: y - at.startY, to: landing(at.middles, now.from, y) };
    });
  }, []);

  // While it is held near an edge, the page goes on.
  const dragging = held !== null;
  useEffect(() => {
    if (!dragging) return;
    let frame = 0;
    const step = () => {
      const at = pointer.current;
      if (at) {
        const way = at.clientY < EDGE_PX ? -SCROLL_PX : at.clientY > window.innerHeight - EDGE_PX ? SCROLL_PX : 0;
        if (way) {
          window.scrollBy(0, way);
          follow();
        }
      }
      frame = requestAnimationFrame(step);
    };
    frame = requestAnimationFrame(step);
    const putBack = (event: globalThis.KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      pointer.current = null;
      setHeld(null);
    };
    addEventListener('keydown', putBack);
    return () => {
      cancelAnimationFrame(frame);
      removeEventListener('keydown', putBack);
    };
  }, [dragging, follow]);

  const down = (id: string, from: number) => (event: PointerEvent<HTMLElement>) => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    const middles = ids.map((one) => {
      const place = boxes.current.get(one)?.getBoundingClientRect();
      return place ? place.top + place.height / 2 + window.scrollY : 0;
    });
    pointer.current = { startY: event.clientY + window.scrollY, clientY: event.clientY, middles };
    setGrabbed(null);
    setHeld({ id, from, to: from, by: 0 });
  };
  const moving = (event: PointerEvent<HTMLElement>) => {
    if (!pointer.current) return;
    pointer.current.clientY = event.clientY;
    follow();
  };
  const up = () => {
    if (!pointer.current) return;
    pointer.current = null;
    setHeld(null);
    if (held && held.to !== held.from) move(held.from, held.to);
  };
  const cancel = () => {
    pointer.current = null;
    setHeld(null);
  };

  const key = (id: string, at: number) => (event: KeyboardEvent<HTMLElement>) => {
    const way = ({ ArrowUp: -1, ArrowDown: 1 } as const)[event.key as 'ArrowUp' | 'ArrowDown'];
    if (event.key === ' ' || event.key === 'Enter') {
      event.preventDefault();
      setGrabbed(grabbed === id ? null : id);
      if (grabbed !== id) told(id, 'HELD');
    } else if (grabbed === id && way) {
      event.preventDefault();
      const to = stepped(ids, at, way);
      if (to === null) return;
      focus.current = id;
      move(at, to);
    } else if (grabbed === id && event.key === 'Escape') {
      event.preventDefault();
      setGrabbed(null);
      focus.current = id;
      told(id, 'BACK');
    }
  };

  /** The properties of the handle of a box. */
  const handle = (id: string, at: number) => ({
    'data-handle': true,
    'aria-pressed': grabbed === id,
    onPointerDown: down(id, at),
    onPointerMove: moving,
    onPointerUp: up,
    onPointerCancel: cancel,
    onKeyDown: key(id, at),
    onBlur: () => focus.current !== id && setGrabbed((now) => (now === id ? null : now)),
  });

  return { box, handle, held, grabbed };
}
