import { Group, Textarea } from '@mantine/core';
import { say, warn } from '@/feedback/toasts';
import { Form, Submit, useForm } from '@/form/form';
import { useSend } from '@/form/send';
import { Section } from '@/shell/parts';
import type { Missed } from './detail';
import { MissedSaleRejectDocument, type MissedSaleRejectMutation } from './query.gen';
import { missing as texts } from './texts';

const payload = (data: MissedSaleRejectMutation) => data.missedSaleReject;

const REASON_MAX = 500;

/** Says why it is none. */
export function Reject({ missed, again }: { missed: Missed; again: () => void }) {
  const send = useSend(MissedSaleRejectDocument, payload);
  const form = useForm({
    initial: { reason: '' },
    check: ({ reason }) => ({ reason: reason.trim() ? null : texts.required }),
    send: async ({ reason }) => {
      const answer = await send({ input: { missedSaleId: missed.id, reason: reason.trim().replaceAll(/\s+/g, ' ') } });
      if (answer.userErrors.some(({ code }) => code === 'WRONG_STATE')) {
        warn(texts.overtaken);
        again();
        return [];
      }
      if (answer.userErrors.length === 0) say(texts.rejected(missed.enrollment.name));
      return answer.userErrors;
    },
  });
  return (
    <Section title={texts.rejectTitle} lead={texts.rejectLead}>
      <Form form={form}>
        <Textarea
          {...form.field('reason')}
          label={texts.reason}
          description={texts.reasonHint}
          minRows={2}
          maxLength={REASON_MAX}
          autosize
        />
        <Group justify="flex-end" mt="md">
          <Submit variant="default">{texts.reject}</Submit>
        </Group>
      </Form>
    </Section>
  );
}
