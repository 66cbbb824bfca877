import { Group, Modal, Text, TextInput } from '@mantine/core';
import { say } from '@/feedback/toasts';
import { Form, Submit, useForm } from '@/form/form';
import { useSend } from '@/form/send';
import { decimal, type Money, minorOf } from '@/money/money';
import { WalletReturnDocument, type WalletReturnMutation } from './query.gen';
import { fund as texts } from './texts';

const payload = (data: WalletReturnMutation) => data.walletReturn;

/** Takes money out of the wallet, back to the brand. */
export function GiveBack({ balance, close }: { balance: Money; close: () => void }) {
  const { currency } = balance;
  const send = useSend(WalletReturnDocument, payload);
  const form = useForm({
    money: true,
    initial: { amountMinor: decimal(balance) },
    check: ({ amountMinor }) => ({
      amountMinor: BigInt(minorOf(amountMinor, currency) ?? 0) > 0n ? null : texts.amountWrong,
    }),
    send: async ({ amountMinor }, idempotencyKey) => {
      const input = { currency, amountMinor: minorOf(amountMinor, currency) ?? '0', idempotencyKey };
      const answer = await send({ input });
      if (answer.userErrors.length === 0) say(texts.backDone);
      return answer.userErrors;
    },
    done: close,
  });
  return (
    <Modal opened onClose={close} title={<strong>{texts.backTitle}</strong>}>
      <Text c="dimmed" mb="md">
        {texts.backLead}
      </Text>
      <Form form={form}>
        <TextInput
          {...form.field('amountMinor')}
          label={texts.amount(currency)}
          inputMode="decimal"
          autoComplete="off"
          data-autofocus
        />
        <Group justify="flex-end" mt="lg">
          <Submit>{texts.backButton}</Submit>
        </Group>
      </Form>
    </Modal>
  );
}
