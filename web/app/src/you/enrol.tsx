import { Paper } from '@mantine/core';
import { useEffect } from 'react';
import { shell } from '@/shell/texts';
import { useViewer } from '@/shell/viewer';
import { FactorSetup } from './factor-setup';
import { you as texts } from './texts';
import classes from './you.module.css';

/** In the place of a brand that asks for a second factor, as long as one has none. */
export function Enrol() {
  const { secondFactor } = useViewer();
  useEffect(() => {
    document.title = shell.title(texts.enrolTitle);
  }, []);
  return (
    <main className={classes.alone}>
      <h1>{texts.enrolTitle}</h1>
      <p>{texts.enrolText}</p>
      <Paper>
        <FactorSetup enabled={Boolean(secondFactor?.enabled)} done={() => location.reload()} />
      </Paper>
    </main>
  );
}
