import { Button, Modal } from '@mantine/core';
import { useState } from 'react';
import { TextFilter } from '@/table/filter-inputs';
import { textFilter, useFilters } from '@/table/filters';
import { type Column, Table } from '@/table/table';
import { moment } from '@/time/time';
import classes from './audit.module.css';
import { changes } from './changes';
import { SettingsFrame } from './frame';
import { AuditDocument, type AuditQuery } from './query.gen';
import { settings, audit as texts } from './texts';

type Row = AuditQuery['auditLog']['edges'][number]['node'];

const FILTERS = { action: textFilter, subject: textFilter };

/** `/t/:tenant/settings/audit`. */
export function Component() {
  const [looked, setLooked] = useState<Row | null>(null);
  const { values, set, active, clear } = useFilters(FILTERS);
  const who = ({ actor }: Row) => actor.name || [texts.actors[actor.kind], actor.job].filter(Boolean).join(' ');
  const columns: Column<Row>[] = [
    { key: 'what', head: texts.what, cell: (row) => row.action, text: (row) => row.action },
    { key: 'who', head: texts.who, cell: who, text: who },
    {
      key: 'subject',
      head: texts.subject,
      wide: true,
      cell: (row) => <span className="mono">{row.subject}</span>,
      text: (row) => row.subject,
    },
    {
      key: 'from',
      head: texts.from,
      wide: true,
      cell: (row) => (row.entrance ? texts.entrances[row.entrance] : texts.none),
      text: (row) => row.entrance ?? '',
    },
    { key: 'when', head: texts.when, cell: (row) => moment(row.at), text: (row) => row.at },
    {
      key: 'look',
      head: texts.change,
      align: 'end',
      acts: true,
      cell: (row) => (
        <Button size="compact-sm" variant="default" onClick={() => setLooked(row)}>
          {texts.look}
        </Button>
      ),
      text: (row) => JSON.stringify({ before: row.before, after: row.after }),
    },
  ];
  return (
    <SettingsFrame>
      <Table
        name={settings.audit}
        document={AuditDocument}
        variables={{ filter: { action: values.action, subject: values.subject } }}
        connection={(answer) => answer.auditLog}
        columns={columns}
        id={(row) => row.id}
        filtered={active}
        clear={clear}
        empty={{ title: texts.emptyTitle }}
        filters={
          <>
            <TextFilter label={texts.action} value={values.action} set={(value) => set('action', value)} />
            <TextFilter label={texts.subjectFilter} value={values.subject} set={(value) => set('subject', value)} />
          </>
        }
      />
      {looked && <Change entry={looked} close={() => setLooked(null)} />}
    </SettingsFrame>
  );
}

function Change({ entry, close }: { entry: Row; close: () => void }) {
  return (
    <Modal opened onClose={close} size="lg" title={<strong>{entry.action}</strong>}>
      <table className={classes.change}>
        <thead>
          <tr>
            <th scope="col">{texts.what}</th>
            <th scope="col">{texts.before}</th>
            <th scope="col">{texts.after}</th>
          </tr>
        </thead>
        <tbody>
          {changes(entry.before, entry.after).map(({ name, before, after }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{before ?? texts.none}</td>
              <td>{after ?? texts.none}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className={classes.from}>
        {[entry.agent, entry.requestId && `${texts.request} ${entry.requestId}`].filter(Boolean).join(' · ')}
      </p>
    </Modal>
  );
}
