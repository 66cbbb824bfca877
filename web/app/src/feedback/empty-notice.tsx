import type { ReactNode } from 'react';
import classes from './feedback.module.css';

type Props = {
  title: string;
  text?: string;
  action?: ReactNode /** It is all there is on the screen. */;
  main?: boolean;
};

/** In the place of what there is none of yet: why, and what to do about it. */
export function EmptyNotice({ title, text, action, main }: Props) {
  return (
    <div className={classes.notice}>
      <svg width="72" height="36" viewBox="0 0 72 36" fill="none" strokeLinecap="round" aria-hidden="true">
        <path d="M4 10c10 0 10 8 20 8s10-8 20-8 10 8 24 8" stroke="var(--river)" strokeWidth="3" opacity=".7" />
        <path
          d="M4 24c10 0 10 6 20 6s10-6 20-6 10 6 24 6"
          stroke="var(--mantine-color-amber-5)"
          strokeWidth="3"
          opacity=".7"
        />
      </svg>
      {main ? <h1 className={classes.title}>{title}</h1> : <p className={classes.title}>{title}</p>}
      {text && <p className={classes.text}>{text}</p>}
      {action}
    </div>
  );
}
