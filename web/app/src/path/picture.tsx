import { type Money, money } from '@/money/money';
import type { Decision } from './decision';
import { LanePart } from './lane';
import { FOOT_HEIGHT, HEAD_HEIGHT, layout, type Person } from './layout';
import classes from './path.module.css';
import { cents, gains } from './shares';
import { path as texts } from './texts';
import { useWidth } from './width';

/** Below this many pixels what each gets stands in less room. */
const NARROW = 560;
const DAY = 86_400_000;
const HOUR = 3_600_000;
const MINUTE = 60_000;

export type PictureProps = {
  decision: Decision;
  /** When it was sold, and what: a sale or a lead. */
  sale: { at: string; kind: 'SALE' | 'LEAD'; amount: Money };
  people: Map<string, Person>;
  currency: string;
};

/** A path as a picture: a lane for each who helped, a sign for each touch, a stream that widens by what it carries. */
export function Picture({ decision, sale, people, currency }: PictureProps) {
  const [ref, width] = useWidth<HTMLDivElement>();
  const { candidates, facts, policy } = decision;
  const credits = gains(decision, currency);
  const carried = cents(candidates, credits);
  const narrow = width < NARROW;
  const drawn = layout({
    candidates,
    carried,
    credits,
    at: sale.at,
    width,
    right: narrow ? 84 : 128,
    windowDays: policy.clickWindowDays,
    previousSale: facts.previousSale,
  });
  const { saleX, lanes, height, ticks, windowX, previousX } = drawn;
  const widest = most(lanes.map(({ gets }) => gets));
  const sold = sale.kind === 'LEAD' ? texts.lead : texts.sale;
  const counted = candidates.filter(({ weight }) => weight > 0n).length;
  const label = texts.summary(candidates.length, counted, lanes.length + drawn.others, sold.toLowerCase());
  const bottom = height - FOOT_HEIGHT;

  return (
    <figure className={classes.picture}>
      <div ref={ref}>
        <svg width="100%" height={height} role="img" aria-label={label}>
          {width > 0 && (
            <>
              {windowX !== null && (
                <rect className={classes.outside} x={0} y={HEAD_HEIGHT} width={windowX} height={bottom - HEAD_HEIGHT}>
                  <title>{texts.window(policy.clickWindowDays)}</title>
                </rect>
              )}
              {ticks.map(({ x, ms }) => (
                <g key={ms}>
                  <line className={classes.tick} x1={x} x2={x} y1={HEAD_HEIGHT} y2={bottom} />
                  <text className={classes.when} x={x} y={height - 8} textAnchor="middle">
                    {tickLabel(ms)}
                  </text>
                </g>
              ))}
              {previousX !== null && (
                <line className={classes.previous} x1={previousX} x2={previousX} y1={HEAD_HEIGHT} y2={bottom}>
                  <title>{texts.earlier}</title>
                </line>
              )}
              <line className={classes.saleLine} x1={saleX} x2={saleX} y1={HEAD_HEIGHT - 4} y2={bottom} />
              <text className={classes.saleHead} x={saleX} y={16} textAnchor="end">
                {`${sold} ${money(sale.amount)}`}
              </text>
              {lanes.map((lane) => (
                <LanePart
                  key={lane.payee}
                  lane={lane}
                  person={people.get(lane.payee)}
                  saleX={saleX}
                  widest={widest}
                  currency={currency}
                  at={sale.at}
                />
              ))}
            </>
          )}
        </svg>
      </div>
      <figcaption className={classes.legend}>
        <span data-role="AFFILIATE">{texts.affiliate}</span>
        <span data-role="CREATOR">{texts.creator}</span>
        {counted < candidates.length && <span data-not>{texts.countsNot}</span>}
        {drawn.after > 0 && <span data-text>{texts.later(drawn.after)}</span>}
        {drawn.others > 0 && <span data-text>{texts.others(drawn.others)}</span>}
        {windowX !== null && <span data-window>{texts.window(policy.clickWindowDays)}</span>}
        {previousX !== null && <span data-previous>{texts.earlier}</span>}
      </figcaption>
    </figure>
  );
}

const most = (all: bigint[]) => {
  let found = 0n;
  for (const one of all) if (one > found) found = one;
  return found;
};

const UNITS: [number, string][] = [
  [DAY, 'day'],
  [HOUR, 'hour'],
  [MINUTE, 'minute'],
];

/** `7 days`, short enough for an axis. */
function tickLabel(ms: number): string {
  const [length, unit] = UNITS.find(([length]) => ms >= length) ?? [MINUTE, 'minute'];
  return new Intl.NumberFormat('en-GB', { style: 'unit', unit, unitDisplay: 'short' }).format(ms / length);
}
