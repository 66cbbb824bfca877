import { Button, Group, Modal, Text, TextInput } from '@mantine/core';
import { CommissionHoldDocument, type CommissionHoldMutation } from '@/brand/fraud/query.gen';
import { held as texts } from '@/brand/fraud/texts';
import { feedback } from '@/feedback/texts';
import { say } from '@/feedback/toasts';
import { Form, Submit, useForm } from '@/form/form';
import { useSend } from '@/form/send';
import { money } from '@/money/money';
import type { Conversion } from './detail';

const payload = (data: CommissionHoldMutation) => data.commissionHold;

const REASON_MAX = 500;

type Props = { commission: Conversion['commissions'][number]; close: () => void; done: () => void };

/** Stops a commission until somebody has looked, with a reason that its payee reads. */
export function Hold({ commission, close, done }: Props) {
  const send = useSend(CommissionHoldDocument, payload);
  const who = commission.payee.name;
  const form = useForm({
    initial: { reason: '' },
    check: ({ reason }) => ({ reason: reason.trim() ? null : texts.required }),
    send: async ({ reason }) => {
      const line = reason.trim().replaceAll(/\s+/g, ' ');
      const { userErrors } = await send({ input: { commissionId: commission.id, reason: line } });
      if (userErrors.length === 0) say(texts.holdDone(who));
      return userErrors;
    },
    done: () => {
      close();
      done();
    },
  });
  return (
    <Modal opened onClose={close} title={<strong>{texts.holdTitle(money(commission.amount), who)}</strong>}>
      <Text c="dimmed" mb="md">
        {texts.holdText}
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
        <Group justify="flex-end" mt="lg" gap="sm">
          <Button variant="default" onClick={close}>
            {feedback.cancel}
          </Button>
          <Submit>{texts.hold}</Submit>
        </Group>
      </Form>
    </Modal>
  );
}
