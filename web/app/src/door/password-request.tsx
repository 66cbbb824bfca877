import { Button, TextInput, Title } from '@mantine/core';
import { useEffect, useState } from 'react';
import { Link } from 'react-router';
import { Form, Submit, useForm } from '@/form/form';
import { requestPasswordReset } from '@/session/session';
import { shell } from '@/shell/texts';
import classes from './door.module.css';
import { Onward, Said } from './said';
import { door } from './texts';

/** `/password-reset`: asks for a link by mail. It says the same whether the address has an account or not. */
export function Component() {
  const [sent, setSent] = useState<string | null>(null);
  const form = useForm({
    initial: { email: '' },
    check: ({ email }) => ({ email: /^\S+@\S+$/.test(email.trim()) ? null : door.emailWrong }),
    send: ({ email }) => requestPasswordReset(email.trim()),
    done: ({ email }) => setSent(email.trim()),
  });
  useEffect(() => {
    document.title = shell.title(door.reset);
  }, []);
  if (sent) {
    return (
      <Said title={door.resetSentTitle} text={door.resetSent(sent)}>
        <Onward to="/sign-in">{door.toSignIn}</Onward>
        <Button variant="default" onClick={() => setSent(null)}>
          {door.resetAgain}
        </Button>
      </Said>
    );
  }
  return (
    <>
      <Title order={1}>{door.reset}</Title>
      <p className={classes.lead}>{door.resetLead}</p>
      <Form form={form}>
        <div className={classes.fields}>
          <TextInput {...form.field('email')} type="email" label={door.email} autoComplete="username" autoFocus />
          <Submit fullWidth mt="xs">
            {door.resetSend}
          </Submit>
        </div>
      </Form>
      <div className={classes.end}>
        <Link to="/sign-in">{door.toSignIn}</Link>
      </div>
    </>
  );
}
