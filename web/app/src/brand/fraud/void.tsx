import { Button, Modal, Group as Row, Text, TextInput } from '@mantine/core';
import { feedback } from '@/feedback/texts';
import { say, warn } from '@/feedback/toasts';
import { Form, Submit, useForm } from '@/form/form';
import { useSend } from '@/form/send';
import { money } from '@/money/money';
import type { Group } from './groups';
import { CommissionVoidDocument, type CommissionVoidMutation } from './query.gen';
import { held as texts } from './texts';

const payload = (data: CommissionVoidMutation) => data.commissionVoid;

const REASON_MAX = 500;

/** Takes back what somebody has held of a sale, with a reason that they read. */
export function Void({ group, close, done }: { group: Group; close: () => void; done: () => void }) {
  const send = useSend(CommissionVoidDocument, payload);
  const { originals, sum, row } = group;
  const who = row.payee.name;
  const form = useForm({
    money: true,
    initial: { reason: '' },
    check: ({ reason }) => ({ reason: reason.trim() ? null : texts.required }),
    send: async ({ reason }, key) => {
      const line = reason.trim().replaceAll(/\s+/g, ' ');
      for (const [at, { id }] of originals.entries()) {
        // Each has its own key, the same ones when all are sent again.
        const input = { commissionId: id, reason: line, idempotencyKey: `${key}-${at}` };
        const { userErrors } = await send({ input });
        if (userErrors.some(({ code }) => code === 'WRONG_STATE')) {
          warn(texts.overtaken);
          return [];
        }
        if (userErrors.length > 0) return userErrors;
      }
      say(texts.voided(who));
      return [];
    },
    done: () => {
      close();
      done();
    },
  });
  return (
    <Modal opened onClose={close} title={<strong>{texts.voidTitle(money(sum), who)}</strong>}>
      <Text c="dimmed" mb="md">
        {texts.voidText}
      </Text>
      <Form form={form}>
        <TextInput
          {...form.field('reason')}
          label={texts.voidReason}
          description={texts.voidReasonHint(who)}
          maxLength={REASON_MAX}
          autoComplete="off"
          data-autofocus
        />
        <Row justify="flex-end" mt="lg" gap="sm">
          <Button variant="default" onClick={close}>
            {feedback.cancel}
          </Button>
          <Submit color="red.8" data-danger>
            {texts.void}
          </Submit>
        </Row>
      </Form>
    </Modal>
  );
}
