import { useState } from 'react';
import { object, text } from '@/graph/json';
import { moment } from '@/time/time';
import classes from './fraud.module.css';
import type { Done } from './log';
import { history as texts } from './texts';

/** What was held, released and voided: by whom, when and why. `folded`: below what is more pressing. */
export function History({ log, folded }: { log: Done[]; folded?: boolean }) {
  const [open, setOpen] = useState(false);
  if (log.length === 0) return null;
  const lines = (
    <ul>
      {log.map(({ entry, who }) => (
        <li key={entry.id}>
          {texts.line(texts.done[entry.action] ?? '', who, by(entry))}
          <small>{[moment(entry.at), text(object(entry.after).reason)].filter(Boolean).join(' · ')}</small>
        </li>
      ))}
    </ul>
  );
  if (!folded) return <div className={classes.history}>{lines}</div>;
  return (
    <details className={classes.history} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{texts.title}</summary>
      {open && lines}
    </details>
  );
}

const by = ({ actor }: Done['entry']) => (actor.kind === 'JOB' ? texts.signals : actor.name || texts.somebody);
