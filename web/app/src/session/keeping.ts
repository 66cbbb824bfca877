/**
 * Where the refresh token is until the server keeps it in an http-only cookie: with this tab, so that a reload is no
 * sign-out. `session.ts` is the only reader; with the cookie this file goes away.
 */
const KEY = 'tributary:refresh';

/** The token of this tab, if it has one. */
export const kept = () => sessionStorage.getItem(KEY);

/** Keeps a token, or none. */
export function keep(token: string | null) {
  if (token) sessionStorage.setItem(KEY, token);
  else sessionStorage.removeItem(KEY);
}
