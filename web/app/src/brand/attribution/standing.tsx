import { Button, Group } from '@mantine/core';
import { Link } from 'react-router';
import type { Policy } from '@/attribution/policy';
import { parts, Section } from '@/shell/parts';
import { useMay, useTenant } from '@/shell/viewer';
import { day } from '@/time/time';
import { draftParams, policyOf } from './draft';
import { Changes } from './publish';
import type { PolicyPartsFragment } from './query.gen';
import { policy as texts } from './texts';
import { differences } from './words';

type Props = {
  current: PolicyPartsFragment;
  /** Null while something typed makes no sense. */
  draft: Policy | null;
  invalid: boolean;
  sending: boolean;
  publish: () => void;
  startOver: () => void;
};

/** Where one is: what is in force, what would change, and what can be done with that. */
export function Standing({ current, draft, invalid, sending, publish, startOver }: Props) {
  const tenant = useTenant();
  const may = useMay('POLICY_WRITE');
  const now = policyOf(current);
  const changes = draft ? differences(now, draft) : [];
  const untouched = !invalid && changes.length === 0;
  const search = draft ? new URLSearchParams(draftParams(draft, now)).toString() : '';
  return (
    <Section
      title={untouched ? texts.standing : texts.changing}
      lead={untouched ? texts.inForce(current.version, day(current.createdAt)) : texts.drafting(current.version)}
    >
      {untouched && <p className={parts.soft}>{may ? texts.unchanged : texts.readOnly}</p>}
      {changes.length > 0 && <Changes changes={changes} />}
      {invalid && <p className={parts.soft}>{texts.invalid}</p>}
      {!untouched && (
        <Group mt="md" gap="sm">
          {may && (
            <Button onClick={publish} loading={sending}>
              {texts.publish}
            </Button>
          )}
          {draft && (
            <Button component={Link} to={`/t/${tenant.id}/attribution/replay?${search}`} variant="default">
              {texts.tryIt}
            </Button>
          )}
          <Button variant="subtle" onClick={startOver}>
            {texts.startOver}
          </Button>
        </Group>
      )}
    </Section>
  );
}
