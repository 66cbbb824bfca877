import { Button, Group, Modal, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { say } from '@/feedback/toasts';
import { Form, Submit, useForm } from '@/form/form';
import { useSend } from '@/form/send';
import { parts, Section } from '@/shell/parts';
import { State } from '@/shell/state';
import { day } from '@/time/time';
import { FactorSetup, RecoveryCodes } from './factor-setup';
import {
  RecoveryCodesMakeDocument,
  type RecoveryCodesMakeMutation,
  SecondFactorRemoveDocument,
  type SecondFactorRemoveMutation,
  type YouQuery,
} from './query.gen';
import { you as texts } from './texts';

type Props = { factor: YouQuery['viewer']['secondFactor'] | null; refresh: () => void };

/** The second factor: on or off, and how to change that. */
export function Factor({ factor, refresh }: Props) {
  const [doing, setDoing] = useState<'setup' | 'remove' | 'codes' | null>(null);
  const close = () => {
    setDoing(null);
    refresh();
  };
  const on = factor?.enabled;
  return (
    <Section
      title={texts.factorTitle}
      lead={texts.factorLead}
      aside={
        <State tone={on ? 'good' : 'quiet'}>
          {on && factor.since ? texts.factorOn(day(factor.since)) : texts.factorOff}
        </State>
      }
    >
      {on && <p className={parts.lead}>{texts.factorLeft(factor.recoveryCodesLeft)}</p>}
      <Group gap="sm">
        <Button variant={on ? 'default' : 'filled'} onClick={() => setDoing('setup')}>
          {on ? texts.replace : texts.turnOn}
        </Button>
        {on && (
          <>
            <Button variant="default" onClick={() => setDoing('codes')}>
              {texts.newCodes}
            </Button>
            <Button variant="subtle" color="gray" onClick={() => setDoing('remove')}>
              {texts.turnOff}
            </Button>
          </>
        )}
      </Group>
      {doing === 'setup' && (
        <Modal opened onClose={close} title={<strong>{texts.factorTitle}</strong>}>
          <FactorSetup enabled={Boolean(on)} done={close} />
        </Modal>
      )}
      {doing === 'remove' && <Remove close={close} />}
      {doing === 'codes' && <NewCodes close={close} />}
    </Section>
  );
}

const removed = (data: SecondFactorRemoveMutation) => data.secondFactorRemove;
const made = (data: RecoveryCodesMakeMutation) => data.recoveryCodesMake;

function Remove({ close }: { close: () => void }) {
  const send = useSend(SecondFactorRemoveDocument, removed);
  const form = useForm({
    initial: { password: '', code: '' },
    check: ({ password, code }) => ({
      password: password ? null : texts.required,
      code: code.trim() ? null : texts.required,
    }),
    send: async ({ password, code }) => {
      const answer = await send({ input: { password, code: code.trim() } });
      if (answer.userErrors.length === 0) say(texts.turnedOff);
      return answer.userErrors;
    },
    done: close,
  });
  return (
    <Modal opened onClose={close} title={<strong>{texts.turnOff}</strong>}>
      <Form form={form}>
        <Stack gap="md">
          <PasswordInput
            {...form.field('password')}
            label={texts.password}
            autoComplete="current-password"
            data-autofocus
          />
          <TextInput
            {...form.field('code')}
            label={texts.code}
            description={texts.codeHint}
            autoComplete="one-time-code"
          />
          <Group justify="flex-end">
            <Submit>{texts.turnOff}</Submit>
          </Group>
        </Stack>
      </Form>
    </Modal>
  );
}

function NewCodes({ close }: { close: () => void }) {
  const send = useSend(RecoveryCodesMakeDocument, made);
  const [codes, setCodes] = useState<string[] | null>(null);
  const form = useForm({
    initial: { code: '' },
    check: ({ code }) => ({ code: code.trim() ? null : texts.required }),
    send: async ({ code }) => {
      const answer = await send({ input: { code: code.trim() } });
      if (answer.recoveryCodes) setCodes(answer.recoveryCodes);
      return answer.userErrors;
    },
  });
  return (
    <Modal opened onClose={close} title={<strong>{texts.newCodes}</strong>}>
      {codes ? (
        <RecoveryCodes codes={codes} done={close} />
      ) : (
        <Form form={form}>
          <TextInput {...form.field('code')} label={texts.codeNow} autoComplete="one-time-code" data-autofocus />
          <Group justify="flex-end" mt="lg">
            <Submit>{texts.newCodes}</Submit>
          </Group>
        </Form>
      )}
    </Modal>
  );
}
