import type { ReactNode } from 'react';
import classes from './state.module.css';

/** How a state feels. The word says what it is; the colour only helps the eye. */
export type Tone = 'good' | 'warn' | 'bad' | 'river' | 'quiet';

/** A state as a word with a dot. */
export function State({ tone, children }: { tone: Tone; children: ReactNode }) {
  return (
    <span className={classes.state} data-tone={tone}>
      {children}
    </span>
  );
}
