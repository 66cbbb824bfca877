import type { DecidedBy, ModerationRule, ReportReason } from './query.gen';

const percent = (perMille: number) => `${new Intl.NumberFormat('en-GB').format(perMille / 10)} %`;

export const queue = {
  title: 'Review moments',
  lead: 'The longest waiting first. Every decision can be undone.',
  left: (count: number, more: boolean) => (count === 1 && !more ? '1 left' : `${count}${more ? '+' : ''} left`),
  doneTitle: 'All done',
  doneText: 'Nothing waits for a decision. New moments appear here by themselves.',
  noneTitle: 'Nothing like that',
  noneText: 'Nothing that waits fits what you asked for.',
  clear: 'Show all that waits',
  skip: 'Later',
  back: 'Before',
  why: 'Why?',
  mayMend: 'Its author may mend it',
  final: 'For good',
  keys: 'Keys',
  keyList: 'A approve · R turn down · F flag · J next · K the one before · C take or give back · N take ten · X choose',
  state: 'State',
  states: { PENDING: 'Waiting', FLAGGED: 'Flagged', ALL: 'Both' },
  rule: 'Found by',
  whose: 'Whose',
  whoses: { MINE: 'Mine', FREE: 'Nobody’s' },
  list: 'What waits',
  one: 'One by one',
  view: 'Show',
  choose: (name: string) => `Choose “${name}”`,
  chooseAll: 'Choose all',
  chosen: (count: number) => (count === 1 ? '1 chosen' : `${count} chosen`),
  unchoose: 'Choose none',
  take: 'Take it',
  taken: (until: string) => `Yours until ${until}`,
  takenBy: (who: string, until: string) => `${who} looks at it until ${until}`,
  takenShort: (who: string) => `with ${who}`,
  mine: 'yours',
  giveBack: 'Give it back',
  takeNext: 'Take ten',
  takenNext: (count: number) =>
    count === 1
      ? 'One is yours: for a quarter of an hour nobody else decides about it.'
      : `${count} are yours: for a quarter of an hour nobody else decides about them.`,
  takenNone: 'Nobody’s are left to take.',
  somebody: 'Somebody else',
  note: 'Note for colleagues',
  noteHint: 'Kept with the decision. Readers and authors never see it.',
  noteWrong: 'One line of at most 500 characters, please.',
  decided: { APPROVE: 'approved', REJECT: 'turned down', FLAG: 'flagged', REOPEN: 'waiting again' },
  many: (count: number, what: string) => `${count} ${what}.`,
  notMany: (count: number, why: string) => `${count === 1 ? 'One was' : `${count} were`} left as they are: ${why}`,
  reports: (count: number) => (count === 1 ? '1 report' : `${count} reports`),
} as const;

/** Why nothing was decided, in words of ours; what is not named says it itself. */
export const refusals: Record<string, string> = {
  CLAIMED_BY_OTHER: 'Somebody else looks at it.',
  VERSION_CONFLICT: 'It was changed meanwhile.',
  ERASED: 'It was erased.',
};

export const found = {
  title: 'What the rules found',
  sure: (perMille: number) => `${percent(perMille)} sure that it is fit to show`,
  nothing: 'Nothing. A person decides all the same: see Rules.',
  never: 'It came in before there were rules.',
  times: (count: number) => (count === 1 ? 'once' : `${count} times`),
  costs: (perMille: number) => `−${percent(perMille)}`,
  unseen: 'in who wrote it or where it stood',
} as const;

export const reported = {
  title: 'What readers say',
  flags: 'Three readers have it flagged.',
} as const;

export const history = {
  title: 'What was decided',
  none: 'Nothing yet.',
  cameIn: 'It came in',
  earlier: 'What it said before',
  until: (when: string, who: string) => `until ${when}, changed by ${who}`,
  wording: (revision: number) => `Wording ${revision}`,
  by: (who: string) => `by ${who}`,
  sure: (perMille: number) => `the rules were ${percent(perMille)} sure`,
} as const;

export const deciders: Record<DecidedBy, string> = {
  RULES: 'the rules',
  READERS: 'readers’ reports',
  SOURCE: 'whoever handed it in',
  MEMBER: 'a member',
  KEY: 'a program',
};

export const reasons: Record<ReportReason, string> = {
  SPAM: 'Spam',
  OFF_TOPIC: 'Not about the product',
  OFFENSIVE: 'Offensive',
  PERSONAL_DATA: 'Personal data',
  MISLEADING: 'Misleading',
  RIGHTS: 'Somebody else’s work',
  OTHER: 'Something else',
};

export const rules: Record<ModerationRule, string> = {
  BLOCKED_WORDS: 'Blocked words',
  EMAIL: 'E-mail addresses',
  TELEPHONE: 'Telephone numbers',
  POSTAL_ADDRESS: 'Postal addresses',
  LINKS: 'Links',
  SPAM: 'Advertising',
  REPETITION: 'Repetition',
  HIDDEN_CHARACTERS: 'Hidden characters',
};
