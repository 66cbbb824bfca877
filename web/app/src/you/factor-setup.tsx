import { Button, CopyButton, Group, PasswordInput, Skeleton, Stack, TextInput } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import { Form, Submit, useForm } from '@/form/form';
import { useSend } from '@/form/send';
import { CopyLink } from '@/shell/copy-link';
import { parts } from '@/shell/parts';
import {
  SecondFactorBeginDocument,
  type SecondFactorBeginMutation,
  SecondFactorConfirmDocument,
  type SecondFactorConfirmMutation,
} from './query.gen';
import { you as texts } from './texts';
import classes from './you.module.css';

const Qr = lazy(() => import('@/shell/qr-code'));
const begun = (data: SecondFactorBeginMutation) => data.secondFactorBegin;
const confirmed = (data: SecondFactorConfirmMutation) => data.secondFactorConfirm;

/** From the password to the recovery codes. */
export function FactorSetup({ enabled, done }: { enabled: boolean; done: () => void }) {
  const [secret, setSecret] = useState<{ secret: string; uri: string } | null>(null);
  const [codes, setCodes] = useState<string[] | null>(null);
  if (codes) return <RecoveryCodes codes={codes} done={done} />;
  if (secret) return <Confirm {...secret} done={setCodes} />;
  return <Begin enabled={enabled} done={setSecret} />;
}

function Begin({ enabled, done }: { enabled: boolean; done: (given: { secret: string; uri: string }) => void }) {
  const send = useSend(SecondFactorBeginDocument, begun);
  const form = useForm({
    initial: { password: '', code: '' },
    check: ({ password }) => ({ password: password ? null : texts.required }),
    send: async ({ password, code }) => {
      const answer = await send({ input: { password, code: code.trim() || null } });
      if (answer.secret && answer.uri) done({ secret: answer.secret, uri: answer.uri });
      return answer.userErrors;
    },
  });
  return (
    <Form form={form}>
      <Stack gap="md">
        <PasswordInput
          {...form.field('password')}
          label={texts.password}
          autoComplete="current-password"
          data-autofocus
        />
        {enabled && (
          <TextInput
            {...form.field('code')}
            label={texts.code}
            description={texts.codeHint}
            autoComplete="one-time-code"
          />
        )}
        <Group justify="flex-end">
          <Submit>{texts.next}</Submit>
        </Group>
      </Stack>
    </Form>
  );
}

function Confirm({ secret, uri, done }: { secret: string; uri: string; done: (codes: string[]) => void }) {
  const send = useSend(SecondFactorConfirmDocument, confirmed);
  const form = useForm({
    initial: { code: '' },
    check: ({ code }) => ({ code: code.trim() ? null : texts.required }),
    send: async ({ code }) => {
      const answer = await send({ input: { code: code.trim() } });
      if (answer.recoveryCodes) done(answer.recoveryCodes);
      return answer.userErrors;
    },
  });
  return (
    <Form form={form}>
      <Stack gap="md">
        <strong>{texts.scan}</strong>
        <Suspense fallback={<Skeleton height={168} width={168} />}>
          <Qr text={uri} label={texts.qr} />
        </Suspense>
        <p className={parts.soft}>{texts.scanText}</p>
        <CopyLink value={secret} />
        <TextInput
          {...form.field('code')}
          label={texts.codeNow}
          inputMode="numeric"
          autoComplete="one-time-code"
          data-autofocus
        />
        <Group justify="flex-end">
          <Submit>{texts.confirm}</Submit>
        </Group>
      </Stack>
    </Form>
  );
}

/** The codes, shown once. */
export function RecoveryCodes({ codes, done }: { codes: string[]; done: () => void }) {
  return (
    <Stack gap="md">
      <strong>{texts.codesTitle}</strong>
      <p className={parts.soft}>{texts.codesText}</p>
      <ul className={classes.codes}>
        {codes.map((code) => (
          <li key={code} className="mono">
            {code}
          </li>
        ))}
      </ul>
      <Group justify="flex-end">
        <CopyButton value={codes.join('\n')}>
          {({ copied, copy }) => (
            <Button variant="default" onClick={copy}>
              {copied ? texts.copied : texts.copy}
            </Button>
          )}
        </CopyButton>
        <Button onClick={done}>{texts.codesKept}</Button>
      </Group>
    </Stack>
  );
}
