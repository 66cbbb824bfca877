import { ActionIcon, Button } from '@mantine/core';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { Icon } from '@/theme/icon';
import classes from './feedback.module.css';
import { feedback } from './texts';

type Toast = { number: number; text: string; bad: boolean; undo?: () => Promise<boolean> };

const SHOWN_MS = 7_000;

let toasts: readonly Toast[] = [];
let count = 0;
const readers = new Set<() => void>();

function set(next: readonly Toast[]) {
  toasts = next;
  for (const reader of readers) reader();
}

function add(toast: Omit<Toast, 'number'>) {
  count += 1;
  set([...toasts.slice(-2), { ...toast, number: count }]);
}

/** Says that something is done. */
export const say = (text: string) => add({ text, bad: false });
/** Says that something was not done. */
export const warn = (text: string) => add({ text, bad: true });
/** Says that something is done and offers the way back: `undo` resolves to whether it was undone. */
export const sayUndoable = (text: string, undo: () => Promise<boolean>) => add({ text, bad: false, undo });

const drop = (number: number) => set(toasts.filter((toast) => toast.number !== number));

function Shown({ toast }: { toast: Toast }) {
  const [rest, setRest] = useState(false);
  const [busy, setBusy] = useState(false);
  const still = rest || busy;
  useEffect(() => {
    if (still) return;
    const timer = setTimeout(() => drop(toast.number), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [still, toast.number]);
  const undo = async () => {
    setBusy(true);
    const undone = await toast.undo?.().catch(() => false);
    drop(toast.number);
    if (undone) say(feedback.undone);
    else warn(feedback.notUndone);
  };
  return (
    <li
      className={classes.toast}
      data-bad={toast.bad || undefined}
      onMouseEnter={() => setRest(true)}
      onMouseLeave={() => setRest(false)}
      onFocus={() => setRest(true)}
      onBlur={() => setRest(false)}
    >
      <p className={classes.said}>{toast.text}</p>
      {toast.undo && (
        <Button size="compact-sm" variant="light" loading={busy} onClick={undo}>
          {feedback.undo}
        </Button>
      )}
      <ActionIcon variant="subtle" color="gray" aria-label={feedback.dismiss} onClick={() => drop(toast.number)}>
        <Icon name="cross" size={14} />
      </ActionIcon>
    </li>
  );
}

/** Where toasts appear; once, in the app. They wait while the pointer or the focus is on them. */
export function Toasts() {
  const shown = useSyncExternalStore(
    (reader) => {
      readers.add(reader);
      return () => readers.delete(reader);
    },
    () => toasts,
  );
  return (
    <section aria-live="polite" aria-relevant="additions">
      <ul className={classes.toasts} style={{ margin: 0, padding: 0, listStyle: 'none' }}>
        {shown.map((toast) => (
          <Shown key={toast.number} toast={toast} />
        ))}
      </ul>
    </section>
  );
}
