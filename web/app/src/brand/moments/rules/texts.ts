import type { ModerationRule } from './query.gen';

const number = (count: number) => new Intl.NumberFormat('en-GB').format(count);

export const hits = {
  title: 'How the rules do',
  lead: 'Of the moments that came in, or were changed, in this period. No rule can read the stars.',
  period: 'Period',
  days: { 7: '7 days', 30: '30 days', 90: '90 days', 365: 'A year' },
  judged: 'Read by the rules',
  found: 'With a find',
  finds: 'Finds',
  approved: 'Approved',
  rejected: 'Turned down',
  waiting: 'Waiting',
  byPeople: 'Decided by people',
  rule: 'Rule',
  became: 'What became of it',
  parts: (approved: number, rejected: number, waiting: number) =>
    [
      approved > 0 && `${approved} % approved`,
      rejected > 0 && `${rejected} % turned down`,
      waiting > 0 && `${waiting} % waiting`,
    ]
      .filter(Boolean)
      .join(', '),
  hint: 'A rule whose finds you mostly approve costs you more than it is worth: turn it off below.',
  none: 'No rule has found anything in this period.',
  look: (rule: string) => `What waits for: ${rule}`,
} as const;

export const moderation = {
  title: 'What the rules do',
  lead: 'It counts for moments that come in, or are changed, from then on. What stands stays.',
  since: (day: string) => `Last changed on ${day}`,
  standard: 'As they come, never changed',
  approves: 'Approve by themselves what the rules are sure of',
  approvesHint: 'Otherwise a person looks at each.',
  approveAt: 'Sure from, in per cent',
  approveAtWrong: 'From 0 to 100, please, with at most one digit behind the point.',
  each: 'Each rule',
  eachLead:
    'A rule that finds something makes it less sure. One that may turn down does so by itself, where it is certain.',
  looks: 'Looks',
  rejects: 'May turn down by itself',
  looksOf: (rule: string) => `${rule}: looks`,
  rejectsOf: (rule: string) => `${rule}: may turn down by itself`,
  words: 'Words and phrases you do not want',
  wordsHint: 'One a line. They are found in capitals too, and behind look-alike letters, dots or spaces.',
  wordLong: (word: string, most: number) => `“${word.slice(0, 30)}…” is too long: ${most} characters at most, please.`,
  many: (most: number) => `${number(most)} at most, please.`,
  allowed: 'Sites that links may lead to',
  allowedHint: 'One a line, such as shop.example or *.shop.example.',
  banned: 'Sites you do not want',
  bannedHint: 'No link may lead there, and no moment come from there.',
  hashtags: 'Hashtags a moment may have',
  mentions: 'People it may name with @',
  countWrong: (most: number) => `A whole number from 0 to ${number(most)}, please.`,
  save: 'Save',
  saved: 'Saved. It counts for moments from now on.',
  readOnly: 'You may look at it. Owners, admins and editors change it.',
  stale: 'Somebody changed it meanwhile. What stands now is shown; make your change again, please.',
} as const;

export const abouts: Record<ModerationRule, string> = {
  BLOCKED_WORDS: 'Words from your list below.',
  EMAIL: 'Somebody’s e-mail address, also with words for its signs.',
  TELEPHONE: 'A telephone number.',
  POSTAL_ADDRESS: 'A street with a number, a post-office box, a town with its code.',
  LINKS: 'Addresses on the web that you have not allowed, and sites you have banned.',
  SPAM: 'Phrases of advertising, capitals throughout, too many hashtags or names.',
  REPETITION: 'One word over and over, or the same text as another moment.',
  HIDDEN_CHARACTERS: 'Characters nobody sees, or that turn the order of others.',
};
