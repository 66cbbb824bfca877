import { Alert, PasswordInput, TextInput, Title } from '@mantine/core';
import { useEffect } from 'react';
import { Link, Navigate, useLocation, useSearchParams } from 'react-router';
import { Form, Submit, useForm } from '@/form/form';
import * as session from '@/session/session';
import { useSession } from '@/session/session';
import { wayBack } from '@/session/way-back';
import { shell } from '@/shell/texts';
import { CodeInput } from './code-input';
import classes from './door.module.css';
import { door } from './texts';

/** `/sign-in?to=…&tenant=…`: back to `to` afterwards. Whoever leads here may know the address. */
export function Component() {
  const [params] = useSearchParams();
  const state = useSession();
  const tenantId = params.get('tenant');
  const known: unknown = useLocation().state?.email;
  const form = useForm({
    initial: { email: typeof known === 'string' ? known : '', password: '', code: '' },
    check: ({ email, password }) => ({
      email: email ? null : door.required,
      password: password ? null : door.required,
    }),
    send: ({ email, password, code }) =>
      session.signIn({ email: email.trim(), password, tenantId, code: code.trim() || null }),
  });
  useEffect(() => {
    document.title = shell.title(door.signIn);
  }, []);

  // A session for another brand does not end this page: it is what one came here to change.
  const came = state.state === 'in' && (!tenantId || form.values.email !== '');
  if (came && !form.sending) return <Navigate to={wayBack(params.get('to')) ?? '/'} replace />;
  return (
    <>
      <Title order={1}>{door.signIn}</Title>
      <p className={classes.lead}>{door.signInLead}</p>
      {state.state === 'out' && state.expired && params.has('to') && (
        <Alert mb="md" color="amber">
          {door.expired}
        </Alert>
      )}
      <Form form={form}>
        <div className={classes.fields}>
          <TextInput
            {...form.field('email')}
            type="email"
            label={door.email}
            autoComplete="username"
            autoFocus={!known}
          />
          <PasswordInput
            {...form.field('password')}
            label={door.password}
            autoComplete="current-password"
            autoFocus={Boolean(known)}
          />
          <CodeInput form={form} />
          <Submit fullWidth mt="xs">
            {door.signIn}
          </Submit>
        </div>
      </Form>
      <div className={classes.end}>
        <span>
          {door.noAccount} <Link to={{ pathname: '/sign-up', search: params.toString() }}>{door.toSignUp}</Link>
        </span>
        <Link to="/password-reset">{door.forgot}</Link>
      </div>
    </>
  );
}
