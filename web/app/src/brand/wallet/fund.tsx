import { Group, Modal, Select, Stack, Text, TextInput } from '@mantine/core';
import { say } from '@/feedback/toasts';
import { Form, Submit, useForm } from '@/form/form';
import { useSend } from '@/form/send';
import { minorOf } from '@/money/money';
import { leave } from '@/shell/leave';
import { useTenant } from '@/shell/viewer';
import { type MethodPartsFragment, WalletFundDocument, type WalletFundMutation } from './query.gen';
import { methodKinds, fund as texts, methods as words } from './texts';

const payload = (data: WalletFundMutation) => data.walletFund;

/** What a saved way to pay is called. */
export const methodName = ({ label, last4, kind }: MethodPartsFragment) =>
  [label || methodKinds[kind], last4 && words.ending(last4)].filter(Boolean).join(' ');

/** Puts money in: by a page of Stripe's, or a saved way to pay. */
export function Fund({ methods, close }: { methods: MethodPartsFragment[]; close: () => void }) {
  const { id, currency } = useTenant();
  const send = useSend(WalletFundDocument, payload);
  const usable = methods.filter((one) => one.state === 'ACTIVE' && one.currency === currency);
  const form = useForm({
    money: true,
    initial: { amountMinor: '', methodId: '' },
    check: ({ amountMinor }) => ({
      amountMinor: BigInt(minorOf(amountMinor, currency) ?? 0) > 0n ? null : texts.amountWrong,
    }),
    send: async ({ amountMinor, methodId }, idempotencyKey) => {
      const amount = minorOf(amountMinor, currency) ?? '0';
      const answer = await send({
        input: {
          currency,
          amountMinor: amount,
          methodId: methodId || null,
          returnPath: `/t/${id}/wallet?expecting=1`,
          idempotencyKey,
        },
      });
      if (answer.funding?.checkoutUrl) leave(answer.funding.checkoutUrl);
      else if (answer.funding) {
        say(texts.charged);
        close();
      }
      return answer.userErrors;
    },
  });
  return (
    <Modal opened onClose={close} title={<strong>{texts.title}</strong>}>
      <Text c="dimmed" mb="md">
        {texts.lead}
      </Text>
      <Form form={form}>
        <Stack gap="md">
          <TextInput
            {...form.field('amountMinor')}
            label={texts.amount(currency)}
            inputMode="decimal"
            autoComplete="off"
            data-autofocus
          />
          {usable.length > 0 && (
            <Select
              {...form.field('methodId')}
              label={texts.by}
              data={[
                { value: '', label: texts.page },
                ...usable.map((one) => ({ value: one.id, label: methodName(one) })),
              ]}
            />
          )}
          <Group justify="flex-end">
            <Submit>{texts.button}</Submit>
          </Group>
        </Stack>
      </Form>
    </Modal>
  );
}
