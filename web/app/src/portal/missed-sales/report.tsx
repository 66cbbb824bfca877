import { Group, Modal, Select, Stack, Textarea, TextInput } from '@mantine/core';
import { say } from '@/feedback/toasts';
import { Form, Submit, useForm } from '@/form/form';
import { useSend } from '@/form/send';
import { minorOf } from '@/money/money';
import { dayStart, isoDay } from '@/time/time';
import type { OwnEnrollment } from '../enrollments';
import { MissedSaleReportDocument, type MissedSaleReportMutation } from './query.gen';
import { missing as texts } from './texts';

const payload = (data: MissedSaleReportMutation) => data.missedSaleReport;

const REFERENCE_MAX = 200;
const EVIDENCE_MAX = 2000;
/** How far back a sale may lie. */
const DAYS_MAX = 365;

function bounds(now: Date) {
  const first = new Date(now);
  first.setDate(first.getDate() - DAYS_MAX);
  return { min: isoDay(first), max: isoDay(now) };
}

type Props = { places: OwnEnrollment[]; label: (one: OwnEnrollment) => string; close: () => void; done: () => void };

/** Tells a brand of a sale that is missing. */
export function Report({ places, label, close, done }: Props) {
  const send = useSend(MissedSaleReportDocument, payload);
  const { min, max } = bounds(new Date());
  const currencyOf = (id: string) => places.find((one) => one.id === id)?.program?.currency ?? null;
  const form = useForm({
    initial: { enrollmentId: places[0]?.id ?? '', orderReference: '', occurredOn: '', amountMinor: '', evidence: '' },
    check: ({ enrollmentId, orderReference, occurredOn, amountMinor, evidence }) => {
      const currency = currencyOf(enrollmentId);
      const sum = amountMinor.trim() && currency ? minorOf(amountMinor, currency) : '1';
      return {
        orderReference: orderReference.trim().length > REFERENCE_MAX ? texts.referenceLong : null,
        occurredOn: dayStart(occurredOn) && occurredOn >= min && occurredOn <= max ? null : texts.dayWrong,
        amountMinor: BigInt(sum ?? 0) > 0n ? null : texts.amountWrong,
        evidence: evidence.trim() ? null : texts.required,
      };
    },
    send: async ({ enrollmentId, orderReference, occurredOn, amountMinor, evidence }) => {
      const currency = currencyOf(enrollmentId);
      const sum = amountMinor.trim() && currency ? { currency, amountMinor: minorOf(amountMinor, currency) } : {};
      const answer = await send({
        input: {
          enrollmentId,
          orderReference: orderReference.trim() || null,
          occurredOn,
          evidence: evidence.trim(),
          ...sum,
        },
      });
      if (answer.userErrors.length === 0) say(texts.sent);
      return answer.userErrors;
    },
    done,
  });
  const currency = currencyOf(form.values.enrollmentId);
  return (
    <Modal opened onClose={close} title={<strong>{texts.formTitle}</strong>}>
      <Form form={form}>
        <Stack gap="md">
          <Select
            {...form.field('enrollmentId')}
            label={texts.programme}
            data={places.map((one) => ({ value: one.id, label: label(one) }))}
            allowDeselect={false}
          />
          <TextInput
            {...form.field('orderReference')}
            label={texts.reference}
            description={texts.referenceHint}
            autoComplete="off"
            data-autofocus
          />
          <Group grow align="flex-start">
            <TextInput {...form.field('occurredOn')} type="date" label={texts.day} min={min} max={max} />
            {currency && (
              <TextInput
                {...form.field('amountMinor')}
                label={texts.amount(currency)}
                inputMode="decimal"
                autoComplete="off"
              />
            )}
          </Group>
          <Textarea
            {...form.field('evidence')}
            label={texts.evidence}
            description={texts.evidenceHint}
            minRows={3}
            maxLength={EVIDENCE_MAX}
            autosize
          />
          <Group justify="flex-end">
            <Submit>{texts.send}</Submit>
          </Group>
        </Stack>
      </Form>
    </Modal>
  );
}
