import { moments as texts } from './texts';

const EXCERPT_CHARS = 60;

/** What a moment is called in a list: its title, or how it begins. */
export const nameOf = ({ title, body }: { title?: string | null; body: string }): string =>
  title || (body.length > EXCERPT_CHARS ? `${body.slice(0, EXCERPT_CHARS)}…` : body) || texts.erasedText;
