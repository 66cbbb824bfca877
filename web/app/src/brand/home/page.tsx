import { Skeleton } from '@mantine/core';
import { useState } from 'react';
import { useQuery } from 'urql';
import { ConversionNewsDocument } from '@/brand/conversions/query.gen';
import { FailureNotice } from '@/feedback/failure-notice';
import { useFresh } from '@/graph/fresh';
import { Page } from '@/shell/page';
import { parts } from '@/shell/parts';
import { useMay, useTenant, useViewer } from '@/shell/viewer';
import { Attention } from './attention';
import { Chart } from './chart';
import { periods } from './figures';
import classes from './home.module.css';
import { FiguresDocument } from './query.gen';
import { River } from './river';
import { home as texts } from './texts';

const POLL_MS = 30_000;

/** `/t/:tenant`. */
export function Component() {
  const { currency } = useTenant();
  const { user } = useViewer();
  const [days] = useState(() => periods(new Date()));
  const withMoney = useMay('PAYOUT_READ');
  const [{ data, error }, again] = useQuery({ query: FiguresDocument, variables: { currency, ...days } });
  useFresh(ConversionNewsDocument, again, POLL_MS);
  const first = user?.name.split(' ')[0];
  return (
    <Page title={texts.title} heading={first && texts.hello(first)} lead={texts.lead}>
      <div className={parts.stack}>
        {data ? (
          <River now={data.now.total} before={data.before.total} />
        ) : error ? (
          <FailureNotice error={error} retry={() => again({ requestPolicy: 'network-only' })} />
        ) : (
          <Skeleton className={classes.riverToCome ?? ''} radius="lg" />
        )}
        <div className={parts.columns}>
          {data ? (
            <Chart days={data.now.days} total={data.now.total.sales?.amount} />
          ) : (
            <Skeleton height={260} radius="lg" />
          )}
          <Attention withMoney={withMoney} />
        </div>
      </div>
    </Page>
  );
}
