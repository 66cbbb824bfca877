import { type Money, money, roundMoney } from '@/money/money';
import { Section } from '@/shell/parts';
import { day } from '@/time/time';
import { days, type Happening } from './figures';
import classes from './home.module.css';
import { home as texts } from './texts';

/** Sales of each day of the period as bars; a screen reader hears the days that had any. */
export function Chart({ sales, currency, total }: { sales: Happening[]; currency: string; total: Money }) {
  const list = days(sales, currency, new Date());
  let most = 1n;
  for (const { worth } of list) if (worth > most) most = worth;
  const first = list[0]?.day ?? new Date();
  return (
    <Section title={texts.chart} aside={<span>{texts.chartLead(roundMoney(total))}</span>}>
      <ul className={classes.chart}>
        {list.map(({ day: at, worth }) => {
          const shown = texts.chartDay(day(at), money({ minor: worth.toString(), currency }));
          return (
            <li
              key={at.toISOString()}
              title={shown}
              aria-hidden={worth === 0n || undefined}
              data-none={worth === 0n || undefined}
              style={{ height: `${Number((worth * 1000n) / most) / 10}%` }}
            >
              <span className="hidden">{shown}</span>
            </li>
          );
        })}
      </ul>
      <div className={classes.axis} aria-hidden="true">
        <span>{day(first)}</span>
        <span>{day(new Date())}</span>
      </div>
    </Section>
  );
}
