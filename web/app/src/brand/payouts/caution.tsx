import { Group, Stack, TextInput } from '@mantine/core';
import { say } from '@/feedback/toasts';
import { Form, Submit, useForm } from '@/form/form';
import { useSend } from '@/form/send';
import { decimal, minorOf } from '@/money/money';
import { Section } from '@/shell/parts';
import { useTenant } from '@/shell/viewer';
import { CautionSetDocument, type CautionSetMutation, type TimetableQuery } from './query.gen';
import { timetable as texts } from './texts';

const payload = (data: CautionSetMutation) => data.payoutCautionSet;

/** What makes a run stop and ask. */
export function Caution({ caution, may }: { caution: TimetableQuery['payoutCaution']; may: boolean }) {
  const tenant = useTenant();
  const send = useSend(CautionSetDocument, payload);
  const currency = caution.limitCurrency ?? tenant.currency;
  const form = useForm({
    initial: {
      limitMinor: caution.limitMinor ? decimal({ minor: caution.limitMinor, currency }) : '',
      unusualPercent: String(caution.unusualPercent),
    },
    check: ({ limitMinor, unusualPercent }) => ({
      limitMinor: limitMinor.trim() && minorOf(limitMinor, currency) === null ? texts.limitWrong : null,
      unusualPercent: /^\d{1,6}$/.test(unusualPercent.trim()) ? null : texts.unusualWrong,
    }),
    send: async ({ limitMinor, unusualPercent }) => {
      const minor = limitMinor.trim() ? minorOf(limitMinor, currency) : null;
      const limit = minor === null ? {} : { limitMinor: minor, limitCurrency: currency };
      const answer = await send({ input: { ...limit, unusualPercent: Number(unusualPercent) } });
      if (answer.userErrors.length === 0) say(texts.cautionSaved);
      return answer.userErrors;
    },
  });
  return (
    <Section title={texts.cautionTitle} lead={texts.cautionLead}>
      <Form form={form}>
        <Stack gap="md">
          <TextInput
            {...form.field('limitMinor')}
            label={texts.limit(currency)}
            description={texts.limitHint}
            inputMode="decimal"
            autoComplete="off"
            readOnly={!may}
          />
          <TextInput
            {...form.field('unusualPercent')}
            label={texts.unusual}
            description={texts.unusualHint}
            inputMode="numeric"
            autoComplete="off"
            readOnly={!may}
          />
          {may && (
            <Group justify="flex-end">
              <Submit>{texts.save}</Submit>
            </Group>
          )}
        </Stack>
      </Form>
    </Section>
  );
}
