import type { FraudSignal } from '../settings/fraud/query.gen';

/** A signal: what it is called, and what it looks at. */
type Signal = { name: string; about: string };

export const signals: Record<FraudSignal, Signal> = {
  SELF_REFERRAL_EMAIL: {
    name: 'Bought by themselves',
    about: 'The buyer has the same e-mail address as the person who earns.',
  },
  SELF_REFERRAL_DEVICE: {
    name: 'Bought in their own browser',
    about: 'Somebody who earns has signed in here with a browser that is on the path.',
  },
  SELF_REFERRAL_PAYOUT_ACCOUNT: {
    name: 'Bought by somebody of the same bank account',
    about: 'The buyer is another affiliate, who is paid to the same bank account as the person who earns.',
  },
  DISPOSABLE_EMAIL: {
    name: 'Throw-away mailbox',
    about: 'The buyer’s mailbox is one of those that are used once. It counts for everybody who earns from the sale.',
  },
  TOO_SOON: {
    name: 'Too soon after the click',
    about: 'The sale came sooner after the click than anybody can choose and pay.',
  },
  CLICK_FLOOD: {
    name: 'Flood of clicks',
    about: 'The link had more clicks within an hour than people make.',
  },
  DUPLICATE_VISITORS: {
    name: 'The same visitors again and again',
    about: 'Most clicks of the link in a week are repeats.',
  },
  BANNED_REFERRER: {
    name: 'From a site you have banned',
    about: 'The visitor clicked the link on one of the sites below.',
  },
  LEAKED_CODE: {
    name: 'Code on coupon sites',
    about: 'The code is used by people whom its owner never brought, or a visitor came from a coupon site.',
  },
  SHARED_PAYOUT_ACCOUNT: {
    name: 'A shared bank account',
    about: 'Other affiliates are paid to the same bank account as the person who earns.',
  },
};

export const evidence = {
  email: 'Their address and the buyer’s are the same. Neither is shown, and the buyer’s is not kept.',
  device: (browsers: number) =>
    browsers === 1
      ? 'They have signed in here with a browser that is on this path.'
      : `They have signed in here with ${browsers} browsers that are on this path.`,
  buyerIs: (who: string) => `The buyer is ${who}, who is paid to the same bank account.`,
  another: 'another affiliate',
  flood: (link: string, clicks: string, allowed: string) =>
    `${link} had ${clicks} clicks within the hour before; ${allowed} are a flood.`,
  repeats: (link: string, repeats: string, clicks: string, share: string) =>
    `${repeats} of the ${clicks} clicks of ${link} within a week were repeats: ${share}.`,
  soon: (took: string, least: string) => `It came ${took} after the click; nobody buys within ${least}.`,
  atOnce: 'less than a second',
  host: (host: string) => `A visitor on this path came from ${host}, where coupon codes are collected.`,
  uses: (without: string, uses: string) =>
    `${without} of the ${uses} latest uses within a month were by people who never came by a link of its owner.`,
  disposable: 'The buyer’s mailbox is of a host that gives them out for one use.',
  referrer: (host: string) => `The visitor came from ${host}.`,
  shared: (count: number, names: string) =>
    `${count === 1 ? 'One other affiliate is' : `${count} other affiliates are`} paid to the same bank account${names ? `: ${names}` : ''}.`,
  link: (slug: string) => `The link “${slug}”`,
  theLink: 'The link',
  aLink: (slug: string) => `the link “${slug}”`,
  itsLink: 'the link',
} as const;

export const fraud = {
  title: 'What speaks for fraud',
  lead: 'Found when the sale was judged, by the signals as they were set then.',
  none: 'Nothing speaks for fraud.',
  notYet: 'Not judged yet. Nothing of it becomes payable before.',
  judged: (at: string) => `Judged on ${at}`,
  points: (points: number) => (points === 1 ? '1 point' : `${points} points`),
  about: (who: string) => `about ${who}`,
  aboutBuyer: 'about the buyer',
  score: (score: number) => `${score} of 100 points`,
  holds: (at: number) => `held from ${at}`,
  meter: (score: number, at: number) => `${score} of 100 points; it is held from ${at}.`,
} as const;

export const history = {
  title: 'What was done about it',
  done: {
    commissionHold: 'Held',
    commissionRelease: 'Released',
    commissionVoid: 'Voided',
    commissionMature: 'Made payable',
  } as Record<string, string>,
  line: (done: string, who: string, by: string) => `${done} for ${who}, by ${by}`,
  signals: 'the signals',
  somebody: 'somebody of the team',
} as const;

export const held = {
  tab: 'Held',
  tabs: 'Parts of the conversions',
  all: 'All',
  unmatched: 'Refunds without a sale',
  title: 'Held commissions',
  lead: 'They wait until somebody has looked. Nothing of them is paid before, and the affiliate reads that you look at it.',
  emptyTitle: 'Nothing is held',
  emptyText: 'What is worth a look comes here by itself: see the signals in the settings.',
  signals: 'Set the signals',
  from: (order: string) => `from ${order}`,
  sale: (sum: string, at: string) => `${sum} · ${at}`,
  heldOf: (who: string) => `${who} waits for`,
  nothing: 'Nothing is held.',
  byHand: 'Held by a person',
  noReason: 'No reason was given.',
  together: (count: number) => `${count} commissions`,
  corrected: 'after what refunds took back',
  waits: (day: string) => `If released, payable from ${day}`,
  release: 'Release',
  releaseTitle: (sum: string, who: string) => `Release ${sum} of ${who}?`,
  releaseText: (who: string) =>
    `It then becomes payable like any other. Signals do not hold it again, and ${who} sees that it is no longer held.`,
  released: (who: string) => `What ${who} earns is released.`,
  void: 'Void',
  voidTitle: (sum: string, who: string) => `Void ${sum} of ${who}?`,
  voidText:
    'It is taken back and never paid. What others earn from the same sale stays as it is. This cannot be undone.',
  voidReason: 'Why',
  voidReasonHint: (who: string) => `A line that ${who} reads.`,
  voided: (who: string) => `What ${who} would have earned is void.`,
  overtaken: 'Somebody else decided meanwhile.',
  required: 'Please say why.',
  hold: 'Hold',
  holdOf: (who: string) => `Hold what ${who} earns`,
  holdTitle: (sum: string, who: string) => `Hold ${sum} of ${who}?`,
  holdText: 'It is not paid until somebody releases it.',
  holdDone: (who: string) => `What ${who} earns is held.`,
  readOnly: 'You may look at it. Whoever may decide about money releases or voids it.',
  actions: (who: string) => `Decide about ${who}`,
} as const;
