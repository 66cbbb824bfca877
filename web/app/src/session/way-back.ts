/** Where to go after signing in: a path of ours, whatever an address claims. */
export function wayBack(to: string | null): string | null {
  if (!to?.startsWith('/') || /^\/[/\\]/.test(to) || /[\\\p{Cc}]/u.test(to)) return null;
  const path = to.split(/[?#]/)[0] ?? '';
  return ['/sign-in', '/sign-up'].some((door) => path.startsWith(door)) ? null : to;
}

/** The sign-in page that comes back here. */
export const signInFor = (path: string) => `/sign-in?to=${encodeURIComponent(path)}`;
