import { fineMoney } from '@/money/money';
import { inWords } from './countries';
import { type Applied, BPS_WHOLE, type Order, type PassedOver, type Totals } from './evaluate';
import { percent } from './rules';
import type { ClickDay, Cut, Extra, tryOn } from './settle';
import { periods, calculator as words } from './texts';
import type { Known } from './version';
import { codes, countries, goods, nth, orderSize, recurs, soFar, sums } from './words';

const say = words.steps;
const COUNT = new Intl.NumberFormat('en-GB');

/** Why an order pays what it pays: rules that were passed over, those that won with their arithmetic, what comes on top. */
export type Explanation = {
  passed: { place: number; name: string; why: string }[];
  won: {
    place: number;
    name: string /** For which lines of several, from 1; else none. */;
    lines: number[];
    steps: string[];
  }[];
  /** What is added and cut afterwards, in order; empty where nothing is. */
  after: string[];
};

type Asked = { version: Known; order: Order; before: Totals; currency: string };

function why({ rule, reason }: PassedOver, { version, order, currency }: Asked): string {
  const { why: said } = words;
  switch (reason) {
    case 'KIND':
      if (rule.reward.kind === 'FLAT_PER_CLICK') return said.clicksOnly;
      return rule.reward.kind === 'FLAT_PER_LEAD' ? said.leadsOnly : said.ordersOnly;
    case 'COUNTRY':
      return said.country(countries(rule), order.country ? inWords(order.country) : '');
    case 'CODE':
      return said.code(codes(rule), order.code ?? '');
    case 'CUSTOMER':
      return said.customer(rule.when.customer ? words.onlyFor[rule.when.customer] : '');
    case 'ORDER_TOO_SMALL':
    case 'ORDER_TOO_LARGE':
      return said.order(orderSize(rule, currency).join(', '));
    case 'PERIOD_TOTALS':
      return said.period(soFar(rule, version.period, currency).join(', '));
    case 'NOT_RECURRING':
      return said.notRecurring;
    case 'RECURRING_ENDED':
      return said.ended(rule.recurring ? recurs(rule.recurring) : '');
    case 'NO_LINE':
      return said.goods(goods(rule).join(', '));
    case 'EARLIER_RULE':
      return said.earlier;
  }
}

/** `£9.61`, or `£9.6104, rounded to £9.61` where a rate left more. */
function rated(exact: bigint, gives: bigint, currency: string): string {
  const rounded = sums(currency)(gives);
  return exact === gives * BPS_WHOLE ? rounded : `${fineMoney(exact, currency)}, ${say.rounded(rounded)}`;
}

function tiered({ rule, slices, gives }: Applied, { version, order, before, currency }: Asked): string[] {
  if (rule.reward.kind !== 'TIERS') return [];
  const { measure, mode, tiers } = rule.reward;
  const [sum, { the }] = [sums(currency), periods[version.period]];
  const [only] = slices;
  if (slices.length === 1 && only) {
    const share = percent(only.bps);
    const counted = order.lines.reduce((total, line) => total + (line.earns ? line.amount : 0n), before.amount);
    const found =
      measure === 'SALES'
        ? say.nth(nth(before.sales + 1n), the, share)
        : mode === 'RETROACTIVE'
          ? say.comesTo(sum(counted), the, share)
          : say.beginsAt(sum(before.amount), the, share);
    return [found, say.share(share, sum(only.base), rated(only.base * only.bps, gives, currency))];
  }
  const lines = slices.map(({ from, bps, base }) => {
    const above = tiers.find((tier) => tier.from > from)?.from;
    const place = above === undefined ? say.above(sum(from)) : say.upTo(sum(above));
    return say.slice(percent(bps), sum(base), place, fineMoney(base * bps, currency));
  });
  const exact = slices.reduce((total, { bps, base }) => total + bps * base, 0n);
  return [say.beginsWith(the, sum(before.amount)), ...lines, say.together(rated(exact, gives, currency))];
}

function arithmetic(applied: Applied, asked: Asked): string[] {
  const { rule, base, items, gives, phase } = applied;
  const sum = sums(asked.currency);
  const share = (bps: bigint) => say.share(percent(bps), sum(base), rated(base * bps, gives, asked.currency));
  if (phase) return [say.phase(rule.recurring?.months ?? 0), share(phase.bps)];
  const { reward } = rule;
  switch (reward.kind) {
    case 'PERCENT':
      return [share(reward.bps)];
    case 'TIERS':
      return tiered(applied, asked);
    case 'FLAT_PER_LEAD':
      return [say.perLead(sum(gives))];
    case 'FLAT_PER_ITEM': {
      const whole = reward.minor * items;
      return [say.perItem(items.toString(), sum(reward.minor), sum(whole)), gives < whole ? say.atMost(sum(base)) : ''];
    }
    default:
      return [say.perOrder(sum(reward.minor)), gives < reward.minor ? say.atMost(sum(base)) : ''];
  }
}

function extra(found: Extra, { currency }: Asked): string {
  const sum = sums(currency);
  if (found.kind === 'BONUS') return say.bonus(found.name, sum(found.gives));
  const { step, base, due, before, gives } = found;
  return say.topUp(percent(step.bps), sum(base), sum(due), sum(before), sum(gives));
}

/** Why an order pays what it pays. */
export function explain(found: ReturnType<typeof tryOn>, asked: Asked): Explanation {
  const { version, order, before, currency } = asked;
  const { earning, settlement } = found;
  const [sum, { the }] = [sums(currency), periods[version.period]];
  let paid = before.paid;
  // What comes to be paid one after the other is what the cap of the period is measured by.
  const cuts = (own: Cut[], pays: bigint) => {
    const said = own.map(({ by, minor }) => {
      if (by === 'ORDER') return say.cutOrder(sum(version.capPerOrder ?? 0n), sum(minor));
      const left = (version.capPerPeriod ?? 0n) - paid;
      return say.cutPeriod(sum(version.capPerPeriod ?? 0n), the, sum(left > 0n ? left : 0n), sum(minor));
    });
    paid += pays;
    return said;
  };
  const after = cuts(settlement.cuts, settlement.pays);
  for (const one of settlement.extras) after.push(extra(one, asked), ...cuts(one.cuts, one.pays));
  return {
    passed: earning.passedOver
      .filter(({ at }) => earning.applied.every((won) => at < won.at))
      .map((one) => ({ place: one.at + 1, name: one.rule.name, why: why(one, asked) })),
    won: earning.applied.map((one) => ({
      place: one.at + 1,
      name: one.rule.name,
      lines: order.lines.length > 1 ? one.lines.map((line) => line + 1) : [],
      steps: arithmetic(one, asked).filter(Boolean),
    })),
    after,
  };
}

/** Why a day's clicks pay what they pay. */
export function explainClicks(day: ClickDay, { version, before, currency }: Omit<Asked, 'order'>): Explanation {
  const [sum, { the }] = [sums(currency), periods[version.period]];
  const cap = version.capPerPeriod ?? 0n;
  const left = cap > before.paid ? cap - before.paid : 0n;
  return {
    passed: [],
    won: [
      {
        place: day.at + 1,
        name: day.rule.name,
        lines: [],
        steps: [say.perClick(COUNT.format(day.clicks), sum(day.each), sum(day.clicks * day.each))],
      },
    ],
    after: day.cuts.map(({ minor }) => say.cutPeriod(sum(cap), the, sum(left), sum(minor))),
  };
}
