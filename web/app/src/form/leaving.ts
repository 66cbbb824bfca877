import { useEffect, useRef } from 'react';
import { type Location, useBlocker, useLocation } from 'react-router';
import { confirm } from '@/feedback/confirm';

type Question = { title: string; text: string; action: string };

const elsewhere = (to: Location, from: Location) => to.pathname !== from.pathname;

/**
 * Asks before what is unsaved is left: by a link, by "Back", by loading the page anew or closing it. `leaves` says which
 * places are others. What comes back is called once it is saved, before one goes on.
 */
export function useLeaving(unsaved: boolean, question: Question, leaves = elsewhere): () => void {
  const saved = useRef(false);
  const { pathname } = useLocation();
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) =>
      unsaved &&
      !saved.current &&
      // Until the next screen is drawn this one is still there, though it is left.
      currentLocation.pathname === pathname &&
      leaves(nextLocation, currentLocation),
  );
  const asking = useRef(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked once for each time one is about to leave
  useEffect(() => {
    if (blocker.state !== 'blocked' || asking.current) return;
    asking.current = true;
    void confirm(question).then((yes) => {
      asking.current = false;
      if (yes) blocker.proceed();
      else blocker.reset();
    });
  }, [blocker.state]);
  useEffect(() => {
    if (!unsaved) return;
    const ask = (event: BeforeUnloadEvent) => {
      if (!saved.current) event.preventDefault();
    };
    addEventListener('beforeunload', ask);
    return () => removeEventListener('beforeunload', ask);
  }, [unsaved]);
  return () => {
    saved.current = true;
  };
}
