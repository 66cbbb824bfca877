// What somebody writes and has not sent, kept in this window alone: whoever leaves and comes back, or loads the page again,
// finds it. Closing the window ends it.

/** It, and when it was last changed. */
export type Kept<Of> = { at: string; of: Of };

const named = (name: string) => `draft ${name}`;

/** Keeps it. Where the browser keeps nothing, or has no room, nothing is kept. */
export function keep<Of>(name: string, of: Of, now = new Date()) {
  try {
    sessionStorage.setItem(named(name), JSON.stringify({ at: now.toISOString(), of } satisfies Kept<Of>));
  } catch {
    // It is still on the screen.
  }
}

/** What is kept, if `read` knows it for what it should be. */
export function kept<Of>(name: string, read: (value: unknown) => Of | null): Kept<Of> | null {
  try {
    const { at, of } = JSON.parse(sessionStorage.getItem(named(name)) ?? '{}') as Partial<Kept<unknown>>;
    const known = at && !Number.isNaN(Date.parse(at)) ? read(of) : null;
    return known && at ? { at, of: known } : null;
  } catch {
    return null;
  }
}

/** It was sent, or thrown away. */
export function forget(name: string) {
  try {
    sessionStorage.removeItem(named(name));
  } catch {
    // Nothing was kept.
  }
}
