import type { RightsAnswer, RightsChannel, RightsPhase, RightsUse } from './query.gen';

export const board = {
  title: 'Rights',
  lead: 'What you may show, until when, and whom you still have to ask. Whoever does not answer within 14 days may be asked again.',
  all: 'All of them',
  back: 'The board',
  more: (count: number) => (count === 1 ? '1 more' : `${count} more`),
  none: 'None',
  others: 'The others',
  columns: 'Columns',
  due: 'Next',
  lapses: (when: string) => `Lapses ${when}`,
  ends: (day: string) => `Until ${day}`,
  ended: (day: string) => `Until ${day}`,
  starts: (day: string) => `From ${day}`,
  endless: 'Without end',
  emptyTitle: 'None here',
  terms: 'What they agree to',
} as const;

export const phases: Record<RightsPhase, string> = {
  UNREQUESTED: 'To ask',
  REQUESTED: 'Waiting for an answer',
  UPCOMING: 'Ends soon',
  RUNNING: 'Granted',
  NOT_STARTED: 'Granted for later',
  EXPIRED: 'Over',
  ELSEWHERE: 'Granted for elsewhere',
  DECLINED: 'Declined',
  LAPSED: 'No answer in time',
  REVOKED: 'Taken back',
};

export const phaseHints: Record<RightsPhase, string> = {
  UNREQUESTED: 'Nobody has asked their authors yet.',
  REQUESTED: 'The one that lapses first comes first.',
  UPCOMING: 'Within 14 days. Ask for longer, and what stands goes on.',
  RUNNING: 'They may be shown in feeds.',
  NOT_STARTED: 'They are shown from then on.',
  EXPIRED: 'They left every feed at that moment.',
  ELSEWHERE: 'For other uses or places than your own pages everywhere.',
  DECLINED: 'Their authors said no, and are not asked again.',
  LAPSED: 'Nobody answered within 14 days. You may ask again.',
  REVOKED: 'Their authors took back what they gave.',
};

export const channels: Record<RightsChannel, string> = {
  COMMENT: 'Comment under the post',
  DIRECT_MESSAGE: 'Message in the network',
  EMAIL: 'E-mail',
  FORM: 'Form on your page',
};

export const uses: Record<RightsUse, string> = {
  WEBSITE: 'Your pages and app',
  EMAIL: 'Your e-mails',
  SOCIAL: 'Your pages in networks',
  ADS: 'Paid advertising',
  RETAIL: 'Shops that sell for you',
  PRINT: 'Print and packaging',
};

export const answers: Record<RightsAnswer, string> = {
  GRANTED: 'They agreed',
  DECLINED: 'They declined',
  LAPSED: 'They did not answer in time',
};

export const asking = {
  action: 'Ask for the rights',
  longer: 'Ask for longer',
  title: 'You have asked its author',
  lead: 'Ask them where they wrote it, then note it here. It lapses after 14 days without an answer.',
  save: 'Note that they were asked',
  done: 'Noted that they were asked.',
  noTerms: 'First say what creators agree to.',
  toTerms: 'Write the terms',
  underTerms: (number: number) => `Under version ${number} of your terms.`,
} as const;

export const granting = {
  action: 'They agreed',
  title: 'Its author agreed',
  lead: 'Feeds show it while the time runs, if it is granted for your pages in the whole world.',
  asAsked: (what: string) => `As it was asked for: ${what}`,
  other: 'They gave something else',
  starts: 'From day',
  startsHint: 'Empty: from now on.',
  ends: 'Until day',
  endsHint: 'That day included. Empty: without end.',
  windowWrong: 'It ends before it begins.',
  dayWrong: 'A day, please.',
  save: 'Note that they agreed',
  done: 'The rights are noted.',
} as const;

export const refusing = {
  decline: 'They declined',
  declineTitle: 'Its author declined',
  declineLead: 'They are not asked again for this moment.',
  declined: 'Noted that they declined.',
  revoke: 'Taken back',
  revokeTitle: 'Its author took the rights back',
  revokeLead: 'Within five seconds it is shown nowhere, and it earns nothing more.',
  revoked: 'Noted that the rights were taken back.',
  withEvidence: 'There is a message of theirs',
  save: 'Note it',
} as const;

export const evidence = {
  title: 'What shows it',
  channel: 'Where',
  message: 'Which message',
  messageHint: 'Its address, or what the network calls it.',
  messageWrong: 'Please name the message.',
  text: 'What stood in it',
  textHint:
    'Word for word. It stays in this window: only its fingerprint (SHA-256) is kept, by which it can be proved later.',
  textWrong: 'Please paste what stood in it.',
  kept: (channel: string, message: string) => `${channel}: ${message}`,
  fingerprint: (hash: string) => `Fingerprint ${hash.slice(0, 12)}…`,
} as const;

export const scope = {
  uses: 'For',
  usesWrong: 'Choose at least one.',
  world: 'In the whole world',
  some: 'In some countries',
  where: 'Where',
  countries: 'Countries',
  countriesWrong: 'Choose at least one.',
  everywhere: 'the whole world',
  elsewhere: 'Not for your pages in the whole world: feeds do not show it.',
} as const;

export const history = {
  title: 'Asked and answered',
  none: 'Nobody has asked.',
  asked: (who: string) => `Asked by ${who}`,
  unasked: 'They came by themselves',
  under: (number: number) => `terms ${number}`,
  noted: (answer: string, who: string) => `${answer}, noted by ${who}`,
  waiting: (when: string) => `Waiting; lapses ${when}`,
  window: (from: string, to: string | null) => (to ? `from ${from} to ${to}` : `from ${from}, without end`),
  back: (who: string) => `Taken back, noted by ${who}`,
  somebody: 'somebody',
  itself: 'Tributary',
} as const;

export const terms = {
  title: 'What creators agree to',
  lead: 'Whoever is asked for the rights is asked under the newest version. A version never changes.',
  body: 'The terms',
  first: 'The first version',
  bodyWrong: (most: number) => `1 to ${new Intl.NumberFormat('en-GB').format(most)} characters, please.`,
  publish: 'Publish',
  publishTitle: (number: number) => `Publish version ${number}?`,
  publishText: 'From now on creators are asked under it. What was asked before stays under the version it was.',
  published: (number: number) => `Version ${number} holds from now on.`,
  same: 'That is the newest version already.',
  version: (number: number) => `Version ${number}`,
  by: (when: string, who: string) => `${when}, by ${who}`,
  earlier: 'Earlier versions',
  none: 'There are none yet. Without them nobody can be asked.',
} as const;
