import { Button, Select } from '@mantine/core';
import { useNavigate } from 'react-router';
import { useQuery } from 'urql';
import { confirm } from '@/feedback/confirm';
import { useAct } from '@/form/act';
import { Loaded, parts, Section } from '@/shell/parts';
import { shell } from '@/shell/texts';
import { useMay, useViewer } from '@/shell/viewer';
import { day } from '@/time/time';
import { SettingsFrame } from './frame';
import { Invitations } from './invitations';
import {
  MemberLeaveDocument,
  MemberRemoveDocument,
  type MemberRole,
  MemberRoleSetDocument,
  MembersDocument,
  type MembersQuery,
} from './query.gen';
import { settings, members as texts } from './texts';

type Member = MembersQuery['members'][number];

/** `/t/:tenant/settings/members`. */
export function Component() {
  const [{ data, error }, again] = useQuery({ query: MembersDocument });
  const refresh = () => again({ requestPolicy: 'network-only' });
  return (
    <SettingsFrame>
      <Loaded data={data} error={error} again={again} height={520}>
        {({ members, memberInvitations }) => (
          <div className={parts.columns}>
            <Section title={settings.members} lead={texts.lead} aside={<Leave />}>
              <ul className={parts.rows}>
                {members.map((member) => (
                  <Row key={member.userId} member={member} refresh={refresh} />
                ))}
              </ul>
            </Section>
            <div className={parts.stack}>
              <Invitations open={memberInvitations} refresh={refresh} />
              <Roles />
            </div>
          </div>
        )}
      </Loaded>
    </SettingsFrame>
  );
}

function Roles() {
  return (
    <Section title={texts.roleTitle}>
      <ul className={parts.rows}>
        {Object.entries(texts.roles).map(([role, may]) => (
          <li key={role}>
            <span>
              {shell.roles[role as MemberRole]}
              <small>{may}</small>
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}

const ROLES = Object.entries(shell.roles).map(([value, label]) => ({ value, label }));

function Row({ member, refresh }: { member: Member; refresh: () => void }) {
  const { user } = useViewer();
  const writes = useMay('MEMBER_WRITE');
  const [setRole, setting] = useAct(MemberRoleSetDocument, (data) => data.memberRoleSet);
  const [remove] = useAct(MemberRemoveDocument, (data) => data.memberRemove);
  const { userId, name, email, role, createdAt, secondFactor } = member;
  const self = userId === user?.id;
  const may = writes && !self;
  const change = async (next: string | null) => {
    if (!next || next === role) return;
    const input = { userId, role: next as MemberRole };
    if (await setRole(() => ({ input }), texts.roleSet(name))) refresh();
  };
  const press = async () => {
    const question = { title: texts.removeTitle(name), text: texts.removeText, action: texts.remove, danger: true };
    if ((await confirm(question)) && (await remove(() => ({ input: { userId } }), texts.removed(name)))) refresh();
  };
  const facts = [
    email,
    `${texts.since.toLowerCase()} ${day(createdAt)}`,
    typeof secondFactor === 'boolean' && (secondFactor ? texts.factor : texts.noFactor),
  ];
  return (
    <li>
      <span>
        {self ? `${name} (${texts.you})` : name}
        <small>{facts.filter(Boolean).join(' · ')}</small>
      </span>
      {may ? (
        <>
          <Select
            size="xs"
            w={120}
            aria-label={`${texts.role}: ${name}`}
            data={ROLES}
            value={role}
            disabled={setting}
            onChange={change}
          />
          <Button size="compact-sm" variant="default" onClick={press}>
            {texts.remove}
          </Button>
        </>
      ) : (
        <span>{shell.roles[role]}</span>
      )}
    </li>
  );
}

function Leave() {
  const navigate = useNavigate();
  const [leave] = useAct(MemberLeaveDocument, (data) => data.memberLeave);
  const press = async () => {
    const question = { title: texts.leaveTitle, text: texts.leaveText, action: texts.leave, danger: true };
    if ((await confirm(question)) && (await leave(() => ({}), texts.left))) {
      navigate('/');
      location.reload();
    }
  };
  return (
    <Button variant="subtle" color="gray" size="compact-sm" onClick={press}>
      {texts.leave}
    </Button>
  );
}
