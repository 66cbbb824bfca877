import { SegmentedControl, Select } from '@mantine/core';
import { useMemo } from 'react';
import { useSearchParams } from 'react-router';
import { useQuery } from 'urql';
import { EmptyNotice } from '@/feedback/empty-notice';
import { Loaded, Section } from '@/shell/parts';
import { MomentsFrame } from '../frame';
import { Chart } from './chart';
import classes from './day.module.css';
import { hoursOf } from './hours';
import { IntentsOverTheDayDocument } from './query.gen';
import { day as texts } from './texts';

const DAY_MS = 86_400_000;
const DAYS_USUAL = '30';

/** Every zone the browser knows, the reader's own first. */
function zonesOf(own: string): string[] {
  return [...new Set([own, 'UTC', ...Intl.supportedValuesOf('timeZone')])];
}

/** `/t/:tenant/moments/day?days=…&zone=…`: when in the day who wants what. */
export function Component() {
  const [params, setParams] = useSearchParams();
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const zones = useMemo(() => zonesOf(own), [own]);
  const asked = params.get('zone') ?? '';
  const zone = zones.includes(asked) ? asked : own;
  const days = (params.get('days') ?? '') in texts.days ? (params.get('days') ?? DAYS_USUAL) : DAYS_USUAL;
  // To the hour, so that looking again asks the same.
  const from = useMemo(() => {
    const hour = new Date();
    hour.setMinutes(0, 0, 0);
    return new Date(hour.getTime() - Number(days) * DAY_MS).toISOString();
  }, [days]);
  const [{ data, error }, again] = useQuery({ query: IntentsOverTheDayDocument, variables: { from, zone } });
  const set = (name: string, value: string | null) =>
    setParams(
      (before) => {
        const next = new URLSearchParams(before);
        if (value) next.set(name, value);
        else next.delete(name);
        return next;
      },
      { replace: true, preventScrollReset: true },
    );
  return (
    <MomentsFrame>
      <Section title={texts.title} lead={texts.lead}>
        <div className={classes.asked}>
          <SegmentedControl
            aria-label={texts.period}
            value={days}
            onChange={(value) => set('days', value === DAYS_USUAL ? null : value)}
            data={Object.entries(texts.days).map(([value, label]) => ({ value, label }))}
          />
          <Select
            aria-label={texts.zone}
            searchable
            data={zones}
            value={zone}
            onChange={(value) => set('zone', value === own ? null : value)}
          />
        </div>
        <Loaded data={data} error={error} again={again} height={360}>
          {({ intentsOverTheDay }) =>
            intentsOverTheDay.length === 0 ? (
              <EmptyNotice title={texts.noneTitle} text={texts.noneText} />
            ) : (
              <Chart hours={hoursOf(intentsOverTheDay)} />
            )
          }
        </Loaded>
      </Section>
    </MomentsFrame>
  );
}
