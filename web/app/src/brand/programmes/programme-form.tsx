import { Group, Modal, SegmentedControl, Select, Stack, Switch, TextInput } from '@mantine/core';
import { CURRENCIES } from '@/door/places';
import { say } from '@/feedback/toasts';
import { Form, Submit, useForm } from '@/form/form';
import { useSend } from '@/form/send';
import { decimal, minorOf } from '@/money/money';
import { useTenant } from '@/shell/viewer';
import { terms } from '@/terms/texts';
import {
  type Audience,
  ProgramCreateDocument,
  type ProgramCreateMutation,
  type ProgrammePartsFragment,
  ProgramUpdateDocument,
  type ProgramUpdateMutation,
} from './query.gen';
import { audiences, programmes as texts } from './texts';

const created = (data: ProgramCreateMutation) => data.programCreate;
const updated = (data: ProgramUpdateMutation) => data.programUpdate;

type Props = { of?: ProgrammePartsFragment; close: () => void; done?: (id: string) => void };

/** Makes a programme, or changes what can be changed of one. */
export function ProgrammeForm({ of, close, done }: Props) {
  const tenant = useTenant();
  const create = useSend(ProgramCreateDocument, created);
  const update = useSend(ProgramUpdateDocument, updated);
  const form = useForm({
    initial: {
      name: of?.name ?? '',
      audience: of?.audience ?? 'AFFILIATES',
      currency: of?.currency ?? tenant.currency,
      holdDays: String(of?.holdDays ?? 30),
      payoutMinimumMinor: of ? decimal(of.payoutMinimum) : '',
      payoutOnDemand: of?.payoutOnDemand ?? false,
    },
    check: ({ name, holdDays, payoutMinimumMinor, currency }) => ({
      name: name.trim() ? null : texts.wrongName,
      holdDays: /^\d{1,3}$/.test(holdDays.trim()) && Number(holdDays) <= 365 ? null : texts.wrongDays,
      payoutMinimumMinor:
        payoutMinimumMinor.trim() && minorOf(payoutMinimumMinor, currency) === null ? texts.wrongAmount : null,
    }),
    send: async ({ audience, currency, holdDays, ...values }) => {
      const common = {
        name: values.name.trim(),
        payoutMinimumMinor: minorOf(values.payoutMinimumMinor, currency) ?? '0',
        payoutOnDemand: values.payoutOnDemand,
      };
      const answer = of
        ? await update({ input: { programId: of.id, ...common } })
        : await create({ input: { ...common, audience: audience as Audience, currency, holdDays: Number(holdDays) } });
      if (answer.userErrors.length === 0) {
        say(of ? texts.saved : texts.created);
        if (answer.program) done?.(answer.program.id);
      }
      return answer.userErrors;
    },
    done: close,
  });
  return (
    <Modal opened onClose={close} title={<strong>{of ? texts.editTitle : texts.createTitle}</strong>}>
      <Form form={form}>
        <Stack gap="md">
          <TextInput {...form.field('name')} label={texts.name} data-autofocus autoComplete="off" />
          {!of && (
            <>
              <SegmentedControl
                fullWidth
                aria-label={texts.audience}
                value={form.values.audience}
                onChange={(value) => form.set('audience', value as Audience)}
                data={Object.entries(audiences).map(([value, label]) => ({ value, label }))}
              />
              <Group grow align="flex-start">
                <Select {...form.field('currency')} label={terms.currency} data={CURRENCIES} searchable />
                <TextInput {...form.field('holdDays')} label={texts.holdLabel} inputMode="numeric" autoComplete="off" />
              </Group>
              <p style={{ margin: 0, color: 'var(--ink-soft)' }}>{texts.holdHint}</p>
            </>
          )}
          <TextInput
            {...form.field('payoutMinimumMinor')}
            label={texts.minimumLabel(form.values.currency)}
            description={texts.minimumHint}
            inputMode="decimal"
            autoComplete="off"
          />
          <Switch
            label={texts.onDemandLabel}
            checked={form.values.payoutOnDemand}
            onChange={(event) => form.set('payoutOnDemand', event.currentTarget.checked)}
          />
          <Group justify="flex-end">
            <Submit>{of ? texts.save : texts.createButton}</Submit>
          </Group>
        </Stack>
      </Form>
    </Modal>
  );
}
