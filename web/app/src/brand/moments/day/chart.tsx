import { Tooltip } from '@mantine/core';
import { useState } from 'react';
import classes from './day.module.css';
import { busiest, ceiling, type Hour, hourName, sumOf, WANTED, type Wanted } from './hours';
import { abouts, day as texts, wants } from './texts';

/** Every so many hours one is named below the bars. */
const NAMED_EVERY = 3;

/** A bar for each hour of the day, of what is wanted in it. Its words are a table that screen readers have. */
export function Chart({ hours }: { hours: Hour[] }) {
  const [only, setOnly] = useState<Wanted | null>(null);
  const sum = sumOf(hours);
  const shown = WANTED.filter((wanted) => sum[wanted] > 0);
  const tall = (hour: Hour) => (only ? hour.of[only] : hour.all);
  const top = ceiling(Math.max(...hours.map(tall)));
  const most = busiest(hours);
  return (
    <>
      <div className={classes.legend}>
        {shown.map((wanted) => (
          <Tooltip key={wanted} label={abouts[wanted]}>
            <button
              type="button"
              aria-pressed={only === wanted}
              data-wanted={wanted}
              onClick={() => setOnly(only === wanted ? null : wanted)}
            >
              <i aria-hidden="true" />
              {wants[wanted]}
              <b>{sum[wanted]}</b>
            </button>
          </Tooltip>
        ))}
        {most && <span className={classes.most}>{texts.busiest(hourName(most.hour), most.all)}</span>}
      </div>
      <div className={classes.chart} aria-hidden="true">
        <div className={classes.scale}>
          <span>{top}</span>
          <span>{top % 2 === 0 ? top / 2 : ''}</span>
          <span>0</span>
        </div>
        <div className={classes.bars}>
          {hours.map((hour) => (
            <Tooltip key={hour.hour} label={told(hour)} disabled={hour.all === 0} multiline maw={260}>
              <div className={classes.bar}>
                {(only ? [only] : WANTED).map(
                  (wanted) =>
                    hour.of[wanted] > 0 && (
                      <i key={wanted} data-wanted={wanted} style={{ height: `${(hour.of[wanted] * 100) / top}%` }} />
                    ),
                )}
              </div>
            </Tooltip>
          ))}
        </div>
        <div className={classes.hours}>
          {hours.map(({ hour }) => (
            <span key={hour}>{hour % NAMED_EVERY === 0 && hourName(hour)}</span>
          ))}
        </div>
      </div>
      <Words hours={hours} shown={shown} />
    </>
  );
}

const told = ({ hour, of }: Hour): string =>
  texts.bar(
    hourName(hour),
    hourName((hour + 1) % 24),
    WANTED.filter((wanted) => of[wanted] > 0)
      .map((wanted) => texts.part(of[wanted], wants[wanted]))
      .join(', '),
  );

function Words({ hours, shown }: { hours: Hour[]; shown: Wanted[] }) {
  return (
    <div className="hidden">
      <table>
        <caption>{texts.title}</caption>
        <thead>
          <tr>
            <th scope="col">{texts.hour}</th>
            {shown.map((wanted) => (
              <th key={wanted} scope="col">
                {wants[wanted]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {hours.map(({ hour, of }) => (
            <tr key={hour}>
              <th scope="row">{hourName(hour)}</th>
              {shown.map((wanted) => (
                <td key={wanted}>{of[wanted]}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
