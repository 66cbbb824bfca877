import { Group, Modal, Select, Stack, Textarea, TextInput } from '@mantine/core';
import { useQuery } from 'urql';
import { say } from '@/feedback/toasts';
import { Form, Submit, useForm } from '@/form/form';
import { useSend } from '@/form/send';
import { having } from '@/graph/node';
import type { Moment } from './detail';
import { MomentEditDocument, type MomentEditMutation } from './query.gen';
import { HistoryDocument } from './queue/query.gen';
import { editing as texts } from './texts';

const payload = (data: MomentEditMutation) => data.momentEdit;

/** Changes what a moment says, made from the wording that stands. */
export function EditMoment({ moment, close }: { moment: Moment; close: () => void }) {
  const send = useSend(MomentEditDocument, payload);
  const [{ data }] = useQuery({ query: HistoryDocument, variables: { id: moment.id } });
  const revisions = having(data?.node, 'revisions')?.revisions ?? [];
  const revision = Math.max(0, ...revisions.map((one) => one.revision)) + 1;
  const form = useForm({
    initial: { title: moment.title ?? '', body: moment.body, rating: String(moment.rating ?? '') },
    check: ({ body }) => ({ body: body.trim() ? null : texts.bodyWrong }),
    send: async ({ title, body, rating }) => {
      const words = { title: title.trim() || null, body: body.trim(), rating: rating ? Number(rating) : null };
      const { userErrors } = await send({ input: { momentId: moment.id, revision, ...words } });
      if (userErrors.length === 0) say(texts.saved);
      return userErrors;
    },
    done: close,
  });
  return (
    <Modal opened onClose={close} size="lg" title={<strong>{texts.title}</strong>}>
      <Form form={form} byButton>
        <Stack gap="md">
          <p style={{ margin: 0, color: 'var(--ink-soft)' }}>{texts.text}</p>
          <TextInput {...form.field('title')} label={texts.headline} autoComplete="off" />
          <Textarea {...form.field('body')} label={texts.body} autosize minRows={4} maxRows={14} />
          <Select
            {...form.field('rating')}
            label={texts.stars}
            data={[{ value: '', label: texts.none }, ...['1', '2', '3', '4', '5']]}
            maw="8rem"
          />
          <Group justify="flex-end">
            <Submit disabled={!data}>{texts.save}</Submit>
          </Group>
        </Stack>
      </Form>
    </Modal>
  );
}
