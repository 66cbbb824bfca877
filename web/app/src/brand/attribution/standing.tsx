import { Button, Group } from '@mantine/core';
import { Link } from 'react-router';
import type { Policy } from '@/attribution/policy';
import { parts, Section } from '@/shell/parts';
import { useMay, useTenant } from '@/shell/viewer';
import { day } from '@/time/time';
import classes from './attribution.module.css';
import { draftParams, policyOf } from './draft';
import { Glance } from './picture';
import { Changes } from './publish';
import type { PolicyPartsFragment } from './query.gen';
import type { Step } from './sample';
import { policy as texts } from './texts';
import { differences } from './words';

type Props = {
  current: PolicyPartsFragment;
  /** Null while something typed makes no sense. */
  draft: Policy | null;
};

/** Where one is: what is in force, and what would change. */
export function Standing({ current, draft }: Props) {
  const may = useMay('POLICY_WRITE');
  const changes = draft ? differences(policyOf(current), draft) : [];
  const untouched = draft !== null && changes.length === 0;
  return (
    <Section
      title={untouched ? texts.standing : texts.changing}
      lead={untouched ? texts.inForce(current.version, day(current.createdAt)) : texts.drafting(current.version)}
    >
      {untouched && <p className={parts.soft}>{texts.unchanged}</p>}
      {!may && <p className={parts.soft}>{texts.readOnly}</p>}
      {changes.length > 0 && <Changes changes={changes} />}
    </Section>
  );
}

type FootProps = Props & { path: Step[]; sending: boolean; publish: () => void; startOver: () => void };

/** What can be done with the changes, always in sight; on a narrow screen with the shares, which are far away there. */
export function Foot({ current, draft, path, sending, publish, startOver }: FootProps) {
  const tenant = useTenant();
  const may = useMay('POLICY_WRITE');
  const now = policyOf(current);
  const count = draft ? differences(now, draft).length : null;
  const search = draft ? new URLSearchParams(draftParams(draft, now)).toString() : '';
  return (
    <div className={classes.foot} data-still={count === 0 || undefined}>
      <Glance policy={draft} path={path} />
      {count !== 0 && (
        <Group gap="xs" justify="flex-end">
          <span>{count === null ? texts.invalid : texts.count(count)}</span>
          <Button variant="subtle" onClick={startOver}>
            {texts.startOver}
          </Button>
          {draft && (
            <Button component={Link} to={`/t/${tenant.id}/attribution/replay?${search}`} variant="default">
              {texts.tryIt}
            </Button>
          )}
          {may && (
            <Button onClick={publish} loading={sending}>
              {texts.publish}
            </Button>
          )}
        </Group>
      )}
    </div>
  );
}
