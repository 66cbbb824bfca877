import { Button, Group, Modal, Text, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { say } from '@/feedback/toasts';
import { Form, Submit, useForm } from '@/form/form';
import { useSend } from '@/form/send';
import { money } from '@/money/money';
import { useViewer } from '@/shell/viewer';
import { RunApproveDocument, type RunApproveMutation, type RunPartsFragment } from './query.gen';
import { run as words } from './texts';

const payload = (data: RunApproveMutation) => data.payoutRunApprove;

/** Says yes to exactly what the preview froze; with the second factor's code, each time, where there is one. */
export function Approve({ run }: { run: RunPartsFragment }) {
  const [asked, { open, close }] = useDisclosure(false);
  const { previewHash, previewTotal } = run;
  if (!previewHash || !previewTotal) return null;
  return (
    <>
      <Button onClick={open}>{words.approveButton(money(previewTotal))}</Button>
      {asked && <Question id={run.id} hash={previewHash} sum={money(previewTotal)} close={close} />}
    </>
  );
}

function Question({ id, hash, sum, close }: { id: string; hash: string; sum: string; close: () => void }) {
  const withCode = Boolean(useViewer().secondFactor?.enabled);
  const send = useSend(RunApproveDocument, payload);
  const form = useForm({
    money: true,
    initial: { code: '' },
    check: ({ code }) => ({ code: withCode && !code.trim() ? words.codeNeeded : null }),
    send: async ({ code }, idempotencyKey) => {
      const input = { payoutRunId: id, previewHash: hash, idempotencyKey, code: code.trim() || null };
      const answer = await send({ input });
      if (answer.userErrors.length === 0) say(words.approved);
      return answer.userErrors;
    },
    done: close,
  });
  return (
    <Modal opened onClose={close} title={<strong>{words.approveTitle(sum)}</strong>}>
      <Form form={form}>
        <Text>{words.approveText}</Text>
        {withCode && (
          <TextInput
            {...form.field('code')}
            mt="md"
            label={words.code}
            description={words.codeHint}
            inputMode="numeric"
            autoComplete="one-time-code"
            data-autofocus
          />
        )}
        <Group justify="flex-end" mt="lg">
          <Submit>{words.approveButton(sum)}</Submit>
        </Group>
      </Form>
    </Modal>
  );
}
