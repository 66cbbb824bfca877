import { Paper, Title } from '@mantine/core';
import { useId } from 'react';
import { Link } from 'react-router';
import { money } from '@/money/money';
import { useTenant } from '@/shell/viewer';
import { moment } from '@/time/time';
import { causes } from '../conversions/texts';
import { Decide } from './decide';
import type { Names } from './evidence';
import { Findings } from './findings';
import classes from './fraud.module.css';
import type { Group } from './groups';
import { Meter } from './meter';
import type { HeldCommissionsQuery } from './query.gen';
import { held as texts } from './texts';

export type Row = HeldCommissionsQuery['commissions']['edges'][number]['node'];

type Props = { group: Group<Row>; names: Names; holdAt: number | null; done: () => void };

/** What somebody has held of one sale: how much, why, and what it may become. */
export function HeldCard({ group, names, holdAt, done }: Props) {
  const tenant = useTenant();
  const id = useId();
  const { row, sum, originals, corrected } = group;
  const { conversion, payee, program } = row;
  const notes = [
    program.name,
    originals.length > 1 ? texts.together(originals.length) : causes[row.cause],
    corrected ? texts.corrected : '',
  ];
  return (
    <Paper component="li" aria-labelledby={id}>
      <div className={classes.head}>
        <Title order={2} id={id}>
          {payee.name}
        </Title>
        <b className="figure">{money(sum)}</b>
      </div>
      <p className={classes.from}>
        {conversion && (
          <>
            <Link to={`/t/${tenant.id}/conversions/${conversion.id}`}>{texts.from(conversion.externalId)}</Link>
            {` · ${texts.sale(money(conversion.amount), moment(conversion.occurredAt))}`}
            <br />
          </>
        )}
        {notes.filter(Boolean).join(' · ')}
      </p>
      <Why group={group} names={names} holdAt={holdAt} />
      <Decide group={group} done={done} />
    </Paper>
  );
}

/** Why it is held: the signals with their score, or what whoever held it said. */
export function Why({ group, names, holdAt }: Omit<Props, 'done'>) {
  const { row, score } = group;
  const findings = row.fraudFindings;
  return (
    <>
      {findings.length > 0 && <Meter score={score} holdAt={holdAt} />}
      {saidByHand(row.holdReason, findings.length > 0) && (
        <p className={classes.quote}>
          <small>{texts.byHand}</small>
          {row.holdReason ?? texts.noReason}
        </p>
      )}
      {findings.length > 0 && <Findings findings={findings} names={names} />}
    </>
  );
}

/** What the server says of what signals have held. */
const BY_SIGNALS = 'Held for review';

/** Whether a person held it. */
const saidByHand = (reason: string | null, found: boolean) => !(found && (reason ?? '').startsWith(BY_SIGNALS));
