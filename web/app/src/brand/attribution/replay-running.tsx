import { Button, Paper } from '@mantine/core';
import { useEffect, useState } from 'react';
import { dayStart } from '@/time/time';
import classes from './replay.module.css';
import { replay as texts } from './texts';
import { daysText } from './words';

/** Shows that it works, and for how long it has, with a way out. */
export function Running({ since, from, to, stop }: { since: number; from: string; to: string; stop: () => void }) {
  const [now, setNow] = useState(since);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, []);
  const seconds = Math.max(0, Math.floor((now - since) / 1_000));
  return (
    <Paper className={classes.running}>
      <div role="status">
        <strong>{texts.running(dayStart(from) ? daysText(from, to) : '')}</strong>
        <small>{texts.runningHint}</small>
      </div>
      <span className="figure" aria-hidden="true">
        {texts.seconds(seconds)}
      </span>
      <Button variant="default" size="compact-md" onClick={stop}>
        {texts.stop}
      </Button>
      <span className={classes.moving} aria-hidden="true" />
    </Paper>
  );
}
