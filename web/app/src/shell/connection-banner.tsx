import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useConnection } from '@/graph/connection';
import { Icon } from '@/theme/icon';
import { clock } from '@/time/time';
import classes from './frame.module.css';
import { shell } from './texts';

/** News that are away for shorter are not worth a word. */
const PATIENCE_MS = 3_000;

/** Says that what is shown may be old, and that it is not any more; goes away by itself. */
export function ConnectionBanner() {
  const { online, answeredAt, heard, back, outdated } = useConnection();
  const [deaf, setDeaf] = useState(false);
  useEffect(() => {
    setDeaf(false);
    if (heard !== 'lost') return;
    const timer = setTimeout(() => setDeaf(true), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, [heard]);
  const text = online
    ? back
      ? shell.back
      : deaf && shell.deaf
    : answeredAt
      ? shell.offline(clock(answeredAt))
      : shell.offlineNew;
  if (outdated) {
    return (
      <div role="status">
        <div className={classes.banner}>
          {shell.outdated}
          <Button size="compact-sm" variant="default" onClick={() => location.reload()}>
            {shell.reload}
          </Button>
        </div>
      </div>
    );
  }
  return (
    <div role="status">
      {text && (
        <div className={classes.banner} data-back={(online && back) || undefined}>
          <Icon name={online && back ? 'check' : 'offline'} size={16} />
          {text}
        </div>
      )}
    </div>
  );
}
