import type { Customer, Measure, Period } from './rules';

/** What everybody is told of a programme: the brand that makes it, and who may join it. */
export const terms = {
  earns: 'Earns',
  noTerms: 'Nothing yet: it has no terms',
  andMore: (rules: number) => `and ${rules} more`,
  pays: 'What it pays',
  lead: 'For each thing sold the first rule that fits counts. Rules further down do not add to it.',
  version: (version: number, day: string) => `Terms ${version}, since ${day}`,
  none: 'It pays nothing until it has rules.',
  always: 'always',
  hold: 'Held for',
  holdDays: (days: number) => (days === 0 ? 'not at all' : days === 1 ? '1 day' : `${days} days`),
  minimum: 'Smallest payout',
  noMinimum: '–',
  onDemand: 'On demand',
  onDemandYes: 'Yes',
  onDemandNo: 'By runs',
  currency: 'Currency',
  unknown: 'A rule this page does not know',
  unknownText: 'It counts as it always did. Load the page again, or ask whoever keeps your software up to date.',
  odd: 'There is something in these terms that this page does not know.',
  beside: 'On top of it',
  limits: 'At most',
} as const;

/** A stretch of the calendar: `the month`, `a month`, `this month`. */
export const periods: Record<Period, { the: string; a: string; now: string; bare: string }> = {
  MONTH: { the: 'the month', a: 'a month', now: 'this month', bare: 'month' },
  QUARTER: { the: 'the quarter', a: 'a quarter', now: 'this quarter', bare: 'quarter' },
  YEAR: { the: 'the year', a: 'a year', now: 'this year', bare: 'year' },
};

export const customers: Record<Customer, string> = { NEW: 'first-time buyers', RETURNING: 'buyers who bought before' };

export const rules = {
  percent: (share: string) => `${share} of the goods`,
  perOrder: (sum: string) => `${sum} an order`,
  perItem: (sum: string) => `${sum} an item`,
  perLead: (sum: string) => `${sum} a lead`,
  perClick: (sum: string) => `${sum} a click that counts`,
  tiers: (least: string, most: string) => `${least.replace(' %', '')} to ${most} of the goods, by steps`,
  /** What a step gives: of a sum sold, or of so many sales. */
  stepFirst: (share: string, until: string) => `${share} of the first ${until} sold in`,
  stepBetween: (share: string, from: string, until: string) => `${share} of what lies between ${from} and ${until}`,
  stepAbove: (share: string, from: string) => `${share} of what lies above ${from}`,
  stepAll: (share: string) => `${share} of all that is sold in`,
  backFirst: (share: string) => `${share} to begin with`,
  backReached: (share: string, from: string, period: string) =>
    `${share} of everything in ${period} once it comes to ${from}`,
  salesFirst: (share: string, period: string) => `${share} from the first sale of ${period} on`,
  salesFrom: (share: string, nth: string) => `${share} from the ${nth} sale on`,
  salesBack: (share: string, nth: string) => `${share} from the ${nth} sale on, and for those before it too`,
  categories: (list: string) => `goods in ${list}`,
  skus: (list: string) => `stock code ${list}`,
  countries: (list: string) => `buyers in ${list}`,
  codes: (list: string) => `with code ${list}`,
  customer: (kind: Customer) => customers[kind],
  orderMin: (sum: string) => `orders of ${sum} or more`,
  orderMax: (sum: string) => `orders up to ${sum}`,
  salesOnly: (nth: string, period: string) => `the ${nth} sale of ${period}`,
  salesMin: (nth: string, period: string) => `from the ${nth} sale of ${period} on`,
  salesMax: (nth: string, period: string) => `up to the ${nth} sale of ${period}`,
  salesBetween: (from: string, to: string, period: string) => `the ${from} to the ${to} sale of ${period}`,
  amountMin: (sum: string, period: string) => `once ${sum} were sold in ${period}`,
  amountMax: (sum: string, period: string) => `while ${sum} or less were sold in ${period}`,
  amountBetween: (from: string, to: string, period: string) => `while ${from} to ${to} were sold in ${period}`,
  months: (months: number) => (months === 1 ? '1 month' : `${months} months`),
  recursFor: (months: string) => `for the first ${months.replace(/^1 /, '')} of a subscription`,
  recursAlways: 'for as long as a subscription runs',
  followed: (share: string, months: string) => `then ${share} for ${months} more`,
  followedAlways: (share: string) => `then ${share} for as long as it runs`,
  recursNot: 'the first payment of a subscription only',
  bonus: {
    SALES: (sum: string, goal: string, period: string) => `${sum} once ${goal} sales are made in ${period}`,
    AMOUNT: (sum: string, goal: string, period: string) => `${sum} once ${goal} are sold in ${period}`,
  } satisfies Record<Measure, unknown>,
  capPerOrder: (sum: string) => `${sum} for one sale`,
  capPerPeriod: (sum: string, period: string) => `${sum} in ${period}`,
  capPerPeriodAll: (sum: string, period: string) => `${sum} in ${period}, bonuses included`,
} as const;

export const calculator = {
  title: 'Try it',
  lead: 'One affiliate alone on the path. Where several helped, the brand’s policy shares it.',
  unknown: 'There is a rule that this page does not know, so it cannot be tried here.',
  kind: 'Kind',
  kinds: { order: 'An order', lead: 'A lead', click: 'Clicks of a day' },
  clicks: 'Clicks that count',
  line: (place: number) => `Line ${place}`,
  addLine: 'Add a line',
  removeLine: (place: number) => `Remove line ${place}`,
  lineAmount: (place: number, currency: string) => `Line ${place} in ${currency}`,
  amount: (currency: string) => `Order in ${currency}`,
  quantity: 'Items',
  category: 'Category',
  sku: 'Stock code',
  country: 'Country',
  code: 'Code',
  customer: 'Buyer',
  customers: { NEW: 'New', RETURNING: 'Returning', '': 'Not known' },
  renewal: 'Month no.',
  another: 'Another',
  soFar: (period: string) => `So far ${period}`,
  sales: 'Sales',
  sold: (currency: string) => `Sold, in ${currency}`,
  paid: (currency: string) => `Earned, in ${currency}`,
  pays: (order: string, pays: string) => `A ${order} order pays ${pays}.`,
  leadPays: (pays: string) => `A lead pays ${pays}.`,
  clicksPay: (clicks: string, pays: string) =>
    clicks === '1' ? `A click pays ${pays}.` : `${clicks} clicks of a day pay ${pays}.`,
  nothing: 'No rule fits.',
  onTop: 'No rule fits: what it pays comes on top.',
  invalid: 'Give an amount to see what it pays.',
  invalidClicks: 'Give a number of clicks to see what they pay.',
  unfinished: 'Finish every rule and bonus to see what they pay.',
  shut: 'Close',
  how: 'How it comes to that',
  won: (place: number, name: string, lines: string) =>
    lines
      ? `Rule ${place}, “${name}”, is the first that fits ${lines}.`
      : `Rule ${place}, “${name}”, is the first that fits.`,
  lines: (lines: readonly number[], list: string) => (lines.length === 1 ? `line ${list}` : `lines ${list}`),
  passed: (place: number, name: string) => `Rule ${place}, “${name}”`,
  steps: {
    share: (share: string, base: string, gives: string) => `${share} of ${base} is ${gives}`,
    slice: (share: string, base: string, place: string, gives: string) =>
      `${share} of the ${base} ${place} is ${gives}`,
    upTo: (sum: string) => `up to ${sum}`,
    above: (sum: string) => `above ${sum}`,
    beginsWith: (period: string, sum: string) =>
      `Before this order ${period} stands at ${sum}, so it lies in several steps`,
    beginsAt: (sum: string, period: string, share: string) =>
      `Before this order ${period} stands at ${sum}: it lies in the step of ${share}`,
    comesTo: (sum: string, period: string, share: string) =>
      `With this order ${period} comes to ${sum}: the step of ${share}`,
    nth: (place: string, period: string, share: string) => `It is the ${place} sale of ${period}: the step of ${share}`,
    together: (sum: string) => `Together ${sum}`,
    rounded: (rounded: string) => `rounded to ${rounded}`,
    perOrder: (gives: string) => `${gives} for the order`,
    perItem: (items: string, each: string, gives: string) => `${items} × ${each} is ${gives}`,
    perLead: (gives: string) => `${gives} for the lead`,
    perClick: (clicks: string, each: string, gives: string) => `${clicks} × ${each} is ${gives}`,
    atMost: (base: string) => `Never more than the goods cost: ${base}`,
    phase: (months: number) =>
      `The first ${months === 1 ? 'month is' : `${months} months are`} over, so what follows them counts`,
    topUp: (share: string, base: string, due: string, before: string, gives: string) =>
      `${share} now counts for the ${base} before it too: that is ${due}, less ${before} earned for it, so ${gives} more`,
    bonus: (name: string, gives: string) => `“${name}” is reached: ${gives} more`,
    cutOrder: (cap: string, cut: string) => `One sale pays ${cap} at most: ${cut} less`,
    cutPeriod: (cap: string, period: string, left: string, cut: string) =>
      `${cap} is the most in ${period}, of which ${left} was left: ${cut} less`,
  },
  onlyFor: customers,
  /** Why a rule gave nothing, after its name. */
  why: {
    leadsOnly: 'is for leads.',
    clicksOnly: 'is for clicks.',
    ordersOnly: 'is for orders.',
    country: (only: string, own: string) => `is for ${only}; ${own ? `this one is in ${own}` : 'no country is given'}.`,
    code: (only: string, own: string) => `is for orders ${only}; ${own ? `this one has ${own}` : 'this one has none'}.`,
    customer: (only: string) => `is for ${only}.`,
    order: (only: string) => `is for ${only}.`,
    goods: (only: string) => `is for ${only}.`,
    period: (only: string) => `counts ${only}.`,
    earlier: 'would fit as well, but an earlier one counts.',
    notRecurring: 'is for the first payment of a subscription only.',
    ended: (until: string) => `counts ${until}; that is over.`,
  },
} as const;
