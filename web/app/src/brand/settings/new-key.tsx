import {
  Button,
  Checkbox,
  CopyButton,
  Group,
  Modal,
  SegmentedControl,
  SimpleGrid,
  Stack,
  Text,
  Textarea,
  TextInput,
} from '@mantine/core';
import { useState } from 'react';
import { Form, Submit, useForm } from '@/form/form';
import { useSend } from '@/form/send';
import { dayEnd } from '@/time/time';
import { ApiKeyCreateDocument, type ApiKeyCreateMutation, type ApiKeyKind, type Scope } from './query.gen';
import { keyKinds, scopes, keys as texts } from './texts';

const payload = (data: ApiKeyCreateMutation) => data.apiKeyCreate;

/** The end of the day that was typed, or never. */
export const expiryOf = (day: string) => dayEnd(day)?.toISOString() ?? null;

/** Makes a key, and shows it once. */
export function NewKey({ close }: { close: () => void }) {
  const send = useSend(ApiKeyCreateDocument, payload);
  const [chosen, setChosen] = useState<string[]>([]);
  const [made, setMade] = useState<{ secret: string; kind: ApiKeyKind } | null>(null);
  const form = useForm({
    initial: { name: '', kind: 'SECRET', expiresAt: '', origins: '' },
    others: ['scopes'],
    check: ({ name, kind }) => ({
      name: name.trim() ? null : texts.nameWrong,
      ...(kind === 'SECRET' && chosen.length === 0 ? { scopes: texts.scopesWrong } : {}),
    }),
    send: async ({ name, kind, expiresAt, origins }) => {
      const list = kind === 'SECRET' ? (chosen as Scope[]) : null;
      const common = { name: name.trim(), kind: kind as ApiKeyKind, scopes: list, expiresAt: expiryOf(expiresAt) };
      const answer = await send({
        input: kind === 'SECRET' ? common : { ...common, origins: origins.split(/\s+/).filter(Boolean) },
      });
      if (answer.secret) setMade({ secret: answer.secret, kind: kind as ApiKeyKind });
      return answer.userErrors;
    },
  });
  if (made) return <Made {...made} close={close} />;
  return (
    <Modal opened onClose={close} title={<strong>{texts.createTitle}</strong>}>
      <Form form={form}>
        <Stack gap="md">
          <SegmentedControl
            fullWidth
            aria-label={texts.kind}
            value={form.values.kind}
            onChange={(value) => form.set('kind', value)}
            data={Object.entries(keyKinds).map(([value, label]) => ({ value, label }))}
          />
          <TextInput
            {...form.field('name')}
            label={texts.name}
            description={texts.nameHint}
            data-autofocus
            autoComplete="off"
          />
          {form.values.kind === 'SECRET' && (
            <Checkbox.Group label={texts.scopes} value={chosen} onChange={setChosen} error={form.refusal('scopes')}>
              <SimpleGrid cols={2} spacing="xs" mt="xs">
                {Object.entries(scopes).map(([scope, label]) => (
                  <Checkbox key={scope} value={scope} label={label} />
                ))}
              </SimpleGrid>
            </Checkbox.Group>
          )}
          {form.values.kind === 'PUBLISHABLE' && (
            <Textarea
              {...form.field('origins')}
              label={texts.origins}
              description={texts.originsHint}
              minRows={2}
              autosize
            />
          )}
          <TextInput {...form.field('expiresAt')} type="date" label={texts.expires} description={texts.expiresHint} />
          <Group justify="flex-end">
            <Submit>{texts.createButton}</Submit>
          </Group>
        </Stack>
      </Form>
    </Modal>
  );
}

/** It cannot be dismissed by accident: there is no second look. */
export function Made({ secret, kind, close }: { secret: string; kind: ApiKeyKind; close: () => void }) {
  return (
    <Modal
      opened
      onClose={close}
      closeOnClickOutside={false}
      closeOnEscape={false}
      withCloseButton={false}
      title={<strong>{texts.secretTitle}</strong>}
    >
      <Text mb="md">{kind === 'SECRET' ? texts.secretText : texts.publicText}</Text>
      <TextInput
        readOnly
        aria-label={texts.secretTitle}
        value={secret}
        onFocus={(event) => event.currentTarget.select()}
      />
      <Group justify="flex-end" mt="lg">
        <CopyButton value={secret}>
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
