import { type ReactNode, useState } from 'react';
import classes from './editor.module.css';

type Props = { title: string; hint: string; used: boolean; wrong: boolean; children: ReactNode };

/** What is not needed by most rules: shut unless it is used, or something in it is wrong. It never shuts by itself. */
export function More({ title, hint, used, wrong, children }: Props) {
  const [open, setOpen] = useState(used);
  return (
    <details className={classes.more} open={open || wrong} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{title}</summary>
      <p>{hint}</p>
      {children}
    </details>
  );
}
