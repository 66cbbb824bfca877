import { door } from './texts';

const PASSWORD_CHARS_MIN = 10;

/** What is wrong with a new password, as far as can be said without the server. */
export const checkPassword = (password: string): string | null =>
  [...password].length >= PASSWORD_CHARS_MIN ? null : door.passwordShort;
