import { Group, Modal, SegmentedControl, Text, TextInput } from '@mantine/core';
import { say } from '@/feedback/toasts';
import { Form, Submit, useForm } from '@/form/form';
import { useSend } from '@/form/send';
import { minorOf, money } from '@/money/money';
import type { Conversion } from './detail';
import { RefundRecordDocument, type RefundRecordMutation } from './query.gen';
import { conversions as texts } from './texts';

const payload = (data: RefundRecordMutation) => data.refundRecord;

/** Records that money went back to the buyer. */
export function Refund({ conversion, close, done }: { conversion: Conversion; close: () => void; done: () => void }) {
  const send = useSend(RefundRecordDocument, payload);
  const { currency } = conversion.amount;
  const left = (BigInt(conversion.amount.minor) - BigInt(conversion.refunded.minor)).toString();
  const form = useForm({
    money: true,
    initial: { how: 'whole', amountMinor: '', externalId: '' },
    check: ({ how, amountMinor, externalId }) => ({
      amountMinor: how === 'part' && BigInt(minorOf(amountMinor, currency) ?? 0) <= 0n ? texts.refundAmountWrong : null,
      externalId: externalId.trim() ? null : texts.refundRequired,
    }),
    send: async ({ how, amountMinor, externalId }, idempotencyKey) => {
      const scope = how === 'whole' ? { whole: true } : { amountMinor: minorOf(amountMinor, currency) };
      const input = { conversionId: conversion.id, externalId: externalId.trim(), currency, idempotencyKey, ...scope };
      const answer = await send({ input });
      if (answer.userErrors.length === 0) say(answer.repeated ? texts.refundRepeated : texts.refundDone);
      return answer.userErrors;
    },
    done,
  });
  return (
    <Modal opened onClose={close} title={<strong>{texts.refundTitle}</strong>}>
      <Text c="dimmed" mb="md">
        {`${texts.refundLeft(money({ minor: left, currency }))} ${texts.refundLead}`}
      </Text>
      <Form form={form}>
        <SegmentedControl
          fullWidth
          mb="md"
          aria-label={texts.refundHow}
          value={form.values.how}
          onChange={(value) => form.set('how', value)}
          disabled={form.unsure}
          data={[
            { value: 'whole', label: texts.refundWhole },
            { value: 'part', label: texts.refundPart },
          ]}
        />
        {form.values.how === 'part' && (
          <TextInput
            {...form.field('amountMinor')}
            label={texts.refundAmount(currency)}
            inputMode="decimal"
            autoComplete="off"
            mb="md"
          />
        )}
        <TextInput
          {...form.field('externalId')}
          label={texts.refundId}
          description={texts.refundIdHint}
          autoComplete="off"
        />
        <Group justify="flex-end" mt="lg">
          <Submit>{texts.recordRefund}</Submit>
        </Group>
      </Form>
    </Modal>
  );
}
