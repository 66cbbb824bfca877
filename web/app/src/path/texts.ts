import type { Model, Role, Standing, TouchKind } from './decision';

export const path = {
  // The picture.
  picture: 'The path as a picture',
  pictureLead: 'From the first touch to the sale. The wider the stream, the more of the commission it carries.',
  summary: (touches: number, counted: number, people: number, sold: string) =>
    `${touches === 1 ? '1 touch' : `${touches} touches`} of ${people === 1 ? '1 person' : `${people} people`} before the ${sold}; ${counted === 1 ? '1 counts' : `${counted} count`}. The list below tells each.`,
  none: 'No touch is known before this conversion, so nobody is credited.',
  inherits:
    'A later payment of a subscription. It inherits who helped with its first sale, so there is no path of its own.',
  sale: 'Sale',
  lead: 'Lead',
  times: (count: number) => `${count} touches`,
  before: (span: string) => `${span} before`,
  after: (span: string) => `${span} after`,
  together: 'At the same moment',
  later: (count: number) =>
    count === 1 ? '1 touch came after the sale: see the list' : `${count} touches came after the sale: see the list`,
  others: (count: number) =>
    count === 1 ? 'and 1 person more: see the list' : `and ${count} more people: see the list`,
  via: (host: string) => `from ${host}`,
  window: (days: number) => `Clicks older than ${days === 1 ? '1 day' : `${days} days`} do not count`,
  earlier: 'An earlier sale: what came before it does not count',
  legend: 'What the signs mean',
  affiliate: 'Affiliate',
  creator: 'Creator',
  counts: 'Counts',
  countsNot: 'Does not count',
  carries: (sum: string) => `carries ${sum}`,
  getsNothing: 'nothing',
  someone: 'Somebody',
  all: (count: number) => `Show all ${count} touches`,
  fewer: 'Show fewer',
  steps: 'Step by step',
  stepsLead: 'Every touch with what was made of it. The sums they carry come to what is paid.',

  // The split.
  split: 'How the commission is split',
  splitOf: (sum: string) => `${sum} in all`,
  ofMoney: (share: string) => `${share} of the money`,
  addsUp: (paid: string) => `The parts come to ${paid}, to the cent.`,
  cutOne: (sum: string) => `after a cut of ${sum}`,
  poolBefore: (pool: string) => `Before limits the pool is ${pool}.`,
  cutAll: (sum: string) => `${sum} was cut by caps or a budget and is paid to nobody.`,
  extraAll: (sum: string) => `${sum} was added, as a bonus or a top-up.`,
  stands: (sum: string, paid: string) =>
    `Of the ${paid}, ${sum} still stands: the rest was made void or taken back since.`,

  // The policy.
  policy: 'The policy it was decided by',
  policyVersion: (version: number) => `Policy ${version}`,
  published: 'The weights come from a published set.',
  clickWindow: (days: number) =>
    `Clicks, codes and clicked moments count for ${days === 1 ? '1 day' : `${days} days`}.`,
  viewWindow: (days: number) =>
    days === 0 ? 'Seen moments do not count.' : `Seen moments count for ${days === 1 ? '1 day' : `${days} days`}.`,
  floor: { affiliates: 'Affiliates together hold', creators: 'Creators together hold', closer: 'Whoever closes holds' },
  atLeast: (share: string) => `at least ${share}`,
  atMost: (share: string) => `at most ${share}`,
  firstBonus: (share: string) => `${share} is set aside for the first touch.`,
  assistBonus: (share: string) => `${share} is set aside for the touches between the first and the last.`,
  standDown: (minutes: string, keeps: string) =>
    `Codes and extensions in the last ${minutes} after somebody’s content ${keeps === '0 %' ? 'do not count' : `keep ${keeps} of their weight`}.`,
  stoodDown: (keeps: string) => `Stood down: it keeps ${keeps} of its weight`,
  shift: 'What the bounds moved',
  byTouches: 'By the touches',
  within: 'Within the bounds',
  notMoved: 'No bound had to move anything.',
  moved: 'The bounds moved weight between those who helped:',
  customer: { NEW: 'The buyer bought for the first time.', RETURNING: 'The buyer had bought before.' },
  renewal: (months: number) =>
    months === 0
      ? 'It was paid within a month of the first sale.'
      : `It was paid ${months === 1 ? '1 month' : `${months} months`} after the first sale.`,
  previous: (at: string) => `They had bought on ${at}; what came before that does not count.`,

  // The arithmetic.
  arithmetic: 'The arithmetic',
  arithmeticLead:
    'What each one’s own rules would give, times their part of the path. Together that is the pool, before limits.',
  who: 'Who',
  terms: (version: number) => `Terms ${version}`,
  noTerms: 'No terms were in force for them: nothing is earned.',
  on: (base: string) => `on ${base}`,
  slice: (rate: string, base: string) => `${rate} of ${base}`,
  phase: (rate: string) => `${rate}, as later payments of a subscription earn`,
  rulesNot: (count: number) => (count === 1 ? '1 rule did not apply' : `${count} rules did not apply`),
  totals: (sales: string, amount: string, paid: string) =>
    `In this period before: ${sales}, of ${amount}, which paid ${paid}.`,
  sales: (count: bigint) => (count === 1n ? '1 sale' : `${count} sales`),
  alone: 'Alone on the path',
  part: 'Part of the path',
  adds: (exact: boolean, sum: string) => `${exact ? sum : `${sum}…`} before rounding`,
  ofPool: 'Before limits and bonuses',
  cut: {
    ORDER: 'Cut: the most of one order',
    PERIOD: 'Cut: the most of one period',
    BUDGET: 'Cut: the budget is spent',
  } as Record<string, string>,
  cutOther: 'Cut',
  budgetLeft: (sum: string) => `The budget had ${sum} left.`,
  extra: { TOP_UP: 'Top-up', BONUS: 'Bonus' } as Record<string, string>,
  topUp: (rate: string, base: string, paid: string) =>
    `The tier of ${rate} was reached. It is good for the ${base} before as well, which had paid ${paid}.`,
  bonus: (goal: string, before: string, after: string) =>
    `The goal of ${goal} was reached: ${before} before, ${after} now.`,
  gets: 'Gets',
} as const;

export const models: Record<Model, string> = {
  FIRST_TOUCH: 'First touch',
  LAST_TOUCH: 'Last touch',
  LAST_AFFILIATE_TOUCH: 'Last affiliate touch',
  LINEAR: 'Equal shares',
  POSITION: 'By position',
  TIME_DECAY: 'The later, the more',
  MARKOV: 'By what would be lost (Markov)',
  SHAPLEY: 'By fair parts (Shapley)',
};

export const modelWords: Record<Model, string> = {
  FIRST_TOUCH: 'All the weight is on the first touch.',
  LAST_TOUCH: 'All the weight is on the last touch.',
  LAST_AFFILIATE_TOUCH: 'All the weight is on the last touch of an affiliate.',
  LINEAR: 'Every touch weighs the same.',
  POSITION: 'The first and the last touch weigh 40 % each; those between share 20 %.',
  TIME_DECAY: 'The longer before the sale, the less a touch weighs.',
  MARKOV: 'Each way to meet people weighs what would be lost without it.',
  SHAPLEY: 'Each way to meet people weighs its fair part of the sales it was part of.',
};

export const touches: Record<TouchKind, string> = {
  CLICK: 'Link clicked',
  CODE: 'Code used',
  MOMENT_VIEW: 'Moment seen',
  MOMENT_CLICK: 'Moment clicked',
};

export const roles: Record<Role, string> = { AFFILIATE: 'Affiliate', CREATOR: 'Creator' };

export const standings: Record<Standing, string> = {
  ELIGIBLE: 'Counts',
  NOT_VALID: 'Does not count',
  OUTSIDE_WINDOW: 'Too long before',
  BEFORE_PREVIOUS_SALE: 'Before an earlier sale',
  AFTER_CONVERSION: 'After the sale',
  STOOD_DOWN: 'Stood down: late, after somebody’s content',
};

/** Why a touch is not valid, by the server's reasons and verdicts; others are shown as they are. */
export const reasons: Record<string, string> = {
  DUPLICATE: 'a repeat',
  BOT: 'a bot',
  REPEAT: 'a repeat within the hour',
  KNOWN_BOT: 'a known bot',
  NO_USER_AGENT: 'no browser named itself',
  HEAD_REQUEST: 'only looked up',
  PREFETCH: 'loaded ahead, not clicked',
};

/** Why a rule gave nothing; others are shown as they are. */
export const passed: Record<string, string> = {
  KIND: 'it is for the other kind of conversion',
  COUNTRY: 'it is for buyers of other countries',
  CODE: 'it is for another code',
  CUSTOMER: 'it is for new, or for returning, buyers',
  ORDER_TOO_SMALL: 'the order is too small for it',
  ORDER_TOO_LARGE: 'the order is too large for it',
  NO_LINE: 'nothing that was bought is of its goods',
  EARLIER_RULE: 'earlier rules took everything that it is for',
  PERIOD_TOTALS: 'what they came to in the period is not what it asks for',
  NOT_RECURRING: 'it pays for the first sale of a subscription only',
  RECURRING_ENDED: 'the time for which it pays for a subscription is over',
};
