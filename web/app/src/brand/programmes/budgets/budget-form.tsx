import { Modal, Group as Row, Select, SimpleGrid, Stack, TextInput } from '@mantine/core';
import { say } from '@/feedback/toasts';
import { Form, Submit, useForm } from '@/form/form';
import type { Refusal } from '@/form/refusal';
import { useSend } from '@/form/send';
import { decimal, isZero, money } from '@/money/money';
import { localInput } from '@/time/time';
import { sumOf } from '../editor/typed';
import type { Programme } from '../frame';
import {
  BudgetCreateDocument,
  type BudgetCreateMutation,
  type BudgetPartsFragment,
  BudgetUpdateDocument,
  type BudgetUpdateMutation,
} from './query.gen';
import { budgets as texts } from './texts';

const created = (data: BudgetCreateMutation) => data.budgetCreate;
const updated = (data: BudgetUpdateMutation) => data.budgetUpdate;

type Props = { programme: Programme; of?: BudgetPartsFragment; close: () => void; done: () => void };

/** Sets a budget, or changes its name, its amount and its end. */
export function BudgetForm({ programme, of, close, done }: Props) {
  const { currency } = programme;
  const create = useSend(BudgetCreateDocument, created);
  const update = useSend(BudgetUpdateDocument, updated);
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  const ended = of?.endsAt ? localInput(of.endsAt) : '';
  const time = (typed: string) => (typed ? new Date(typed).toISOString() : null);
  const wrongTime = (typed: string) => typed !== '' && Number.isNaN(new Date(typed).getTime());
  const told = (refusal: Refusal): Refusal => {
    if (refusal.code === 'BUDGET_OVERLAPS') {
      return { ...refusal, field: [of ? 'endsAt' : 'startsAt'], message: texts.overlaps };
    }
    if (refusal.code === 'BELOW_RESERVED' && of) return { ...refusal, message: texts.wrongBelow(money(of.reserved)) };
    return refusal.code === 'TIME_INVALID' ? { ...refusal, message: texts.wrongOrder } : refusal;
  };
  const form = useForm({
    initial: {
      name: of?.name ?? '',
      groupId: of?.group?.id ?? '',
      amountMinor: of ? decimal(of.amount) : '',
      startsAt: '',
      endsAt: ended,
    },
    check: ({ name, amountMinor, startsAt, endsAt }) => {
      const sum = sumOf(amountMinor, currency) ?? 0n;
      const below = of && sum < BigInt(of.reserved.minor);
      return {
        name: name.trim() ? null : texts.wrongName,
        amountMinor: sum <= 0n ? texts.wrongAmount : below ? texts.wrongBelow(money(of.reserved)) : null,
        startsAt: wrongTime(startsAt) ? texts.wrongTime : null,
        endsAt: wrongTime(endsAt) ? texts.wrongTime : null,
      };
    },
    send: async ({ name, groupId, amountMinor, startsAt, endsAt }) => {
      const values = { name: name.trim(), amountMinor: String(sumOf(amountMinor, currency)) };
      // An end that nobody touched stays to the second.
      const ends = endsAt === ended ? {} : { endsAt: time(endsAt) };
      const { userErrors } = of
        ? await update({ input: { budgetId: of.id, ...values, ...ends } })
        : await create({
            input: { ...values, ...ends, programId: programme.id, groupId: groupId || null, startsAt: time(startsAt) },
          });
      return userErrors.map(told);
    },
    done: () => {
      say(of ? texts.saved : texts.created);
      done();
      close();
    },
  });
  const groups = programme.groups.nodes;
  return (
    <Modal opened onClose={close} title={<strong>{of ? texts.editTitle : texts.createTitle}</strong>}>
      <Form form={form}>
        <Stack gap="md">
          <TextInput
            {...form.field('name')}
            label={texts.name}
            description={texts.nameHint}
            data-autofocus
            autoComplete="off"
          />
          {!of && groups.length > 0 && (
            <Select
              {...form.field('groupId')}
              label={texts.group}
              data={[
                { value: '', label: texts.everybody },
                ...groups.map(({ id, name }) => ({ value: id, label: name })),
              ]}
            />
          )}
          <TextInput
            {...form.field('amountMinor')}
            label={texts.amount(currency)}
            description={of && !isZero(of.reserved) ? texts.reservedHint(money(of.reserved)) : undefined}
            inputMode="decimal"
            autoComplete="off"
          />
          <SimpleGrid cols={{ base: 1, sm: of ? 1 : 2 }}>
            {!of && (
              <TextInput
                {...form.field('startsAt')}
                type="datetime-local"
                label={texts.startsAt}
                description={texts.startsHint}
              />
            )}
            <TextInput
              {...form.field('endsAt')}
              type="datetime-local"
              label={texts.endsAt}
              description={texts.endsHint}
            />
          </SimpleGrid>
          <p style={{ margin: 0, color: 'var(--ink-soft)' }}>{texts.zone(timeZone)}</p>
          <Row justify="flex-end">
            <Submit>{of ? texts.save : texts.createButton}</Submit>
          </Row>
        </Stack>
      </Form>
    </Modal>
  );
}
