import type { ModerationPartsFragment, ModerationRule, ModerationSettingsUpdateInput } from './query.gen';
import { moderation as texts } from './texts';

/** What the form holds: texts, one `off` or `rejects` for each rule. */
export type Values = Record<string, string | boolean>;

export const WORDS_MAX = 1_000;
export const WORD_CHARS_MAX = 60;
export const HOSTS_MAX = 100;
export const TAGS_MAX = 1_000;

/** The rules in the order they are shown. */
export const RULES: readonly ModerationRule[] = [
  'BLOCKED_WORDS',
  'EMAIL',
  'TELEPHONE',
  'POSTAL_ADDRESS',
  'LINKS',
  'SPAM',
  'REPETITION',
  'HIDDEN_CHARACTERS',
];

/** The field that says whether a rule looks at all, and the one that says whether it may reject. */
export const looks = (rule: ModerationRule) => `looks.${rule}`;
export const rejects = (rule: ModerationRule) => `rejects.${rule}`;

/** The standing settings as the form holds them. */
export function valuesOf(settings: ModerationPartsFragment): Values {
  const { approveAt, off, mayReject, hashtagsMax, mentionsMax } = settings;
  return {
    approves: approveAt !== null && approveAt !== undefined,
    approveAt: percentOf(approveAt ?? APPROVE_AT_USUAL),
    blockedWords: settings.blockedWords.join('\n'),
    allowedHosts: settings.allowedHosts.join('\n'),
    bannedHosts: settings.bannedHosts.join('\n'),
    hashtagsMax: String(hashtagsMax),
    mentionsMax: String(mentionsMax),
    ...Object.fromEntries(RULES.map((rule) => [looks(rule), !off.includes(rule)])),
    ...Object.fromEntries(RULES.map((rule) => [rejects(rule), mayReject.includes(rule)])),
  };
}

/** Offered to whoever turns approving on, per mille. */
const APPROVE_AT_USUAL = 950;

/** Per mille as per cent: `950` is `95`, `905` is `90.5`. */
export const percentOf = (perMille: number): string => String(perMille / 10);

/** Per cent with at most one digit behind the point, as per mille; null for anything else. */
export function perMilleOf(text: string): number | null {
  const parts = /^(\d{1,3})(?:[.,](\d))?$/.exec(text.trim());
  if (!parts) return null;
  const perMille = Number(parts[1]) * 10 + Number(parts[2] ?? 0);
  return perMille <= 1000 ? perMille : null;
}

/** What stands on the lines of a text, each once. */
export const linesOf = (text: unknown): string[] => [
  ...new Set(
    String(text ?? '')
      .split('\n')
      .map((line) => line.trim())
      .filter(Boolean),
  ),
];

const countOf = (text: unknown): number | null => {
  const count = /^\d{1,4}$/.test(String(text).trim()) ? Number(text) : Number.NaN;
  return count <= TAGS_MAX ? count : null;
};

/** What can be said of it without the server. */
export function check(values: Values): Record<string, string | null> {
  const words = linesOf(values.blockedWords);
  const long = words.find((word) => [...word].length > WORD_CHARS_MAX);
  const hosts = (name: string) => (linesOf(values[name]).length > HOSTS_MAX ? texts.many(HOSTS_MAX) : null);
  return {
    approveAt: values.approves && perMilleOf(String(values.approveAt)) === null ? texts.approveAtWrong : null,
    blockedWords: words.length > WORDS_MAX ? texts.many(WORDS_MAX) : long ? texts.wordLong(long, WORD_CHARS_MAX) : null,
    allowedHosts: hosts('allowedHosts'),
    bannedHosts: hosts('bannedHosts'),
    hashtagsMax: countOf(values.hashtagsMax) === null ? texts.countWrong(TAGS_MAX) : null,
    mentionsMax: countOf(values.mentionsMax) === null ? texts.countWrong(TAGS_MAX) : null,
  };
}

/** All of it, as the graph takes it. A rule that is off rejects nothing. */
export function inputOf(values: Values, version: number): ModerationSettingsUpdateInput {
  const off = RULES.filter((rule) => !values[looks(rule)]);
  return {
    version,
    approveAt: values.approves ? perMilleOf(String(values.approveAt)) : null,
    off,
    mayReject: RULES.filter((rule) => values[rejects(rule)] && !off.includes(rule)),
    blockedWords: linesOf(values.blockedWords),
    allowedHosts: linesOf(values.allowedHosts),
    bannedHosts: linesOf(values.bannedHosts),
    hashtagsMax: countOf(values.hashtagsMax),
    mentionsMax: countOf(values.mentionsMax),
  };
}

type Hits = { approved: number; rejected: number; waiting: number };

/** How much of what a rule found became what, in whole per cent that come to 100 together; nothing where it found nothing. */
export function parts({ approved, rejected, waiting }: Hits): Hits {
  const all = approved + rejected + waiting;
  if (all === 0) return { approved: 0, rejected: 0, waiting: 0 };
  const exact = { approved, rejected, waiting };
  const names = Object.keys(exact) as (keyof Hits)[];
  const whole = Object.fromEntries(names.map((name) => [name, Math.floor((exact[name] * 100) / all)])) as Hits;
  const rest = (name: keyof Hits) => (exact[name] * 100) % all;
  const left = 100 - names.reduce((sum, name) => sum + whole[name], 0);
  for (const name of [...names].sort((a, b) => rest(b) - rest(a)).slice(0, left)) whole[name] += 1;
  return whole;
}
