import { Button } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import { useQuery } from 'urql';
import { EmptyNotice } from '@/feedback/empty-notice';
import { parts, Section } from '@/shell/parts';
import { State } from '@/shell/state';
import { useMay, useTenant } from '@/shell/viewer';
import { asOf, inForce, toCome } from '@/terms/version';
import { Icon } from '@/theme/icon';
import { day } from '@/time/time';
import { type Programme, ProgrammeFrame } from '../frame';
import type { GroupPartsFragment } from '../query.gen';
import { GroupForm } from './group-form';
import { Members } from './members';
import { GroupCountsDocument } from './query.gen';
import { groups as texts } from './texts';

/** `/t/:tenant/programmes/:id/groups`. */
export function Component() {
  return <ProgrammeFrame>{({ programme, again }) => <Groups programme={programme} again={again} />}</ProgrammeFrame>;
}

function Groups({ programme, again }: { programme: Programme; again: () => void }) {
  const may = useMay('PROGRAM_WRITE');
  const [form, setForm] = useState<{ of?: GroupPartsFragment } | null>(null);
  const groups = programme.groups.nodes;
  const create = may && (
    <Button
      variant={groups.length ? 'subtle' : 'filled'}
      size={groups.length ? 'compact-sm' : 'sm'}
      leftSection={<Icon name="plus" size={14} />}
      onClick={() => setForm({})}
    >
      {texts.create}
    </Button>
  );
  return (
    <div className={parts.stack}>
      {groups.length === 0 ? (
        <EmptyNotice title={texts.noneTitle} text={texts.noneText} action={create} />
      ) : (
        <Section title={texts.title} lead={texts.lead} aside={create}>
          <ul className={parts.rows}>
            {groups.map((group) => (
              <Row key={group.id} group={group} programme={programme} edit={() => setForm({ of: group })} />
            ))}
          </ul>
        </Section>
      )}
      {groups.length > 0 && <Members programme={programme} />}
      {form && <GroupForm programId={programme.id} {...form} close={() => setForm(null)} done={again} />}
    </div>
  );
}

function Row({ group, programme, edit }: { group: GroupPartsFragment; programme: Programme; edit: () => void }) {
  const tenant = useTenant();
  const may = useMay('PROGRAM_WRITE');
  const [{ data }] = useQuery({ query: GroupCountsDocument, variables: { programId: programme.id } });
  const versions = programme.terms.nodes;
  const now = asOf(versions, new Date());
  const own = inForce(versions, group.id, now);
  const [coming] = toCome(versions, group.id, now);
  const members = data?.enrollments.nodes.filter((one) => one.group?.id === group.id).length;
  const root = `/t/${tenant.id}/programmes/${programme.id}`;
  const said = own
    ? texts.own(own.version, day(own.effectiveFrom))
    : coming
      ? texts.coming(coming.version, day(coming.effectiveFrom))
      : texts.everybodys;
  return (
    <li>
      <span>
        {own ? <Link to={`${root}?for=${group.id}`}>{group.name}</Link> : group.name}
        <small>{data ? texts.members(members ?? 0, data.enrollments.pageInfo.hasNextPage) : texts.counting}</small>
      </span>
      {group.standsDown && <State tone="warn">{texts.standsDown}</State>}
      <span className={parts.soft}>{said}</span>
      {may && (
        <>
          <Button
            component={Link}
            to={`${root}/terms?group=${group.id}`}
            variant="subtle"
            size="compact-sm"
            aria-label={(own ? texts.changeLabel : texts.writeLabel)(group.name)}
          >
            {own ? texts.change : texts.write}
          </Button>
          <Button variant="subtle" size="compact-sm" aria-label={texts.editLabel(group.name)} onClick={edit}>
            {texts.edit}
          </Button>
        </>
      )}
    </li>
  );
}
