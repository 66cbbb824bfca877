import { Alert, SegmentedControl, Select, TextInput } from '@mantine/core';
import { Section } from '@/shell/parts';
import { asOf, inForce, isWithdrawn, toCome } from '@/terms/version';
import { moment } from '@/time/time';
import type { Programme } from '../frame';
import classes from './editor.module.css';
import { editor as texts } from './texts';

type Field = { name: string; value: string; error?: string | undefined; onChange: (value: never) => void };
type Props = {
  programme: Programme;
  groupId: string;
  later: boolean;
  setGroup: (id: string) => void;
  setLater: (later: boolean) => void;
  groupError: string | undefined;
  when: Omit<Field, 'onChange'> & { onChange: (event: { currentTarget: { value: string } }) => void };
};

/** For whom the version is, and from when it counts. */
export function Publishing({ programme, groupId, later, setGroup, setLater, groupError, when }: Props) {
  const versions = programme.terms.nodes;
  const now = asOf(versions, new Date());
  const group = programme.groups.nodes.find(({ id }) => id === groupId);
  const [planned] = toCome(versions, groupId || null, now);
  const first = versions.every(isWithdrawn);
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  return (
    <Section title={texts.publishing} lead={texts.publishingLead}>
      {programme.groups.nodes.length > 0 && (
        <Select
          name="groupId"
          label={texts.group}
          data={[
            { value: '', label: texts.everybody },
            ...programme.groups.nodes.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          value={groupId}
          error={groupError}
          description={group && !inForce(versions, group.id, now) ? texts.groupNew(group.name) : undefined}
          onChange={(id) => setGroup(id ?? '')}
          mb="md"
        />
      )}
      <div className={classes.labelled}>
        <span id="terms-at">{texts.at}</span>
        <SegmentedControl
          aria-labelledby="terms-at"
          value={later ? 'later' : 'now'}
          onChange={(value) => setLater(value === 'later')}
          data={[
            { value: 'now', label: texts.atOnce },
            { value: 'later', label: texts.atLater },
          ]}
        />
      </div>
      {later && (
        <TextInput
          {...when}
          type="datetime-local"
          label={texts.effectiveFrom}
          description={`${texts.zone(timeZone)}${first ? ` ${texts.firstHint}` : ''}`}
        />
      )}
      {planned && (
        <Alert color="amber" mt="md">
          {texts.planned(planned.version, moment(planned.effectiveFrom))}
        </Alert>
      )}
    </Section>
  );
}
