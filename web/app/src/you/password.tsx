import { Group, PasswordInput, Stack } from '@mantine/core';
import { checkPassword } from '@/door/password';
import { say } from '@/feedback/toasts';
import { Form, Submit, useForm } from '@/form/form';
import { useSend } from '@/form/send';
import { form as forms } from '@/form/texts';
import { Section } from '@/shell/parts';
import { PasswordChangeDocument, type PasswordChangeMutation } from './query.gen';
import { password as texts } from './texts';

const payload = (data: PasswordChangeMutation) => data.passwordChange;
const EMPTY = { currentPassword: '', password: '' };

/** Another password, for who knows the one of now. */
export function Password({ refresh }: { refresh: () => void }) {
  const send = useSend(PasswordChangeDocument, payload);
  const form = useForm({
    initial: EMPTY,
    check: ({ currentPassword, password }) => ({
      currentPassword: currentPassword ? null : forms.required,
      password: checkPassword(password),
    }),
    send: async (input) => (await send({ input })).userErrors,
    done: () => {
      say(texts.changed);
      form.set('currentPassword', '');
      form.set('password', '');
      refresh();
    },
  });
  return (
    <Section title={texts.title} lead={texts.lead}>
      <Form form={form}>
        <Stack gap="sm">
          <PasswordInput
            {...form.field('currentPassword')}
            label={texts.current}
            autoComplete="current-password"
            maw="22rem"
          />
          <PasswordInput
            {...form.field('password')}
            label={texts.next}
            description={texts.hint}
            autoComplete="new-password"
            maw="22rem"
          />
          <Group>
            <Submit variant="default">{texts.change}</Submit>
          </Group>
        </Stack>
      </Form>
    </Section>
  );
}
