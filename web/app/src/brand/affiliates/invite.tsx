import { Button, CopyButton, Group, Modal, Select, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { Form, Submit, useForm } from '@/form/form';
import { useSend } from '@/form/send';
import { EnrollmentInviteDocument, type EnrollmentInviteMutation } from './query.gen';
import { affiliates as texts } from './texts';

const payload = (data: EnrollmentInviteMutation) => data.enrollmentInvite;

/** Invites someone to a programme; the link is shown once. */
export function Invite({ programmes, close }: { programmes: { id: string; name: string }[]; close: () => void }) {
  const send = useSend(EnrollmentInviteDocument, payload);
  const [invited, setInvited] = useState<{ name: string; link: string } | null>(null);
  const form = useForm({
    initial: { name: '', email: '', programId: programmes[0]?.id ?? '' },
    check: ({ name, email, programId }) => ({
      name: name.trim() ? null : texts.required,
      email: email.trim() ? null : texts.required,
      programId: programId ? null : texts.required,
    }),
    send: async ({ name, email, programId }) => {
      const answer = await send({ input: { name: name.trim(), email: email.trim(), programId } });
      if (answer.invitation) {
        setInvited({ name: name.trim(), link: `${location.origin}/portal/programmes?invitation=${answer.invitation}` });
      }
      return answer.userErrors;
    },
  });
  if (invited) {
    return (
      <Modal opened onClose={close} title={<strong>{texts.invitationTitle}</strong>}>
        <Text mb="md">{texts.invitationText(invited.name)}</Text>
        <TextInput
          readOnly
          aria-label={texts.invitationTitle}
          value={invited.link}
          onFocus={(event) => event.currentTarget.select()}
        />
        <Group justify="flex-end" mt="lg">
          <CopyButton value={invited.link}>
            {({ copied, copy }) => (
              <Button variant="default" onClick={copy}>
                {copied ? texts.copied : texts.copy}
              </Button>
            )}
          </CopyButton>
          <Button onClick={close}>{texts.finish}</Button>
        </Group>
      </Modal>
    );
  }
  return (
    <Modal opened onClose={close} title={<strong>{texts.invite}</strong>}>
      <Text c="dimmed" mb="md">
        {texts.inviteLead}
      </Text>
      <Form form={form}>
        <Stack gap="md">
          <TextInput {...form.field('name')} label={texts.name} data-autofocus autoComplete="off" />
          <TextInput {...form.field('email')} label={texts.email} type="email" autoComplete="off" />
          <Select
            {...form.field('programId')}
            label={texts.programme}
            data={programmes.map(({ id, name }) => ({ value: id, label: name }))}
          />
          <Group justify="flex-end">
            <Submit>{texts.sendInvitation}</Submit>
          </Group>
        </Stack>
      </Form>
    </Modal>
  );
}
