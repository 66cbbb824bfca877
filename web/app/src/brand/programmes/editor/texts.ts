import { type Measure, PERIODS, type Period, type RewardKind, type TierMode } from '@/terms/rules';
import { periods } from '@/terms/texts';

export const editor = {
  title: (name: string) => `Terms of ${name}`,
  lead: 'A new version counts from the moment you choose. What was sold before keeps the terms of its day.',
  rules: 'Rules',
  rulesLead: 'For each thing sold the first rule that fits counts, so put what is special above what is general.',
  rule: (at: number) => `Rule ${at}`,
  open: (at: number) => `Edit rule ${at}`,
  shut: (at: number) => `Close rule ${at}`,
  edit: 'Edit',
  close: 'Close',
  unfinished: 'Not finished yet',
  name: 'Name',
  nameHint: 'Affiliates see it too.',
  gives: 'Gives',
  kinds: {
    PERCENT: 'A share of the goods',
    TIERS: 'A share by steps',
    FLAT_PER_ORDER: 'A sum an order',
    FLAT_PER_ITEM: 'A sum an item',
    FLAT_PER_LEAD: 'A sum a lead',
    FLAT_PER_CLICK: 'A sum a click',
  } satisfies Record<RewardKind, string>,
  share: 'Per cent',
  sum: (currency: string) => `Sum in ${currency}`,
  measure: 'Steps go by',
  measures: { AMOUNT: 'What was sold', SALES: 'Number of sales' } satisfies Record<Measure, string>,
  mode: 'A higher step counts for',
  modes: {
    GRADUATED: 'What comes after it is reached',
    RETROACTIVE: 'Everything, what came before too',
  } satisfies Record<TierMode, string>,
  steps: 'Steps',
  stepShare: (at: number) => `Step ${at}, per cent`,
  stepFrom: {
    AMOUNT: (at: number, currency: string) => `Step ${at}, from ${currency}`,
    SALES: (at: number) => `Step ${at}, from sale no.`,
  },
  begins: 'From the beginning',
  from: { AMOUNT: (currency: string) => `From ${currency}`, SALES: 'From sale no.' },
  addStep: 'Add a step',
  removeStep: (at: number) => `Remove step ${at}`,
  when: 'Only for…',
  whenHint: 'Leave empty what does not matter. Choose from the list or write a word; Enter or a comma ends it.',
  categories: 'Categories',
  skus: 'Stock codes',
  countries: 'Countries',
  codes: 'Coupon codes',
  removeWord: (word: string) => `Remove ${word}`,
  unseen: 'not seen yet',
  noCountry: (word: string) => `“${word}” is no country.`,
  customer: 'Buyers',
  customers: { '': 'All of them', NEW: 'Who buy for the first time', RETURNING: 'Who have bought before' },
  orderMin: (currency: string) => `Order at least, in ${currency}`,
  orderMax: (currency: string) => `Order at most, in ${currency}`,
  salesMin: 'From sale no.',
  salesMax: 'Up to sale no.',
  amountMin: (currency: string) => `Sold at least, in ${currency}`,
  amountMax: (currency: string) => `Sold at most, in ${currency}`,
  soFar: (period: Period) => `What the affiliate has come to ${periods[period].now} before`,
  subscriptions: 'Subscriptions',
  subscriptionsHint: 'Which payments of a subscription it pays for.',
  recurs: 'Pays for',
  recursKinds: { FIRST: 'The first payment only', MONTHS: 'So many months', LIFE: 'As long as it runs' },
  months: 'Months',
  after: 'And then',
  afterKinds: { NOTHING: 'Nothing', MONTHS: 'A share for so many months', LIFE: 'A share as long as it runs' },
  afterShare: 'Then per cent',
  afterMonths: 'For months more',
  add: 'Add a rule',
  remove: (at: number) => `Remove rule ${at}`,
  removed: (at: number) => `Rule ${at} is removed.`,
  up: (at: number) => `Move rule ${at} up`,
  down: (at: number) => `Move rule ${at} down`,
  moved: (from: number, to: number) => `Rule ${from} is now rule ${to}.`,
  moveHint: 'Alt with an arrow up or down moves it as well.',
  limits: 'Bonuses and limits',
  limitsLead: 'What counts for a whole stretch of time, for each affiliate alone.',
  period: 'Counted for each',
  periods: { MONTH: 'Month', QUARTER: 'Quarter', YEAR: 'Year' } satisfies Record<Period, string>,
  periodHint: 'Steps, bonuses and the cap begin again at nothing with each new one.',
  capOrder: (currency: string) => `Most for one sale, in ${currency}`,
  capPeriod: (currency: string, period: Period) => `Most in ${periods[period].a}, in ${currency}`,
  capHint: 'Leave empty for no limit.',
  addBonus: 'Add a bonus',
  bonus: (at: number) => `Bonus ${at}`,
  bonusGoal: { SALES: 'Once so many sales', AMOUNT: 'Once so much is sold' } satisfies Record<Measure, string>,
  bonusMeasure: 'Paid',
  goal: (currency: string | null) => (currency ? `Goal in ${currency}` : 'Goal, sales'),
  bonusMinor: (currency: string) => `Bonus in ${currency}`,
  bonusName: 'Name of the bonus',
  removeBonus: (at: number) => `Remove bonus ${at}`,
  publishing: 'For whom, and from when',
  publishingLead: 'Published terms are never changed; later ones take their place.',
  group: 'For whom',
  everybody: 'Everybody without terms of their own',
  groupNew: (name: string) => `${name} has the terms of everybody until these hold.`,
  at: 'Counts',
  atOnce: 'At once',
  atLater: 'From a chosen time',
  effectiveFrom: 'Counts from',
  zone: (zone: string) => `In your own time, ${zone}. Sales before then keep the terms they have.`,
  firstHint: 'The first terms may begin in the past; sales since then get nothing afterwards.',
  planned: (version: number, moment: string) =>
    `Terms ${version} are to count from ${moment} and will take the place of these then.`,
  publish: 'Publish the terms',
  cancel: 'Cancel',
  unknown: 'These terms cannot be edited here',
  unknownText:
    'They have a rule that this page does not know, and it would be lost. Load the page again, or ask whoever keeps your software up to date.',
  changes: 'What changes',
  changesLead: 'Beside the terms you began with.',
  try: 'Try it',
  trial: 'What it would pay',
  tryUnfinished: 'Finish every rule and bonus to see what they pay together.',
  wrongName: 'Please name it.',
  wrongTwice: 'Another bonus has this name.',
  wrongShare: 'A share between 0 and 100, like 12.5.',
  wrongSum: 'An amount, like 2.50.',
  wrongAbove: 'An amount above zero, like 50.00.',
  wrongCount: 'A whole number above zero.',
  wrongStep: 'Each step begins above the one before it.',
  wrongOrder: 'This is less than the least.',
  wrongMonths: 'Between 1 and 120 months.',
  wrongCaps: 'The most for one sale is above the most for the whole time.',
  wrongTime: 'Please say when.',
} as const;

/** The question before they are published. */
export const publishing = {
  title: 'Publish these terms?',
  action: 'Publish them',
  done: 'The terms are published.',
  whom: (group: string | null, programme: string) =>
    group ? `For ${group} in ${programme}.` : `For everybody in ${programme} without terms of their own.`,
  now: 'They count from now on.',
  from: (moment: string) => `They count from ${moment}.`,
  kept: 'What was sold before then keeps the terms it has.',
  past: 'What was sold since then gets nothing afterwards.',
  planned: (version: number, moment: string) => `Terms ${version} take their place on ${moment}.`,
  changes: (version: number, everybodys: boolean) =>
    everybodys ? `What changes from terms ${version}, those of everybody` : `What changes from terms ${version}`,
  first: 'They are the first ones',
  meanwhile: (version: number) =>
    `Somebody published terms ${version} meanwhile. Nothing was published: please look at them, and publish again.`,
} as const;

/** What was written before and not published. */
export const kept = {
  title: (moment: string) => `Your draft from ${moment}`,
  text: 'You wrote it in this window and did not publish it.',
  throwAway: 'Throw it away',
  choose: (version: number) =>
    `You wrote it in this window and did not publish it. To begin with terms ${version} it has to go.`,
  goOn: 'Go on with the draft',
  beginWith: (version: number) => `Throw it away and begin with terms ${version}`,
} as const;

/** The question before one leaves. */
export const leaving = {
  title: 'Leave without publishing?',
  text: 'What you wrote is kept as a draft until you close this window.',
  action: 'Leave',
} as const;

/** Trying them on what was sold. */
export const past = {
  title: 'Try on past sales',
  lead: 'What was sold in a period, paid again as if these terms had held then: what each would have had beside what they were paid. It changes nothing: nobody is paid more or less.',
  unfinished: 'Finish every rule and bonus to try them on what was sold.',
  what: 'These terms',
  changed: 'You have changed the terms since. Try it again to see what they would have paid.',
  empty: (currency: string) => `There are no sales in ${currency} that were decided then. Try another period.`,
  file: 'terms',
} as const;

/** What can pay more than is sold, beside it. */
export const above = {
  rule: (period: Period) =>
    `With the bonuses more than is sold could be paid: this sum can be as much as the goods cost. Give “Order at least” a higher sum, or set the most in ${periods[period].a}.`,
  bonus: (period: Period) =>
    `With the highest share and the bonuses below this goal, more than is sold could be paid. Let it give less, or set the most in ${periods[period].a} to no more than the goal.`,
  unbounded: (period: Period) =>
    `So many sales may be worth little, so this could pay more than is sold. Set the most in ${periods[period].a}, or let it go by what is sold.`,
} as const;

/** What the server refuses, for people. */
export const refused = {
  name: 'A name has 1 to 200 characters on one line.',
  rate: 'A share between 0 and 100, like 12.5.',
  amount: 'This amount is too large.',
  steps: 'Between 1 and 20 steps, each from a higher total than the one before.',
  twice: 'Only one rule can have steps that count for everything before.',
  months: 'Between 1 and 120 months.',
  phase: 'Nothing can follow what never ends.',
  words: 'At most 500 words of 200 characters.',
  bounds: 'The least must not be above the most.',
  ofLead: 'A lead has none of this, so the rule would never count. Leave it empty.',
  ofClick: 'A click has none of this, so the rule would never count. Leave it empty.',
  unreachable: (earlier: string) =>
    `It would never count: rule ${earlier} takes everything before it. Move it above rule ${earlier}, or narrow that one.`,
  aboveWhole: 'With the highest share and the bonuses below this goal, more than all that is sold would be paid.',
  flatAbove:
    'With the bonuses more than is sold could be paid: this sum can be as much as the goods cost. Give “Order at least” a higher sum, or set a limit for the whole time.',
  unbounded:
    'So many sales may be worth little, so this could pay more than is sold. Set a limit for the whole time, or let it go by what is sold.',
  bonus: 'At most 10 bonuses, each with a name of its own.',
  count: 'Terms have between 1 and 50 rules.',
  cap: 'An amount above zero.',
  caps: 'The most for one sale is above the most for the whole time.',
  backdated: 'Only the first terms may begin in the past.',
  time: 'This is no moment in time.',
  country: 'One of these is no country.',
  stale: 'Somebody published other terms meanwhile, or took some back. Please look at them, and publish again.',
  group: 'This group is of another programme.',
} as const;

export const PERIOD_CHOICES = PERIODS.map((value) => ({ value, label: editor.periods[value] }));
