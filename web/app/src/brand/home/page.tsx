import { Skeleton } from '@mantine/core';
import { FailureNotice } from '@/feedback/failure-notice';
import { Page } from '@/shell/page';
import { parts } from '@/shell/parts';
import { useMay, useTenant, useViewer } from '@/shell/viewer';
import { Attention } from './attention';
import { Chart } from './chart';
import { worths } from './figures';
import { useRiver } from './happenings';
import { River } from './river';
import { home as texts } from './texts';

/** `/t/:tenant`. */
export function Component() {
  const { currency } = useTenant();
  const { user } = useViewer();
  const withMoney = useMay('FUNDING_READ');
  const { river, error, again } = useRiver(withMoney);
  const first = user?.name.split(' ')[0];
  return (
    <Page title={texts.title} heading={first && texts.hello(first)} lead={texts.lead}>
      <div className={parts.stack}>
        {river ? (
          <River river={river} currency={currency} />
        ) : error ? (
          <FailureNotice error={error} retry={again} />
        ) : (
          <Skeleton height={190} radius="lg" />
        )}
        <div className={parts.columns}>
          {river ? (
            <Chart
              sales={river.sales.list}
              currency={currency}
              total={worths(river.sales.list, currency, new Date()).now}
            />
          ) : (
            <Skeleton height={260} radius="lg" />
          )}
          <Attention withMoney={withMoney} />
        </div>
      </div>
    </Page>
  );
}
