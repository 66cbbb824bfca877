import { type Money, money, roundMoney } from '@/money/money';
import { Section } from '@/shell/parts';
import { dayUtc } from '@/time/time';
import { heights } from './figures';
import classes from './home.module.css';
import { home as texts } from './texts';

type Day = { day: string; sales?: { amount: Money } | null };

/** Sales of each day of the period as bars; a screen reader hears the days that had any. */
export function Chart({ days, total }: { days: Day[]; total: Money | undefined }) {
  const worths = days.map(({ sales }) => BigInt(sales?.amount.minor ?? 0));
  const high = heights(worths);
  const [first, last] = [days[0], days.at(-1)];
  return (
    <Section title={texts.chart} aside={total && <span>{texts.chartLead(roundMoney(total))}</span>}>
      <ul className={classes.chart}>
        {days.map(({ day, sales }, at) => {
          const shown = sales ? texts.chartDay(dayUtc(day), money(sales.amount)) : '';
          return (
            <li
              key={day}
              title={shown}
              aria-hidden={!worths[at] || undefined}
              data-none={!worths[at] || undefined}
              style={{ height: `${(high[at] ?? 0) / 10}%` }}
            >
              <span className="hidden">{shown}</span>
            </li>
          );
        })}
      </ul>
      {first && last && (
        <div className={classes.axis} aria-hidden="true">
          <span>{dayUtc(first.day)}</span>
          <span>{dayUtc(last.day)}</span>
        </div>
      )}
    </Section>
  );
}
