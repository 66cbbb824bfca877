import { useState } from 'react';
import { useQuery } from 'urql';
import { object, text } from '@/graph/json';
import { useMay } from '@/shell/viewer';
import { moment } from '@/time/time';
import classes from './fraud.module.css';
import { CommissionLogDocument, type CommissionLogQuery } from './query.gen';
import { history as texts } from './texts';

type Entry = CommissionLogQuery['auditLog']['nodes'][number];

/** Most commissions whose history is asked for. */
const COMMISSIONS_MAX = 6;

type Props = { commissions: { id: string; payee: { name: string } }[] };

/** What was held, released and voided: by whom, when and why. For those who may read the audit log, when they ask. */
export function History({ commissions }: Props) {
  const may = useMay('AUDIT_READ');
  const [open, setOpen] = useState(false);
  if (!may || commissions.length === 0) return null;
  return (
    <details className={classes.history} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{texts.title}</summary>
      {open && (
        <ul>
          {commissions.slice(0, COMMISSIONS_MAX).map(({ id, payee }) => (
            <Lines key={id} subject={id} who={payee.name} />
          ))}
        </ul>
      )}
    </details>
  );
}

function Lines({ subject, who }: { subject: string; who: string }) {
  const [{ data }] = useQuery({
    query: CommissionLogDocument,
    variables: { subject },
    requestPolicy: 'cache-and-network',
  });
  const entries = (data?.auditLog.nodes ?? []).filter(({ action }) => texts.done[action]);
  return entries.toReversed().map((entry) => (
    <li key={entry.id}>
      {texts.line(texts.done[entry.action] ?? '', who, by(entry))}
      <small>{[moment(entry.at), text(object(entry.after).reason)].filter(Boolean).join(' · ')}</small>
    </li>
  ));
}

const by = ({ actor }: Entry) => (actor.kind === 'JOB' ? texts.signals : actor.name || texts.somebody);
