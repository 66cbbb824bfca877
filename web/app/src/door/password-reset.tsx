import { PasswordInput, Title } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useParams } from 'react-router';
import { Form, Submit, useForm } from '@/form/form';
import { resetPassword } from '@/session/session';
import { shell } from '@/shell/texts';
import classes from './door.module.css';
import { checkPassword } from './password';
import { Onward, Said } from './said';
import { door } from './texts';

/** `/password-reset/:token`: sets a password by a mailed link. */
export function Component() {
  const { token = '' } = useParams();
  const [outcome, setOutcome] = useState<'done' | 'invalid' | null>(null);
  const form = useForm({
    initial: { password: '' },
    check: ({ password }) => ({ password: checkPassword(password) }),
    send: async ({ password }) => {
      const refusals = await resetPassword({ token, password });
      if (refusals.some(({ code }) => code === 'LINK_INVALID')) setOutcome('invalid');
      else if (refusals.length === 0) setOutcome('done');
      return refusals;
    },
  });
  useEffect(() => {
    document.title = shell.title(door.resetTitle);
  }, []);
  if (outcome === 'done') {
    return (
      <Said title={door.resetDoneTitle} text={door.resetDone}>
        <Onward to="/sign-in">{door.toSignIn}</Onward>
      </Said>
    );
  }
  if (outcome === 'invalid') {
    return (
      <Said title={door.linkInvalidTitle} text={door.linkInvalid}>
        <Onward to="/password-reset">{door.newLink}</Onward>
      </Said>
    );
  }
  return (
    <>
      <Title order={1}>{door.resetTitle}</Title>
      <Form form={form}>
        <div className={classes.fields}>
          <PasswordInput
            {...form.field('password')}
            mt="lg"
            label={door.newPassword}
            description={door.passwordHint}
            autoComplete="new-password"
            autoFocus
          />
          <Submit fullWidth mt="xs">
            {door.resetChosen}
          </Submit>
        </div>
      </Form>
    </>
  );
}
