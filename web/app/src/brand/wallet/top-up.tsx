import { Button, Group, Modal, Select, Stack, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { say } from '@/feedback/toasts';
import { useAct } from '@/form/act';
import { Form, Submit, useForm } from '@/form/form';
import { useSend } from '@/form/send';
import { decimal, minorOf, money } from '@/money/money';
import { parts, Section } from '@/shell/parts';
import { useTenant } from '@/shell/viewer';
import { methodName } from './fund';
import {
  type MethodPartsFragment,
  type TopUpPartsFragment,
  WalletTopUpEndDocument,
  WalletTopUpSetDocument,
  type WalletTopUpSetMutation,
} from './query.gen';
import { fund, topUp as texts } from './texts';

const payload = (data: WalletTopUpSetMutation) => data.walletTopUpSet;

type Props = { topUp: TopUpPartsFragment | null; methods: MethodPartsFragment[]; may: boolean; refresh: () => void };

/** How the wallet is topped up before a run. */
export function TopUp({ topUp, methods, may, refresh }: Props) {
  const { currency } = useTenant();
  const [editing, { open, close }] = useDisclosure(false);
  const [end] = useAct(WalletTopUpEndDocument, (data) => data.walletTopUpEnd);
  const usable = methods.filter((one) => one.state === 'ACTIVE' && one.currency === currency);
  const method = topUp && methods.find(({ id }) => id === topUp.methodId);
  return (
    <Section
      title={texts.title}
      lead={texts.lead}
      aside={
        may &&
        usable.length > 0 && (
          <Button variant="subtle" size="compact-sm" onClick={open}>
            {topUp ? texts.change : texts.set}
          </Button>
        )
      }
    >
      {topUp ? (
        <ul className={parts.rows}>
          <li>
            <span>
              {texts.between(money(topUp.atLeast), money(topUp.atMost))}
              <small>{method && methodName(method)}</small>
            </span>
            {may && (
              <Button
                size="compact-sm"
                variant="default"
                onClick={async () => (await end(() => ({ input: { currency } }), texts.ended)) && refresh()}
              >
                {texts.end}
              </Button>
            )}
          </li>
        </ul>
      ) : (
        <p className={parts.soft}>{usable.length ? texts.off : `${texts.off} ${texts.needsMethod}`}</p>
      )}
      {editing && (
        <Edit
          topUp={topUp}
          methods={usable}
          close={close}
          done={() => {
            close();
            refresh();
          }}
        />
      )}
    </Section>
  );
}

type EditProps = {
  topUp: TopUpPartsFragment | null;
  methods: MethodPartsFragment[];
  close: () => void;
  done: () => void;
};

function Edit({ topUp, methods, close, done }: EditProps) {
  const { currency } = useTenant();
  const send = useSend(WalletTopUpSetDocument, payload);
  const positive = (typed: string) => (BigInt(minorOf(typed, currency) ?? 0) > 0n ? null : fund.amountWrong);
  const form = useForm({
    initial: {
      methodId: topUp?.methodId ?? methods[0]?.id ?? '',
      atLeastMinor: topUp ? decimal(topUp.atLeast) : '',
      atMostMinor: topUp ? decimal(topUp.atMost) : '',
    },
    check: ({ atLeastMinor, atMostMinor }) => ({
      atLeastMinor: positive(atLeastMinor),
      atMostMinor: positive(atMostMinor),
    }),
    send: async ({ methodId, atLeastMinor, atMostMinor }) => {
      const minor = (typed: string) => minorOf(typed, currency) ?? '0';
      const input = { currency, methodId, atLeastMinor: minor(atLeastMinor), atMostMinor: minor(atMostMinor) };
      const answer = await send({ input });
      if (answer.userErrors.length === 0) say(texts.saved);
      return answer.userErrors;
    },
    done,
  });
  return (
    <Modal opened onClose={close} title={<strong>{texts.title}</strong>}>
      <Form form={form}>
        <Stack gap="md">
          <Select
            {...form.field('methodId')}
            label={texts.method}
            data={methods.map((one) => ({ value: one.id, label: methodName(one) }))}
          />
          <TextInput
            {...form.field('atLeastMinor')}
            label={texts.atLeast(currency)}
            description={texts.atLeastHint}
            inputMode="decimal"
            autoComplete="off"
          />
          <TextInput
            {...form.field('atMostMinor')}
            label={texts.atMost(currency)}
            description={texts.atMostHint}
            inputMode="decimal"
            autoComplete="off"
          />
          <Group justify="flex-end">
            <Submit>{texts.save}</Submit>
          </Group>
        </Stack>
      </Form>
    </Modal>
  );
}
