import { Button, SegmentedControl, Select, TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import { Section } from '@/shell/parts';
import classes from './replay.module.css';
import { lastDays, moments, offered, PERIODS } from './replayed';
import { replay as texts } from './texts';

type Asked = { from: string; to: string; currency: string; version: string | null };

type Props = {
  title?: string;
  lead?: string;
  asked: { from: string | null; to: string | null; currency: string; version: string | null };
  /** Whether something is being changed that may be tried. */
  draft: boolean;
  /** What else may be tried; where there is nothing else, it is not asked for. */
  versions: { id: string; version: number }[];
  inForce: string | null;
  currencies: string[];
  busy: boolean;
  /** What is to be tried is not finished. */
  unready?: boolean;
  tried: boolean;
  ask: (asked: Asked) => void;
};

/** The days of a choice that is none of the offered ones. */
const OWN = 'own';
const PERIOD_DAYS = 30;

/** What to try, on which sales. */
export function ReplayForm(props: Props) {
  const { asked, draft, versions, inForce, currencies, busy, tried, ask } = props;
  const [now] = useState(() => new Date());
  const given = (): Asked => ({
    ...lastDays(PERIOD_DAYS, now),
    ...(asked.from && asked.to ? { from: asked.from, to: asked.to } : {}),
    currency: asked.currency,
    version: asked.version,
  });
  const [typed, setTyped] = useState(given);
  const [own, setOwn] = useState(() => offered(typed.from, typed.to, now) === null);
  // "Back" asks what was asked before; the form follows, and whoever is in it stays there.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another question sets it off
  useEffect(() => {
    const next = given();
    setTyped(next);
    setOwn(offered(next.from, next.to, now) === null);
  }, [asked.from, asked.to, asked.currency, asked.version]);
  const days = offered(typed.from, typed.to, now);
  const wrong = moments(typed.from, typed.to) ? null : typed.from && typed.to ? texts.wrongPeriod : texts.wrongDay;
  const set = (next: Partial<Asked>) => setTyped({ ...typed, ...next });
  return (
    <Section title={props.title ?? texts.title} lead={props.lead ?? texts.lead}>
      <form
        className={classes.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (!wrong) ask(typed);
        }}
      >
        {versions.length > 0 && (
          <Select
            label={texts.what}
            data={[
              ...(draft ? [{ value: '', label: texts.draft }] : []),
              ...versions.map(({ id, version }) => ({ value: id, label: texts.version(version, id === inForce) })),
            ]}
            value={typed.version ?? ''}
            onChange={(version) => set({ version: version || null })}
          />
        )}
        <div className={classes.period}>
          <span aria-hidden="true">{texts.period}</span>
          <SegmentedControl
            fullWidth
            aria-label={texts.period}
            value={own || !days ? OWN : String(days)}
            onChange={(value) => {
              setOwn(value === OWN);
              if (value !== OWN) set(lastDays(Number(value), now));
            }}
            data={[
              ...PERIODS.map((one) => ({ value: String(one), label: texts.days(one) })),
              { value: OWN, label: texts.own },
            ]}
          />
        </div>
        {(own || !days) && (
          <div className={classes.days}>
            <TextInput
              type="date"
              label={texts.from}
              value={typed.from}
              error={wrong}
              onChange={(event) => set({ from: event.currentTarget.value })}
            />
            <TextInput
              type="date"
              label={texts.to}
              value={typed.to}
              onChange={(event) => set({ to: event.currentTarget.value })}
            />
          </div>
        )}
        {currencies.length > 1 && (
          <Select
            label={texts.currency}
            data={currencies}
            value={typed.currency}
            onChange={(currency) => set({ currency: currency ?? typed.currency })}
          />
        )}
        <Button type="submit" loading={busy} disabled={props.unready}>
          {tried ? texts.again : texts.run}
        </Button>
      </form>
    </Section>
  );
}
