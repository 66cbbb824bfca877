// Tells which elements were seen: half of one was on the screen for a second, in a tab that is looked at.

const SEEN_MS = 1_000;
const SEEN_RATIO = 0.5;

export interface Seen {
  watch(element: Element): void;
  forget(element: Element): void;
  /** Asks again for those that are on the screen and were not taken. */
  again(): void;
  end(): void;
}

/** `onSeen` answers whether it took it; an element is told once. */
export function seen(onSeen: (element: Element) => boolean): Seen {
  const timers = new Map<Element, ReturnType<typeof setTimeout>>();
  const inSight = new Set<Element>();
  const late = new Set<Element>();

  const take = (element: Element) => {
    timers.delete(element);
    if (onSeen(element)) forget(element);
    else late.add(element);
  };
  const begin = (element: Element) => {
    clearTimeout(timers.get(element));
    timers.set(
      element,
      setTimeout(() => take(element), SEEN_MS),
    );
  };
  const stop = (element: Element) => {
    clearTimeout(timers.get(element));
    timers.delete(element);
    late.delete(element);
  };
  const eye = new IntersectionObserver(
    (entries) => {
      for (const { target, intersectionRatio } of entries) {
        if (intersectionRatio >= SEEN_RATIO) {
          if (inSight.has(target)) continue;
          inSight.add(target);
          if (!document.hidden) begin(target);
        } else {
          inSight.delete(target);
          stop(target);
        }
      }
    },
    { threshold: SEEN_RATIO },
  );
  function forget(element: Element) {
    eye.unobserve(element);
    inSight.delete(element);
    stop(element);
  }
  const onVisibility = () => {
    for (const element of inSight) {
      if (document.hidden) stop(element);
      else begin(element);
    }
  };
  document.addEventListener('visibilitychange', onVisibility);

  return {
    watch: (element) => eye.observe(element),
    forget,
    again() {
      for (const element of [...late]) take(element);
    },
    end() {
      document.removeEventListener('visibilitychange', onVisibility);
      eye.disconnect();
      for (const timer of timers.values()) clearTimeout(timer);
    },
  };
}
