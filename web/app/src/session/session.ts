import { useSyncExternalStore } from 'react';
import { ask, type Refusal, Throttled, Unanswered } from './ask';
import {
  AffiliateSignUpDocument,
  type AffiliateSignUpInput,
  EmailVerifyDocument,
  MemberInvitationAcceptDocument,
  type MemberInvitationAcceptInput,
  PasswordResetDocument,
  type PasswordResetInput,
  PasswordResetRequestDocument,
  SelfDocument,
  SignInDocument,
  type SignInInput,
  SignOutDocument,
  SignUpDocument,
  type SignUpInput,
  TokenRefreshDocument,
} from './session.gen';
import { session as texts } from './texts';

/** `number` counts sign-ins, so that what belongs to one is dropped with it. */
export type Session =
  | { state: 'unknown' }
  | { state: 'in'; number: number }
  /** `expired`: it ended without anybody asking for it. */
  | { state: 'out'; expired: boolean };

type Tokens = { accessToken: string; accessTokenExpiresAt: string };

/** A token is renewed this long before it ends, so that no request meets its end. */
const RENEW_BEFORE_MS = 30_000;
const LOCK = 'tributary:session';

let session: Session = { state: 'unknown' };
let access: { token: string; endsAt: number } | null = null;
let renewing: Promise<string | null> | undefined;
let signIns = 0;
/** The brand this tab works in; other tabs have theirs, and one cookie is for all of them. */
let tenant = /^\/t\/(tenant_\w+)/.exec(location.pathname)?.[1] ?? null;
const readers = new Set<() => void>();
const tabs = typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel('tributary:session');

tabs?.addEventListener('message', ({ data }) => {
  if (data === 'out') forget(false);
});

function set(next: Session) {
  session = next;
  for (const reader of readers) reader();
}

function take(tokens: Tokens) {
  access = { token: tokens.accessToken, endsAt: new Date(tokens.accessTokenExpiresAt).getTime() };
}

function begin(tokens: Tokens) {
  take(tokens);
  signIns += 1;
  set({ state: 'in', number: signIns });
}

function forget(expired: boolean) {
  access = null;
  set({ state: 'out', expired });
}

/** Whether a token will be taken for a while yet. */
export const isFresh = (token: string | null) =>
  access !== null && access.token === token && access.endsAt - Date.now() > RENEW_BEFORE_MS;

/**
 * A token to send; null when signed out. It is renewed when it is about to end, or when `refused` is the one at hand.
 * However many ask at once, in however many tabs, one request is made at a time: a refresh token is good once.
 */
export async function token(refused?: string | null): Promise<string | null> {
  if (access && access.token !== refused && isFresh(access.token)) return access.token;
  if (session.state === 'out') return null;
  renewing ??= alone(renew).finally(() => {
    renewing = undefined;
  });
  return renewing;
}

function alone<Value>(work: () => Promise<Value>): Promise<Value> {
  return navigator.locks ? (navigator.locks.request(LOCK, work) as Promise<Value>) : work();
}

async function renew(): Promise<string | null> {
  const was = session;
  try {
    const { tokenRefresh } = await ask(TokenRefreshDocument, { input: { tenantId: tenant } });
    if (session.state === 'out') return null;
    if (!tokenRefresh.session) {
      // A brand one is no member of (any more) is no reason to be signed out.
      if (tenant && tokenRefresh.userErrors.every(({ code }) => code !== 'INVALID_REFRESH_TOKEN')) {
        tenant = null;
        return renew();
      }
      forget(was.state === 'in');
      return null;
    }
    if (session.state === 'unknown') begin(tokenRefresh.session);
    else take(tokenRefresh.session);
    return access?.token ?? null;
  } catch (error) {
    // No answer is no refusal: the session stands until the server says otherwise.
    if (error instanceof Unanswered || error instanceof Throttled) return access?.token ?? null;
    throw error;
  }
}

/** Goes on in another brand of the same person; false if that cannot be. */
export async function switchTo(tenantId: string): Promise<boolean> {
  const { tokenRefresh } = await alone(() => ask(TokenRefreshDocument, { input: { tenantId } }));
  if (!tokenRefresh.session) return false;
  tenant = tenantId;
  begin(tokenRefresh.session);
  return true;
}

const RESTORE_MS = 2_000;

/** Takes up the session of before a reload; waits for the server while it does not answer. */
export async function restore(): Promise<void> {
  while (session.state === 'unknown') {
    await token();
    if (session.state === 'unknown') await new Promise((done) => setTimeout(done, RESTORE_MS));
  }
}

type Payload = { session?: Tokens | null; userErrors: Refusal[] };

/** What was refused; too many tries are a refusal too. */
async function refusals(payload: Promise<{ userErrors: Refusal[] }>): Promise<Refusal[]> {
  try {
    return (await payload).userErrors;
  } catch (error) {
    if (!(error instanceof Throttled)) throw error;
    return [{ code: 'THROTTLED', message: texts.throttled(error.retryAfterMs) }];
  }
}

/** Begins what was let in; what was refused is returned. */
const enter = (payload: Promise<Payload>): Promise<Refusal[]> =>
  refusals(
    payload.then((answer) => {
      if (answer.session) begin(answer.session);
      return answer;
    }),
  );

/** Signs in. Returns what was refused; throws [`Unanswered`]. */
export function signIn(input: SignInInput) {
  tenant = input.tenantId ?? null;
  return enter(ask(SignInDocument, { input }).then((data) => data.signIn));
}
/** A brand and its owner. */
export function signUp(input: SignUpInput) {
  tenant = null;
  return enter(ask(SignUpDocument, { input }).then((data) => data.signUp));
}
/** A person who wants to be paid. */
export const affiliateSignUp = (input: AffiliateSignUpInput) =>
  enter(ask(AffiliateSignUpDocument, { input }).then((data) => data.affiliateSignUp));

/** Who is signed in, for pages outside of the shell; null for nobody. */
export async function self() {
  const mine = await token();
  return mine ? (await ask(SelfDocument, {}, mine)).viewer : null;
}

/** Joins the brand of an invitation, as who is signed in or as somebody new, and goes on in it. */
export function acceptInvitation(input: MemberInvitationAcceptInput): Promise<Refusal[]> {
  const payload = token().then((mine) => ask(MemberInvitationAcceptDocument, { input }, mine ?? undefined));
  return enter(
    payload.then(({ memberInvitationAccept: answer }) => {
      if (answer.session) tenant = answer.tenant?.id ?? null;
      return answer;
    }),
  );
}
/** Says with a mailed link that the address is one's own. */
export const verifyEmail = (mailed: string) =>
  refusals(
    token()
      .then((mine) => ask(EmailVerifyDocument, { input: { token: mailed } }, mine ?? undefined))
      .then((data) => data.emailVerify),
  );
/** Asks for a mail with a link; nobody learns whether the address has an account. */
export const requestPasswordReset = (email: string) =>
  refusals(ask(PasswordResetRequestDocument, { input: { email } }).then((data) => data.passwordResetRequest));
/** Sets a password by a mailed link. It ends every session, this one too. */
export const resetPassword = (input: PasswordResetInput) =>
  refusals(
    ask(PasswordResetDocument, { input }).then(({ passwordReset }) => {
      if (passwordReset.reset) end();
      return passwordReset;
    }),
  );

function end() {
  forget(false);
  tabs?.postMessage('out');
}

/** Ends the session here and in the other tabs, even if the server cannot be told. */
export async function signOut(): Promise<void> {
  const last = access?.token;
  end();
  await ask(SignOutDocument, {}, last).catch(() => undefined);
}

/** The session as it stands. */
export const current = (): Session => session;

/** The session as it stands, for components. */
export function useSession(): Session {
  return useSyncExternalStore((reader) => {
    readers.add(reader);
    return () => readers.delete(reader);
  }, current);
}
