import { Alert, Button, Loader, PasswordInput, TextInput, Title } from '@mantine/core';
import { useCallback, useEffect, useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { Form, Submit, useForm } from '@/form/form';
import { ask } from '@/session/ask';
import * as session from '@/session/session';
import { useSession } from '@/session/session';
import { MemberInvitationDocument, type MemberInvitationQuery } from '@/session/session.gen';
import { signInFor } from '@/session/way-back';
import { shell } from '@/shell/texts';
import { day } from '@/time/time';
import classes from './door.module.css';
import { checkPassword } from './password';
import { Onward, Said } from './said';
import { TermsLine, useTerms } from './terms';
import { door } from './texts';

type Invitation = NonNullable<MemberInvitationQuery['memberInvitation']>;

/** `/invitation/:token`: joins a brand, as who is signed in or as somebody new. */
export function Component() {
  const { token = '' } = useParams();
  const { state } = useSession();
  const [invitation, setInvitation] = useState<Invitation | 'none' | 'unanswered' | null>(null);
  // Whoever came as nobody and is in now has just joined, and is being led on.
  const [came, setCame] = useState<'in' | 'out' | null>(null);
  if (state !== 'unknown' && came !== state && came !== 'out') setCame(state);
  const look = useCallback(() => {
    setInvitation(null);
    ask(MemberInvitationDocument, { token }).then(
      (data) => setInvitation(data.memberInvitation ?? 'none'),
      () => setInvitation('unanswered'),
    );
  }, [token]);
  useEffect(look, [look]);

  if (invitation === 'none') {
    return (
      <Said title={door.invitationNoneTitle} text={door.invitationNone}>
        <Onward to="/">{state === 'in' ? door.goOn : door.toSignIn}</Onward>
      </Said>
    );
  }
  if (invitation === 'unanswered') {
    return (
      <Said title={door.offlineTitle} text={door.offline}>
        <Button onClick={look}>{door.retry}</Button>
      </Said>
    );
  }
  if (!invitation || state === 'unknown' || came !== state) return <Loader type="dots" aria-label={shell.waiting} />;
  return (
    <>
      <Titled invitation={invitation} />
      {state === 'in' ? (
        <Join token={token} invitation={invitation} none={() => setInvitation('none')} />
      ) : invitation.hasAccount ? (
        <SignInFirst token={token} email={invitation.email} />
      ) : (
        <Newcomer
          token={token}
          taken={() => setInvitation({ ...invitation, hasAccount: true })}
          none={() => setInvitation('none')}
        />
      )}
    </>
  );
}

function Titled({ invitation: { tenantName, email, role, expiresAt } }: { invitation: Invitation }) {
  const title = door.invitationTo(tenantName);
  useEffect(() => {
    document.title = shell.title(title);
  }, [title]);
  return (
    <>
      <Title order={1}>{title}</Title>
      <p className={classes.lead}>{door.invitationLead(email, shell.roles[role], day(expiresAt))}</p>
    </>
  );
}

function SignInFirst({ token, email }: { token: string; email: string }) {
  return (
    <>
      <Alert mb="md">{door.invitationSignIn}</Alert>
      <Button component={Link} fullWidth to={signInFor(`/invitation/${token}`)} state={{ email }}>
        {door.invitationSignInButton}
      </Button>
    </>
  );
}

/** Somebody who is signed in: as the one who is invited, or as another. */
function Join({ token, invitation, none }: { token: string; invitation: Invitation; none: () => void }) {
  const navigate = useNavigate();
  const [own, setOwn] = useState<string | null>(null);
  const form = useForm({
    initial: {},
    send: async () => {
      const refusals = await session.acceptInvitation({ token });
      if (refusals.some(({ code }) => code === 'LINK_INVALID')) none();
      else if (refusals.length === 0) navigate('/', { replace: true });
      return refusals.map((one) =>
        one.code === 'EMAIL_UNVERIFIED' ? { ...one, message: door.invitationUnverified } : one,
      );
    },
  });
  useEffect(() => {
    // Who one is may stay unknown: accepting finds out.
    session.self().then(
      (viewer) => setOwn(viewer?.user?.email ?? null),
      () => undefined,
    );
  }, []);
  if (own && own.toLowerCase() !== invitation.email.toLowerCase()) {
    return (
      <>
        <Alert color="amber" mb="md">
          {door.invitationOther(own)}
        </Alert>
        <Button fullWidth onClick={() => void session.signOut()}>
          {door.invitationOtherButton}
        </Button>
      </>
    );
  }
  return (
    <Form form={form}>
      <Submit fullWidth>{door.invitationAccept}</Submit>
    </Form>
  );
}

/** Somebody without an account: the mailed link has shown that the address is theirs. */
function Newcomer({ token, taken, none }: { token: string; taken: () => void; none: () => void }) {
  const navigate = useNavigate();
  const terms = useTerms();
  const form = useForm({
    initial: { name: '', password: '' },
    check: ({ name, password }) => ({
      name: name.trim() ? null : door.required,
      password: checkPassword(password),
    }),
    send: async ({ name, password }) => {
      const input = { token, name: name.trim(), password, termsOfUseVersion: terms?.version };
      const refusals = await session.acceptInvitation(input);
      if (refusals.some(({ code }) => code === 'LINK_INVALID')) none();
      else if (refusals.some(({ code }) => code === 'SIGN_IN_REQUIRED')) taken();
      else if (refusals.length === 0) navigate('/', { replace: true });
      return refusals;
    },
  });
  return (
    <Form form={form}>
      <div className={classes.fields}>
        <TextInput {...form.field('name')} label={door.name} autoComplete="name" autoFocus />
        <PasswordInput
          {...form.field('password')}
          label={door.newPassword}
          description={door.passwordHint}
          autoComplete="new-password"
        />
        {terms && <TermsLine terms={terms} />}
        <Submit fullWidth mt="xs">
          {door.invitationAccept}
        </Submit>
      </div>
    </Form>
  );
}
