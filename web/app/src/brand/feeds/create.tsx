import { Group, Modal, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { say } from '@/feedback/toasts';
import { Form, Submit, useForm } from '@/form/form';
import { useSend } from '@/form/send';
import { handleOf } from './draft';
import { FeedCreateDocument, type FeedCreateMutation } from './query.gen';
import { feeds as texts } from './texts';

const payload = (data: FeedCreateMutation) => data.feedCreate;

/** Makes a feed of every moment, to be narrowed in the builder. */
export function CreateFeed({ close, done }: { close: () => void; done: (id: string) => void }) {
  const send = useSend(FeedCreateDocument, payload);
  const [own, setOwn] = useState(false);
  const form = useForm({
    initial: { name: '', handle: '' },
    check: ({ name, handle }) => ({
      name: name.trim() ? null : texts.nameWrong,
      handle: /^[a-z0-9-]{1,63}$/.test(handle) ? null : texts.handleWrong,
    }),
    send: async ({ name, handle }) => {
      const answer = await send({ input: { name: name.trim(), handle, pinIds: [] } });
      if (answer.userErrors.length === 0) say(texts.created);
      if (answer.feed) done(answer.feed.id);
      return answer.userErrors;
    },
    done: close,
  });
  const name = form.field('name');
  const handle = form.field('handle');
  return (
    <Modal opened onClose={close} title={<strong>{texts.createTitle}</strong>}>
      <Form form={form}>
        <Stack gap="md">
          <TextInput
            {...name}
            onChange={(event) => {
              name.onChange(event);
              // Until somebody writes one, the handle follows the name.
              if (!own) form.set('handle', handleOf(event.currentTarget.value));
            }}
            label={texts.name}
            description={texts.nameHint}
            data-autofocus
            autoComplete="off"
          />
          <TextInput
            {...handle}
            onChange={(event) => {
              setOwn(true);
              handle.onChange(event);
            }}
            label={texts.handle}
            description={texts.handleHint}
            autoComplete="off"
            spellCheck={false}
          />
          <Group justify="flex-end">
            <Submit>{texts.createButton}</Submit>
          </Group>
        </Stack>
      </Form>
    </Modal>
  );
}
