import { Modal, Group as Row, Stack, Switch, TextInput } from '@mantine/core';
import { say } from '@/feedback/toasts';
import { Form, Submit, useForm } from '@/form/form';
import { useSend } from '@/form/send';
import type { GroupPartsFragment } from '../query.gen';
import {
  GroupCreateDocument,
  type GroupCreateMutation,
  GroupUpdateDocument,
  type GroupUpdateMutation,
} from './query.gen';
import { groups as texts } from './texts';

const created = (data: GroupCreateMutation) => data.groupCreate;
const updated = (data: GroupUpdateMutation) => data.groupUpdate;

type Props = { programId: string; of?: GroupPartsFragment; close: () => void; done: () => void };

/** Makes a group, or changes its name and whether it stands down. */
export function GroupForm({ programId, of, close, done }: Props) {
  const create = useSend(GroupCreateDocument, created);
  const update = useSend(GroupUpdateDocument, updated);
  const form = useForm({
    initial: { name: of?.name ?? '', standsDown: of?.standsDown ?? false },
    check: ({ name }) => ({ name: name.trim() ? null : texts.wrongName }),
    send: async ({ name, standsDown }) => {
      const values = { name: name.trim(), standsDown };
      const { userErrors } = of
        ? await update({ input: { groupId: of.id, ...values } })
        : await create({ input: { programId, ...values } });
      return userErrors.map((refusal) =>
        refusal.code === 'CONFLICT' ? { ...refusal, field: ['name'], message: texts.taken } : refusal,
      );
    },
    done: () => {
      say(of ? texts.saved : texts.created);
      done();
      close();
    },
  });
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
          <Switch
            label={texts.standsDownLabel}
            description={texts.standsDownHint}
            checked={form.values.standsDown}
            onChange={(event) => form.set('standsDown', event.currentTarget.checked)}
          />
          <Row justify="flex-end">
            <Submit>{of ? texts.save : texts.createButton}</Submit>
          </Row>
        </Stack>
      </Form>
    </Modal>
  );
}
