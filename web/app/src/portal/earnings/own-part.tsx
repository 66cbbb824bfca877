import { Title } from '@mantine/core';
import { kinds } from '@/brand/conversions/texts';
import { money } from '@/money/money';
import { Account } from '@/path/account';
import type { Decision } from '@/path/decision';
import { Picture } from '@/path/picture';
import { PolicyWords } from '@/path/policy';
import { Step, Steps, When } from '@/path/steps';
import { path as words } from '@/path/texts';
import { parts } from '@/shell/parts';
import type { Parts } from './columns';
import classes from './own-part.module.css';
import { earnings as texts } from './texts';

type Props = {
  /** With one credit, which is `you`. */
  decision: Decision;
  you: string;
  sale: NonNullable<Parts['conversion']>;
  /** What the commission is in, and everything here. */
  currency: string;
  /** What became of it since. */
  notes: string[];
};

/** A payee's own part of a conversion: their touches, their rules to the cent, and the policy. */
export function OwnPart({ decision, you, sale, currency, notes }: Props) {
  const { candidates, credits, facts, older } = decision;
  const [credit] = credits;
  if (!credit) return null;
  const person = { name: texts.you, role: credit.role };
  const people = new Map([[you, person]]);
  const { occurredAt: at, kind, amount } = sale;
  return (
    <div className={classes.own}>
      <Title order={3}>{texts.whyPath}</Title>
      {candidates.length > 0 ? (
        <>
          <p className={parts.lead}>{texts.whyPathLead}</p>
          <Picture decision={decision} sale={{ at, kind, amount }} people={people} currency={currency} />
          <details>
            <summary>{words.steps}</summary>
            {older > 0n && <p className={parts.lead}>{texts.whyOlder(older.toString())}</p>}
            <Steps
              decision={decision}
              people={people}
              touches={new Map()}
              at={at}
              currency={currency}
              sale={
                <Step kind="sale" icon="basket" title={kinds[kind]} value={money(amount)}>
                  <When at={at} />
                </Step>
              }
            />
          </details>
        </>
      ) : (
        <p className={parts.lead}>{facts.inherits ? texts.whyInherits : words.none}</p>
      )}
      <Title order={3}>{texts.whyTitle}</Title>
      <Account credit={credit} person={person} currency={currency}>
        {notes.length > 0 && notes.join(' ')}
      </Account>
      <details>
        <summary>{words.policy}</summary>
        <PolicyWords decision={decision} people={people} />
      </details>
    </div>
  );
}
