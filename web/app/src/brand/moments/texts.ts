import type { Disclosure, Moderation, MomentKind, RejectCode, Rights } from './query.gen';

export const moments = {
  title: 'Moments',
  lead: 'What people say and show about your products.',
  parts: 'Parts of the moments',
  all: 'All',
  queue: 'Review',
  rules: 'Rules',
  day: 'Over the day',
  whole: 'All about it',
  answersTo: 'Answers the question',
  answers: 'Answers',
  answersMore: 'The twenty latest.',
  emptyTitle: 'No moments yet',
  emptyText: 'Import your reviews, or let your shop hand them in through the API.',
  search: 'Words in it',
  moment: 'Moment',
  state: 'State',
  kind: 'Kind',
  creator: 'By',
  nobody: 'Unnamed',
  product: 'About',
  products: 'Products',
  published: 'From',
  shown: 'Shown',
  yes: 'Yes',
  no: 'No',
  none: '–',
  rating: (stars: number) => `${stars} of 5`,
  verified: 'Verified buyer',
  paidFor: 'Paid for',
  review: 'Review them',
  original: 'The original',
  moderation: 'Moderation',
  rights: 'Rights',
  visibility: 'Visibility',
  disclosure: 'Disclosure',
  source: 'Came from',
  external: 'Known there as',
  publishable: 'Shown in feeds',
  publishableYes: 'Approved, allowed and visible.',
  publishableNo: 'Something below still stands in the way.',
  approve: 'Approve',
  approved: 'Approved.',
  reject: 'Turn down',
  rejected: 'Turned down.',
  overtaken: (state: string) => `Somebody else decided meanwhile: ${state.toLowerCase()}. Their decision stands.`,
  overtakenWords: 'It was changed meanwhile, so nothing was decided. Read it again, please.',
  flag: 'Flag',
  flagged: 'Flagged for a second look.',
  hide: 'Hide',
  hidden: 'Hidden from every feed.',
  show: 'Show again',
  shownAgain: 'Visible again.',
  erase: 'Erase',
  erased: 'Erased.',
  eraseTitle: 'Erase this moment?',
  eraseText: 'Its words are deleted for good, here and in every feed. What was earned with it stays.',
  eraseWord: 'erase',
  until: (day: string) => `until ${day}`,
  since: (day: string) => `asked ${day}`,
  sales: 'Sales it helped',
  salesLead: 'Their buyers met it on the way, and its author is paid for that.',
  salesNone: 'None yet. They appear here when its author is credited with a sale.',
  salesMore: 'The ten latest.',
  claimAt: 'For whoever wrote it',
  claimLink: 'Link to claim it',
  claimNote: (name: string) => `Send it to ${name}: they are paid once you agree that it is them.`,
  erasedText: 'Its words were erased.',
} as const;

export const kinds: Record<MomentKind, string> = {
  REVIEW: 'Review',
  SOCIAL_POST: 'Post',
  VIDEO: 'Video',
  QUESTION: 'Question',
  ANSWER: 'Answer',
};

export const states: Record<Moderation, string> = {
  PENDING: 'Waiting',
  APPROVED: 'Approved',
  REJECTED: 'Turned down',
  FLAGGED: 'Flagged',
};

export const rejections: Record<RejectCode, string> = {
  SPAM: 'Spam',
  OFF_TOPIC: 'Not about the product',
  OFFENSIVE: 'Offensive',
  PERSONAL_DATA: 'Personal data',
  DUPLICATE: 'A duplicate',
  OTHER: 'Something else',
};

export const rights: Record<Rights, string> = {
  NOT_REQUIRED: 'Not needed',
  UNREQUESTED: 'Not asked for',
  REQUESTED: 'Asked for',
  GRANTED: 'Granted',
  DECLINED: 'Declined',
  LAPSED: 'No answer in time',
  REVOKED: 'Withdrawn',
};

export const disclosures: Record<Disclosure, string> = {
  NOT_REQUIRED: 'Not needed',
  SHOWN: 'Shown',
  MISSING: 'Missing',
};

/** The same of a moment whose author earns from it. */
export const paidDisclosures: Record<Disclosure, string> = {
  NOT_REQUIRED: 'Needed, as its author may earn from it: say “Paid for” wherever it is shown',
  SHOWN: 'It says so itself. As its author may earn from it, say “Paid for” wherever it is shown, too',
  MISSING: 'Missing: it has to say itself that its author may earn from it',
};

export const visibilities = { VISIBLE: 'Visible', HIDDEN: 'Hidden', ERASED: 'Erased' } as const;

export const intent = {
  title: 'What its author wants',
  lead: 'Read from its words. Say otherwise where that is wrong: it stays so when the moment is changed.',
  wants: 'Intent',
  asRead: (name: string) => `As read: ${name}`,
  abstained: 'Nobody is sure enough',
  sure: (perMille: number) => `${new Intl.NumberFormat('en-GB').format(perMille / 10)} % sure`,
  by: (version: string) => `read by ${version}`,
  said: (who: string, when: string) => `Said by ${who}, ${when}.`,
  because: 'Because of',
  unread: 'Not read yet.',
  set: 'Noted.',
  somebody: 'somebody',
} as const;

export const editing = {
  action: 'Change its words',
  title: 'Change its words',
  text: 'As its author wants it. What it said stays in its history, and other words are looked at again.',
  headline: 'Title',
  body: 'Words',
  bodyWrong: 'It needs words.',
  stars: 'Stars',
  none: 'None',
  save: 'Save',
  saved: 'Changed.',
} as const;
