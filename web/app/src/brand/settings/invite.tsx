import { Group, Modal, Select, Stack, TextInput } from '@mantine/core';
import { door } from '@/door/texts';
import { say } from '@/feedback/toasts';
import { Form, Submit, useForm } from '@/form/form';
import { useSend } from '@/form/send';
import { shell } from '@/shell/texts';
import { useViewer } from '@/shell/viewer';
import { MemberInviteDocument, type MemberInviteMutation, type MemberRole } from './query.gen';
import { members, invitations as texts } from './texts';

const payload = (data: MemberInviteMutation) => data.memberInvite;

/** Asks somebody by e-mail to join. Only they see the link. */
export function Invite({ close, done }: { close: () => void; done: () => void }) {
  const { role: own } = useViewer();
  const send = useSend(MemberInviteDocument, payload);
  const form = useForm({
    initial: { email: '', role: 'EDITOR' },
    check: ({ email }) => ({ email: /^\S+@\S+$/.test(email.trim()) ? null : door.emailWrong }),
    send: async ({ email, role }) => {
      const answer = await send({ input: { email: email.trim(), role: role as MemberRole } });
      return answer.userErrors;
    },
    done: ({ email }) => {
      say(texts.sent(email.trim()));
      done();
      close();
    },
  });
  const roles = Object.entries(shell.roles)
    .filter(([role]) => role !== 'OWNER' || own === 'OWNER')
    .map(([value, label]) => ({ value, label }));
  return (
    <Modal opened onClose={close} title={<strong>{texts.invite}</strong>}>
      <Form form={form}>
        <Stack>
          <TextInput
            {...form.field('email')}
            type="email"
            label={members.email}
            description={texts.hint}
            autoComplete="off"
            data-autofocus
          />
          <Select
            {...form.field('role')}
            label={members.role}
            description={members.roles[form.values.role as MemberRole]}
            data={roles}
            allowDeselect={false}
          />
          <Group justify="flex-end">
            <Submit>{texts.send}</Submit>
          </Group>
        </Stack>
      </Form>
    </Modal>
  );
}
