import { Button, Select } from '@mantine/core';
import { Link, useSearchParams } from 'react-router';
import { parts, Section } from '@/shell/parts';
import { State, type Tone } from '@/shell/state';
import { useMay, useTenant } from '@/shell/viewer';
import { asOf, inForce, isWithdrawn, readVersion } from '@/terms/version';
import { day, moment } from '@/time/time';
import { type Programme, ProgrammeFrame } from '../frame';
import { Difference } from './difference';
import { Planned } from './planned';
import { versions as texts } from './texts';
import classes from './versions.module.css';

type Terms = Programme['terms']['nodes'][number];

const byVersion = (a: Terms, b: Terms) => b.version - a.version;

/** `/t/:tenant/programmes/:id/versions?for=…&before=…&after=…`. */
export function Component() {
  return <ProgrammeFrame>{({ programme }) => <Versions programme={programme} />}</ProgrammeFrame>;
}

function Versions({ programme }: { programme: Programme }) {
  const [params, setParams] = useSearchParams();
  const all = [...programme.terms.nodes].sort(byVersion);
  const asked = all.find(({ id }) => id === params.get('after'))?.group?.id ?? params.get('for');
  const groups = programme.groups.nodes.filter(({ id }) => all.some(({ group }) => group?.id === id));
  const group = groups.find(({ id }) => id === asked)?.id ?? null;
  const versions = all.filter((one) => (one.group?.id ?? null) === group);
  const of = (name: string) => versions.find(({ id }) => id === params.get(name));
  // Unless they are asked for, what was taken back is not put beside another.
  const standing = versions.filter((one) => !isWithdrawn(one));
  const after = of('after') ?? standing[0] ?? versions[0];
  const before = of('before') ?? standing.find((one) => after && one.version < after.version) ?? versions.at(-1);
  const set = (next: Record<string, string>) => setParams(next, { preventScrollReset: true });
  const sides = (name: 'before' | 'after', id: string | null) =>
    set({ before: before?.id ?? '', after: after?.id ?? '', ...(group ? { for: group } : {}), [name]: id ?? '' });
  const choice = (name: 'before' | 'after', value: string | undefined) => (
    <Select
      label={texts[name]}
      data={versions.map(({ id, version, effectiveFrom }) => ({
        value: id,
        label: texts.option(version, day(effectiveFrom)),
      }))}
      value={value ?? null}
      onChange={(id) => sides(name, id)}
    />
  );
  return (
    <div className={parts.stack}>
      <Planned programme={programme} />
      {groups.length > 0 && (
        <Select
          label={texts.of}
          className={classes.of}
          data={[{ value: '', label: texts.everybody }, ...groups.map(({ id, name }) => ({ value: id, label: name }))]}
          value={group ?? ''}
          onChange={(id) => set(id ? { for: id } : {})}
        />
      )}
      <div className={classes.columns}>
        <Section title={texts.title} lead={texts.lead}>
          <List id={programme.id} versions={versions} all={all} group={group} />
        </Section>
        <Section title={texts.side} lead={versions.length > 1 ? texts.sideLead : texts.one}>
          {before && after && versions.length > 1 && (
            <>
              <div className={classes.sides}>
                {choice('before', before.id)}
                {choice('after', after.id)}
              </div>
              <Difference before={readVersion(before)} after={readVersion(after)} currency={programme.currency} />
            </>
          )}
        </Section>
      </div>
    </div>
  );
}

const TONES: Record<keyof typeof texts.states, Tone> = {
  NOW: 'good',
  COMING: 'river',
  OVER: 'quiet',
  NEVER: 'quiet',
  WITHDRAWN: 'quiet',
};

function stateOf(terms: Terms, all: Terms[], now: Date): keyof typeof texts.states {
  const group = terms.group?.id ?? null;
  if (isWithdrawn(terms)) return 'WITHDRAWN';
  if (new Date(terms.effectiveFrom) > now) return 'COMING';
  if (inForce(all, group, now)?.id === terms.id) return 'NOW';
  // Another took its place at the very moment it began.
  return inForce(all, group, new Date(terms.effectiveFrom))?.id === terms.id ? 'OVER' : 'NEVER';
}

type ListProps = { id: string; versions: Terms[]; all: Terms[]; group: string | null };

function List({ id, versions, all, group }: ListProps) {
  const tenant = useTenant();
  const may = useMay('PROGRAM_WRITE');
  const now = asOf(all, new Date());
  if (versions.length === 0) return <p className={parts.soft}>{texts.none}</p>;
  return (
    <ul className={parts.rows}>
      {versions.map((terms) => {
        const state = stateOf(terms, all, now);
        const query = new URLSearchParams({ from: terms.id, ...(group ? { group } : {}) });
        return (
          <li key={terms.id}>
            <span>
              {texts.terms(terms.version)}
              <small>{(state === 'COMING' ? texts.beginning : texts.since)(moment(terms.effectiveFrom))}</small>
            </span>
            <div className={classes.acts}>
              <State tone={TONES[state]}>{texts.states[state]}</State>
              {may && (
                <Button
                  component={Link}
                  to={`/t/${tenant.id}/programmes/${id}/terms?${query}`}
                  variant="subtle"
                  size="compact-sm"
                  aria-label={texts.startFromLabel(terms.version)}
                >
                  {texts.startFrom}
                </Button>
              )}
            </div>
          </li>
        );
      })}
    </ul>
  );
}
