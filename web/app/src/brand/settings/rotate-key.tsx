import { Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { Form, Submit, useForm } from '@/form/form';
import { useSend } from '@/form/send';
import { expiryOf, Made } from './new-key';
import { ApiKeyRotateDocument, type ApiKeyRotateMutation, type KeyPartsFragment } from './query.gen';
import { keys as texts } from './texts';

const OVERLAP_HOURS_MAX = 720;
const payload = (data: ApiKeyRotateMutation) => data.apiKeyRotate;

/** A new key in the place of an old one, which works on for a while. */
export function RotateKey({ of, close }: { of: KeyPartsFragment; close: () => void }) {
  const send = useSend(ApiKeyRotateDocument, payload);
  const [secret, setSecret] = useState<string | null>(null);
  const form = useForm({
    initial: { overlapHours: '24', expiresAt: '' },
    check: ({ overlapHours }) => ({
      overlapHours:
        /^\d{1,3}$/.test(overlapHours.trim()) && Number(overlapHours) <= OVERLAP_HOURS_MAX ? null : texts.overlapWrong,
    }),
    send: async ({ overlapHours, expiresAt }) => {
      const input = { apiKeyId: of.id, overlapHours: Number(overlapHours), expiresAt: expiryOf(expiresAt) };
      const answer = await send({ input });
      if (answer.secret) setSecret(answer.secret);
      return answer.userErrors;
    },
  });
  if (secret) return <Made secret={secret} kind={of.kind} close={close} />;
  return (
    <Modal opened onClose={close} title={<strong>{texts.rotateTitle(of.name)}</strong>}>
      <Text c="dimmed" mb="md">
        {texts.rotateText}
      </Text>
      <Form form={form}>
        <Stack gap="md">
          <TextInput
            {...form.field('overlapHours')}
            label={texts.overlap}
            inputMode="numeric"
            autoComplete="off"
            data-autofocus
          />
          <TextInput {...form.field('expiresAt')} type="date" label={texts.expires} description={texts.expiresHint} />
          <Group justify="flex-end">
            <Submit>{texts.rotate}</Submit>
          </Group>
        </Stack>
      </Form>
    </Modal>
  );
}
