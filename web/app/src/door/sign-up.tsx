import { PasswordInput, SegmentedControl, Select, TextInput, Title } from '@mantine/core';
import { useEffect } from 'react';
import { Link, Navigate, useSearchParams } from 'react-router';
import { Form, Submit, useForm } from '@/form/form';
import * as session from '@/session/session';
import { useSession } from '@/session/session';
import { wayBack } from '@/session/way-back';
import { shell } from '@/shell/texts';
import { CodeInput } from './code-input';
import classes from './door.module.css';
import { checkPassword } from './password';
import { COUNTRIES, CURRENCIES } from './places';
import { TermsLine, useTerms } from './terms';
import { door } from './texts';

type Person = { email: string; password: string; name: string };

function checkPerson({ email, password, name }: Person) {
  return {
    name: name.trim() ? null : door.required,
    email: /^\S+@\S+$/.test(email.trim()) ? null : door.emailWrong,
    password: checkPassword(password),
  };
}

/** `/sign-up?as=affiliate`: a brand with its owner, or somebody who wants to be paid. */
export function Component() {
  const [params, setParams] = useSearchParams();
  const state = useSession();
  const affiliate = params.get('as') === 'affiliate';
  useEffect(() => {
    document.title = shell.title(door.signUp);
  }, []);
  if (state.state === 'in') return <Navigate to={wayBack(params.get('to')) ?? (affiliate ? '/portal' : '/')} replace />;
  const choose = (value: string) => {
    const next = new URLSearchParams(params);
    next.set('as', value);
    setParams(next, { replace: true });
  };
  return (
    <>
      <Title order={1}>{door.signUp}</Title>
      <p className={classes.lead}>{affiliate ? door.affiliateLead : door.brandLead}</p>
      <SegmentedControl
        fullWidth
        mb="lg"
        aria-label={door.kind}
        value={affiliate ? 'affiliate' : 'brand'}
        onChange={choose}
        data={[
          { value: 'brand', label: door.brand },
          { value: 'affiliate', label: door.affiliate },
        ]}
      />
      {affiliate ? <AffiliateForm /> : <BrandForm />}
      <div className={classes.end}>
        <span>
          {door.haveAccount} <Link to={{ pathname: '/sign-in', search: params.toString() }}>{door.signIn}</Link>
        </span>
      </div>
    </>
  );
}

function BrandForm() {
  const terms = useTerms();
  const form = useForm({
    initial: { tenantName: '', currency: 'GBP', name: '', email: '', password: '', code: '' },
    check: (values) => ({ tenantName: values.tenantName.trim() ? null : door.required, ...checkPerson(values) }),
    send: ({ code, ...values }) =>
      session.signUp({
        ...values,
        email: values.email.trim(),
        code: code.trim() || null,
        termsOfUseVersion: terms?.version,
      }),
  });
  return (
    <Form form={form}>
      <div className={classes.fields}>
        <TextInput {...form.field('tenantName')} label={door.tenantName} autoComplete="organization" />
        <Select
          {...form.field('currency')}
          label={door.currency}
          data={CURRENCIES}
          searchable
          nothingFoundMessage={door.currencyNone}
        />
        <TextInput {...form.field('name')} label={door.name} autoComplete="name" />
        <TextInput {...form.field('email')} type="email" label={door.email} autoComplete="username" />
        <PasswordInput
          {...form.field('password')}
          label={door.newPassword}
          description={door.passwordHint}
          autoComplete="new-password"
        />
        <CodeInput form={form} />
        {terms && <TermsLine terms={terms} />}
        <Submit fullWidth mt="xs">
          {door.createBrand}
        </Submit>
      </div>
    </Form>
  );
}

function AffiliateForm() {
  const terms = useTerms();
  const form = useForm({
    initial: { name: '', email: '', country: 'GB', password: '', code: '' },
    check: checkPerson,
    send: ({ code, ...values }) =>
      session.affiliateSignUp({
        ...values,
        email: values.email.trim(),
        code: code.trim() || null,
        termsOfUseVersion: terms?.version,
      }),
  });
  return (
    <Form form={form}>
      <div className={classes.fields}>
        <TextInput {...form.field('name')} label={door.name} autoComplete="name" />
        <Select
          {...form.field('country')}
          label={door.country}
          data={COUNTRIES}
          searchable
          nothingFoundMessage={door.countryNone}
        />
        <TextInput {...form.field('email')} type="email" label={door.email} autoComplete="username" />
        <PasswordInput
          {...form.field('password')}
          label={door.newPassword}
          description={door.passwordHint}
          autoComplete="new-password"
        />
        <CodeInput form={form} />
        {terms && <TermsLine terms={terms} />}
        <Submit fullWidth mt="xs">
          {door.createAccount}
        </Submit>
      </div>
    </Form>
  );
}
