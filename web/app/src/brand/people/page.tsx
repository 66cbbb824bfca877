import { Button, Group, TextInput } from '@mantine/core';
import { useRef } from 'react';
import { Link } from 'react-router';
import { useClient } from 'urql';
import { SettingsFrame } from '@/brand/settings/frame';
import { confirm } from '@/feedback/confirm';
import { say, warn } from '@/feedback/toasts';
import { Form, useForm } from '@/form/form';
import { useSend } from '@/form/send';
import { parts, Section } from '@/shell/parts';
import { useTenant } from '@/shell/viewer';
import { CustomerEraseDocument, type CustomerEraseMutation } from './query.gen';
import { people as texts } from './texts';
import { tellOfCustomer } from './told';

const payload = (data: CustomerEraseMutation) => data.customerErase;
const KEY_CHARS_MAX = 200;

/** `/t/:tenant/settings/people`: what is known of somebody who asks, and forgetting them. */
export function Component() {
  const tenant = useTenant();
  const client = useClient();
  const send = useSend(CustomerEraseDocument, payload);
  /** Which of the two buttons was pressed. */
  const forgets = useRef(false);
  const form = useForm({
    initial: { customer: '' },
    check: ({ customer }) => ({ customer: customer.trim() ? null : texts.keyWrong }),
    send: async ({ customer }) => {
      const key = customer.trim();
      if (!forgets.current) {
        await tellOfCustomer(client, key);
        return [];
      }
      const question = { title: texts.forgetTitle(key), text: texts.forgetText, action: texts.forget };
      if (!(await confirm({ ...question, danger: true, word: texts.word }))) return [];
      const answer = await send({ input: { customer: key } });
      if (answer.userErrors.length === 0) {
        if (answer.erased) say(texts.forgotten);
        else warn(texts.none);
      }
      return answer.userErrors;
    },
  });
  const press = (toForget: boolean) => {
    forgets.current = toForget;
    void form.submit();
  };
  return (
    <SettingsFrame>
      <div className={parts.stack}>
        <p className={parts.soft}>{texts.lead}</p>
        <Section title={texts.customer} lead={texts.customerLead}>
          <Form form={form} byButton>
            <TextInput
              {...form.field('customer')}
              label={texts.key}
              autoComplete="off"
              spellCheck={false}
              maxLength={KEY_CHARS_MAX}
              maw="26rem"
            />
            <Group mt="md">
              <Button variant="default" loading={form.sending && !forgets.current} onClick={() => press(false)}>
                {texts.find}
              </Button>
              <Button
                variant="subtle"
                color="red"
                loading={form.sending && forgets.current}
                onClick={() => press(true)}
              >
                {texts.forget}
              </Button>
            </Group>
          </Form>
        </Section>
        <Section title={texts.creators} lead={texts.creatorsLead}>
          <Button component={Link} to={`/t/${tenant.id}/creators`} variant="default" size="compact-sm">
            {texts.toCreators}
          </Button>
        </Section>
      </div>
    </SettingsFrame>
  );
}
