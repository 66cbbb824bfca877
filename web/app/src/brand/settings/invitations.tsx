import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { confirm } from '@/feedback/confirm';
import { useAct } from '@/form/act';
import { parts, Section } from '@/shell/parts';
import { shell } from '@/shell/texts';
import { useMay, useViewer } from '@/shell/viewer';
import { Icon } from '@/theme/icon';
import { day } from '@/time/time';
import { Invite } from './invite';
import { type InvitationPartsFragment, MemberInvitationRevokeDocument } from './query.gen';
import { invitations as texts } from './texts';

/** Who was asked to join and has not answered yet. */
export function Invitations({ open: asked, refresh }: { open: InvitationPartsFragment[]; refresh: () => void }) {
  const may = useMay('MEMBER_WRITE');
  const { emailVerified } = useViewer();
  const [inviting, { open, close }] = useDisclosure(false);
  const button = may && (
    <Button size="compact-md" leftSection={<Icon name="plus" size={15} />} onClick={open}>
      {texts.invite}
    </Button>
  );
  return (
    <Section title={texts.title} lead={emailVerified === false ? texts.unverified : texts.lead} aside={button}>
      <ul className={parts.rows}>
        {asked.length === 0 && (
          <li>
            <span className={parts.soft}>{texts.none}</span>
          </li>
        )}
        {asked.map((invitation) => (
          <Row key={invitation.id} invitation={invitation} may={may} refresh={refresh} />
        ))}
      </ul>
      {inviting && <Invite close={close} done={refresh} />}
    </Section>
  );
}

type RowProps = { invitation: InvitationPartsFragment; may: boolean; refresh: () => void };

function Row({ invitation, may, refresh }: RowProps) {
  const [revoke, revoking] = useAct(MemberInvitationRevokeDocument, (data) => data.memberInvitationRevoke);
  const { id, email, role, invitedByName, expiresAt, mail } = invitation;
  const press = async () => {
    const question = { title: texts.revokeTitle(email), text: texts.revokeText, action: texts.revoke, danger: true };
    if (!(await confirm(question))) return;
    if (await revoke(() => ({ input: { memberInvitationId: id } }), texts.revoked)) refresh();
  };
  const facts = [
    shell.roles[role],
    invitedByName && texts.by(invitedByName),
    texts.until(day(expiresAt)),
    mail && texts.mails[mail],
  ];
  return (
    <li>
      <span>
        {email}
        <small>{facts.filter(Boolean).join(' · ')}</small>
      </span>
      {may && (
        <Button size="compact-sm" variant="default" loading={revoking} onClick={press}>
          {texts.revoke}
        </Button>
      )}
    </li>
  );
}
