import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { parts, Section } from '@/shell/parts';
import type { Explanation } from './explain';
import { kindOf, outcome } from './outcome';
import classes from './terms.module.css';
import { calculator as texts } from './texts';
import { looksAt, type Typed, UNTYPED } from './trial';
import { TrialInputs } from './trial-inputs';
import { type Known, known, type Version } from './version';

const list = new Intl.ListFormat('en-GB');

/** What an order would pay by these terms, as one types, and why. Asks only for what the rules look at. */
export function Calculator({ version, currency }: { version: Version; currency: string }) {
  const all = known(version);
  const [typed, set] = useState(UNTYPED);
  return (
    <Section title={texts.title} lead={texts.lead}>
      {all ? (
        <Trial version={all} currency={currency} typed={typed} set={set} />
      ) : (
        <p className={parts.soft}>{texts.unknown}</p>
      )}
    </Section>
  );
}

type Props = { version: Known; currency: string; typed: Typed; set: (typed: Typed) => void };

/** The same without its frame; what is typed is kept by who shows it. */
export function Trial({ version, currency, typed, set }: Props) {
  const { kinds } = looksAt(version);
  const kind = kindOf(typed, version);
  const { says, note, why } = outcome(version, typed, currency);
  return (
    <>
      {kinds.length > 1 && (
        <SegmentedControl
          fullWidth
          mb="sm"
          aria-label={texts.kind}
          value={kind}
          onChange={(value) => set({ ...typed, kind: kinds.find((one) => one === value) ?? kind })}
          data={kinds.map((value) => ({ value, label: texts.kinds[value] }))}
        />
      )}
      <TrialInputs version={version} currency={currency} typed={{ ...typed, kind }} set={set} />
      <p className={classes.answer} role="status">
        {why ? <strong>{says}</strong> : says}
        {note}
      </p>
      {why && <Why found={why} />}
    </>
  );
}

function Why({ found: { passed, won, after } }: { found: Explanation }) {
  if (passed.length + won.length + after.length === 0) return null;
  return (
    <div className={classes.why}>
      <h3>{texts.how}</h3>
      <ul>
        {passed.map(({ place, name, why }) => (
          <li key={place} data-passed>
            {texts.passed(place, name)} {why}
          </li>
        ))}
        {won.map(({ place, name, lines, steps }) => (
          <li key={place}>
            <b>{texts.won(place, name, lines.length ? texts.lines(lines, list.format(lines.map(String))) : '')}</b>
            {steps.map((step) => (
              <span key={step}>{step}</span>
            ))}
          </li>
        ))}
        {after.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </div>
  );
}
