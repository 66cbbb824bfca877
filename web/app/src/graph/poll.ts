import { useEffect } from 'react';

/** Asks again every so often while the page is looked at; `null` stops it. */
export function usePoll(again: (options: { requestPolicy: 'network-only' }) => void, everyMs: number | null) {
  useEffect(() => {
    if (everyMs === null) return;
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') again({ requestPolicy: 'network-only' });
    }, everyMs);
    return () => clearInterval(timer);
  }, [again, everyMs]);
}
