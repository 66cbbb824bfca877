import { Button } from '@mantine/core';
import { Link } from 'react-router';
import { parts, Section } from '@/shell/parts';
import { State } from '@/shell/state';
import { useMay, useTenant } from '@/shell/viewer';
import { asOf, isWithdrawn } from '@/terms/version';
import { moment } from '@/time/time';
import type { Programme } from '../frame';
import { TakeBack } from './take-back';
import { versions as texts } from './texts';
import classes from './versions.module.css';

/** Versions that are published and do not count yet, of everybody and of every group: from when they do. */
export function Planned({ programme }: { programme: Programme }) {
  const tenant = useTenant();
  const may = useMay('PROGRAM_WRITE');
  const versions = programme.terms.nodes;
  const now = asOf(versions, new Date());
  const planned = versions
    .filter((one) => new Date(one.effectiveFrom) > now && !isWithdrawn(one))
    .sort((a, b) => new Date(a.effectiveFrom).getTime() - new Date(b.effectiveFrom).getTime());
  if (planned.length === 0) return null;
  const root = `/t/${tenant.id}/programmes/${programme.id}`;
  return (
    <Section title={texts.planned} lead={texts.plannedLead}>
      <ul className={parts.rows}>
        {planned.map((one) => {
          const { id, version, effectiveFrom, group } = one;
          return (
            <li key={id}>
              <span>
                {texts.begins(version, moment(effectiveFrom))}
                <small>{texts.whom(group?.name ?? null)}</small>
              </span>
              <div className={classes.acts}>
                <State tone="river">{texts.states.COMING}</State>
                <Button
                  component={Link}
                  to={`?${new URLSearchParams({ after: id })}`}
                  preventScrollReset
                  variant="subtle"
                  size="compact-sm"
                  aria-label={texts.compareLabel(version)}
                >
                  {texts.compare}
                </Button>
                {may && (
                  <Button
                    component={Link}
                    to={`${root}/terms?${new URLSearchParams({ from: id, ...(group && { group: group.id }) })}`}
                    variant="subtle"
                    size="compact-sm"
                    aria-label={texts.startFromLabel(version)}
                  >
                    {texts.startFrom}
                  </Button>
                )}
                {may && <TakeBack terms={one} />}
              </div>
            </li>
          );
        })}
      </ul>
    </Section>
  );
}
