import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { say } from '@/feedback/toasts';
import { Form, Submit, useForm } from '@/form/form';
import { useSend } from '@/form/send';
import { CopyLink } from '@/shell/copy-link';
import { parts, Section } from '@/shell/parts';
import { State } from '@/shell/state';
import { useMay } from '@/shell/viewer';
import type { Enrollment } from './detail';
import { CodeCreateDocument, type CodeCreateMutation } from './query.gen';
import { CodeSwitch } from './switch';
import { affiliates as texts } from './texts';

const payload = (data: CodeCreateMutation) => data.codeCreate;

/** Their coupon codes. */
export function Codes({ enrollment, again }: { enrollment: Enrollment; again: () => void }) {
  const writes = useMay('LINK_WRITE');
  const [making, { open, close }] = useDisclosure(false);
  const send = useSend(CodeCreateDocument, payload);
  const may = enrollment.state === 'ACTIVE' && writes;
  const form = useForm({
    initial: { code: '' },
    check: ({ code }) => ({ code: code.trim() ? null : texts.required }),
    send: async ({ code }) => {
      const answer = await send({ input: { enrollmentId: enrollment.id, code: code.trim() } });
      if (answer.userErrors.length === 0) say(texts.codeMade);
      return answer.userErrors;
    },
    done: () => {
      form.set('code', '');
      close();
      again();
    },
  });
  return (
    <Section
      title={texts.codes}
      lead={texts.codesLead}
      aside={
        may && (
          <Button variant="subtle" size="compact-sm" onClick={open}>
            {texts.newCode}
          </Button>
        )
      }
    >
      {enrollment.codes.nodes.length === 0 ? (
        <p className={parts.soft}>{texts.codesNone}</p>
      ) : (
        <ul className={parts.rows}>
          {enrollment.codes.nodes.map(({ id, code, state }) => (
            <li key={id}>
              <span>
                <CopyLink value={code} />
              </span>
              {state === 'DISABLED' && <State tone="quiet">{texts.disabled}</State>}
              {writes && <CodeSwitch id={id} on={state === 'ACTIVE'} />}
            </li>
          ))}
        </ul>
      )}
      <Modal opened={making} onClose={close} title={<strong>{texts.newCode}</strong>}>
        <Form form={form}>
          <Stack gap="md">
            <TextInput
              {...form.field('code')}
              label={texts.code}
              description={texts.codeHint}
              data-autofocus
              autoComplete="off"
            />
            <Group justify="flex-end">
              <Submit>{texts.newCode}</Submit>
            </Group>
          </Stack>
        </Form>
      </Modal>
    </Section>
  );
}
