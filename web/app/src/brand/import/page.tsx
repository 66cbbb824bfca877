import { Button } from '@mantine/core';
import { useState } from 'react';
import { Page } from '@/shell/page';
import { useTenant } from '@/shell/viewer';
import { Icon } from '@/theme/icon';
import { type File, read } from './file';
import { ImportForm } from './form';
import classes from './import.module.css';
import { type Kind, PLACES } from './mapping';
import { texts } from './texts';

const FILE_BYTES_MAX = 50_000_000;
const COUNT = new Intl.NumberFormat('en-GB');

/** Takes a file in: which it is, what its columns are, and then piece by piece. */
export function Import({ kind }: { kind: Kind }) {
  const tenant = useTenant();
  const [chosen, setChosen] = useState<{ name: string; file: File } | null>(null);
  const [wrong, setWrong] = useState<string | null>(null);
  const choose = async (given: globalThis.File | undefined) => {
    if (!given) return;
    if (given.size > FILE_BYTES_MAX) return setWrong(texts.tooLarge);
    const file = read(given.name, await given.text());
    setWrong(file ? null : texts.unreadable);
    setChosen(file && { name: given.name, file });
  };
  return (
    <Page
      title={texts.title[kind]}
      lead={texts.lead[kind]}
      back={{ to: `/t/${tenant.id}/${PLACES[kind]}`, label: texts.back[kind] }}
    >
      {chosen ? (
        <>
          <div className={classes.file}>
            <strong>{chosen.name}</strong>
            <span>{texts.rows(COUNT.format(chosen.file.rows.length))}</span>
            <Button size="compact-md" variant="default" onClick={() => setChosen(null)}>
              {texts.another}
            </Button>
          </div>
          <ImportForm kind={kind} name={chosen.name} file={chosen.file} />
        </>
      ) : (
        <Drop choose={choose} wrong={wrong} />
      )}
    </Page>
  );
}

function Drop({ choose, wrong }: { choose: (file: globalThis.File | undefined) => void; wrong: string | null }) {
  const [over, setOver] = useState(false);
  return (
    <label
      className={classes.drop}
      data-over={over || undefined}
      onDragEnter={() => setOver(true)}
      onDragLeave={() => setOver(false)}
    >
      <Icon name="download" size={24} />
      <strong>{texts.choose}</strong>
      <span>{texts.chooseText}</span>
      {wrong && (
        <b className={classes.wrong} role="alert">
          {wrong}
        </b>
      )}
      <input
        type="file"
        accept=".csv,.txt,.tsv,.jsonl,.ndjson,text/csv"
        aria-label={texts.choose}
        onChange={(event) => choose(event.currentTarget.files?.[0])}
      />
    </label>
  );
}
