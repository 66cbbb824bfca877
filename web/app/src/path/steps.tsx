import { Button } from '@mantine/core';
import { Fragment, type ReactNode, useState } from 'react';
import { type Money, money } from '@/money/money';
import { State, type Tone } from '@/shell/state';
import { Icon, type IconName } from '@/theme/icon';
import { exact, moment, span, together } from '@/time/time';
import { type Candidate, type Decision, type Standing, WHOLE_BPS } from './decision';
import { ICONS } from './lane';
import type { Person } from './layout';
import { cents, gains, percentOf } from './shares';
import classes from './steps.module.css';
import { touches as kinds, reasons, roles, standings, path as texts } from './texts';

/** What is known of a touch beside what its decision kept. */
export type Told = { reason: string | null; referrerHost: string | null; about: ReactNode };

type Props = {
  decision: Decision;
  people: Map<string, Person>;
  touches: Map<string, Told>;
  /** When it was sold. */
  at: string;
  currency: string;
  /** The sale's own step. */
  sale: ReactNode;
  /** What came after it, such as refunds. */
  children?: ReactNode;
};

/** Shown at once; of more, the latest. */
const SHOWN = 12;

const TONES: Record<Standing, Tone> = {
  ELIGIBLE: 'good',
  NOT_VALID: 'bad',
  OUTSIDE_WINDOW: 'quiet',
  BEFORE_PREVIOUS_SALE: 'quiet',
  AFTER_CONVERSION: 'quiet',
  STOOD_DOWN: 'warn',
};

/** The path as a list: each touch with its verdict and its cents. What the picture shows, for reading. */
export function Steps({ decision, people, touches, at, currency, sale, children }: Props) {
  const [all, setAll] = useState(false);
  const { candidates, facts } = decision;
  const carried = cents(candidates, gains(decision, currency));
  const shown = all ? candidates : candidates.slice(-SHOWN);
  const after = ({ standing }: Candidate) => standing === 'AFTER_CONVERSION';
  const touch = (candidate: Candidate) => (
    <Touch
      key={`${candidate.touch} ${candidate.payee}`}
      candidate={candidate}
      person={people.get(candidate.payee)}
      told={touches.get(candidate.touch)}
      amount={carried.get(candidate) ?? null}
      until={at}
    />
  );
  return (
    <>
      {candidates.length > SHOWN && (
        <Button variant="subtle" size="compact-sm" mb="sm" onClick={() => setAll(!all)}>
          {all ? texts.fewer : texts.all(candidates.length)}
        </Button>
      )}
      <ol className={classes.steps}>
        {candidates.length === 0 && <li className={classes.none}>{facts.inherits ? texts.inherits : texts.none}</li>}
        {shown.filter((one) => !after(one)).map(touch)}
        {sale}
        {shown.filter(after).map(touch)}
        {children}
      </ol>
    </>
  );
}

/** How long before the sale, or after it. */
function beside(at: string, until: string): string {
  if (together(at, until)) return texts.together;
  return new Date(at) < new Date(until) ? texts.before(span(at, until)) : texts.after(span(until, at));
}

type TouchProps = {
  candidate: Candidate;
  person: Person | undefined;
  told: Told | undefined;
  amount: Money | null;
  until: string;
};

function Touch({ candidate, person, told, amount, until }: TouchProps) {
  const { standing, verdict, at, kind, keepsBps } = candidate;
  const reason = told?.reason ?? (verdict === 'VALID' ? null : verdict);
  const late = standing === 'ELIGIBLE' && keepsBps < WHOLE_BPS;
  const said = late
    ? texts.stoodDown(percentOf(BigInt(keepsBps), BigInt(WHOLE_BPS)))
    : reason
      ? `${standings[standing]}: ${reasons[reason] ?? reason}`
      : standings[standing];
  return (
    <Step
      kind={standing === 'ELIGIBLE' ? 'counts' : 'not'}
      role={candidate.role}
      icon={ICONS[kind]}
      title={kinds[kind]}
      value={amount ? money(amount) : '–'}
    >
      <span className={classes.who}>
        {person ? `${person.name}, ${roles[person.role].toLowerCase()}` : ''}
        {told?.about && <Fragment> · {told.about}</Fragment>}
      </span>
      <time dateTime={at} title={exact(at)}>
        {[beside(at, until), told?.referrerHost ? texts.via(told.referrerHost) : ''].filter(Boolean).join(', ')}
      </time>
      <span>
        <State tone={late ? 'warn' : TONES[standing]}>{said}</State>
      </span>
    </Step>
  );
}

type StepProps = {
  kind: 'counts' | 'not' | 'sale' | 'refund';
  role?: string;
  icon: IconName;
  title: string;
  value: string;
  children: ReactNode;
};

/** One step. */
export function Step({ kind, role, icon, title, value, children }: StepProps) {
  return (
    <li className={classes.step} data-kind={kind} data-role={role}>
      <span className={classes.dot}>
        <Icon name={icon} size={16} />
      </span>
      <div className={classes.what}>
        <strong>{title}</strong>
        {children}
      </div>
      <strong className="figure">{value}</strong>
    </li>
  );
}

/** When it was, in the words of the others. */
export function When({ at }: { at: string }) {
  return (
    <time dateTime={at} title={exact(at)}>
      {moment(at)}
    </time>
  );
}
