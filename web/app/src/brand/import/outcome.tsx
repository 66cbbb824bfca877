import { Alert, Button, Group } from '@mantine/core';
import { Link } from 'react-router';
import { Fact, Facts, parts, Section } from '@/shell/parts';
import { useTenant } from '@/shell/viewer';
import { csvLine, saveCsv } from '@/table/csv';
import classes from './import.module.css';
import { type Kind, PLACES } from './mapping';
import type { Progress } from './sending';
import { texts } from './texts';

const COUNT = new Intl.NumberFormat('en-GB');
const SHOWN = 20;

type Props = {
  kind: Kind;
  progress: Progress;
  rows: number;
  stop: () => void;
  goOn: () => void;
  again: () => void;
};

/** How far it is; what became of it. */
export function Outcome({ kind, progress, rows, stop, goOn, again }: Props) {
  const { state, rows: sent, written, alreadyThere, unmatched, refused } = progress;
  return (
    <div className={parts.stack}>
      {state !== 'done' && (
        <Section title={texts.progressTitle}>
          <progress className={classes.bar} value={sent} max={rows} aria-label={texts.progressTitle} />
          <Group justify="space-between">
            <span role="status">{texts.progress(COUNT.format(sent), COUNT.format(rows))}</span>
            {state === 'sending' ? (
              <Button variant="default" onClick={stop}>
                {texts.stop}
              </Button>
            ) : (
              <Button onClick={goOn}>{texts.goOn}</Button>
            )}
          </Group>
          {state !== 'sending' && (
            <Alert color="amber" mt="md" role="alert">
              {state === 'broken' ? texts.broken : texts.stopped}
            </Alert>
          )}
        </Section>
      )}
      <Facts>
        <Fact name={texts.written} value={COUNT.format(written)} strong />
        <Fact name={texts.already} value={COUNT.format(alreadyThere)} />
        {kind === 'orders' && <Fact name={texts.unmatched} value={COUNT.format(unmatched)} />}
        <Fact name={texts.refused} value={COUNT.format(refused.length)} />
      </Facts>
      {state === 'done' && <Onward kind={kind} again={again} clean={refused.length === 0} />}
      {refused.length > 0 && <Refused refused={refused} />}
    </div>
  );
}

function Onward({ kind, again, clean }: { kind: Kind; again: () => void; clean: boolean }) {
  const tenant = useTenant();
  const place = `/t/${tenant.id}/${PLACES[kind]}`;
  return (
    <Section title={texts.doneTitle}>
      <Group mt="sm">
        {kind === 'moments' && (
          <Button component={Link} to={`${place}/queue`}>
            {texts.queue}
          </Button>
        )}
        <Button component={Link} to={place} variant={kind === 'moments' ? 'default' : 'filled'}>
          {texts.look[kind]}
        </Button>
        {!clean && (
          <Button variant="subtle" onClick={again}>
            {texts.columnsTitle}
          </Button>
        )}
      </Group>
    </Section>
  );
}

function Refused({ refused }: { refused: Progress['refused'] }) {
  const save = () => {
    const head = csvLine([texts.line, texts.number, texts.code, texts.reason]);
    const lines = refused.map((one) => csvLine([String(one.line), one.externalId ?? '', one.code, one.reason]));
    saveCsv([head, ...lines], 'not-taken.csv');
  };
  return (
    <Section
      title={texts.refusedTitle}
      aside={
        <Button size="compact-sm" variant="default" onClick={save}>
          {texts.download}
        </Button>
      }
    >
      <ul className={parts.rows}>
        {refused.slice(0, SHOWN).map(({ line, externalId, reason }) => (
          <li key={String(line)}>
            <span>
              {reason}
              <small>{[`${texts.line} ${line}`, externalId].filter(Boolean).join(' · ')}</small>
            </span>
          </li>
        ))}
        {refused.length > SHOWN && (
          <li>
            <span className={parts.soft}>{texts.more(COUNT.format(refused.length - SHOWN))}</span>
          </li>
        )}
      </ul>
    </Section>
  );
}
