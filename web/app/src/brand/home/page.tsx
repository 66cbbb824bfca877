import { useState } from 'react';
import { useQuery } from 'urql';
import { ConversionNewsDocument } from '@/brand/conversions/query.gen';
import { useFresh } from '@/graph/fresh';
import { Page } from '@/shell/page';
import { Loaded, parts } from '@/shell/parts';
import { useMay, useTenant, useViewer } from '@/shell/viewer';
import { Attention } from './attention';
import { Chart } from './chart';
import { periods } from './figures';
import { AttentionDocument, FiguresDocument } from './query.gen';
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
  const [{ data: attention, error: wrong }, look] = useQuery({
    query: AttentionDocument,
    variables: { money: withMoney },
  });
  const retry = (options: { requestPolicy: 'network-only' }) => {
    again(options);
    look(options);
  };
  useFresh(ConversionNewsDocument, retry, POLL_MS);
  const first = user?.name.split(' ')[0];
  return (
    <Page title={texts.title} heading={first && texts.hello(first)} lead={texts.lead}>
      <div className={parts.stack}>
        <Loaded data={attention && data} error={error ?? wrong} again={retry} height={520}>
          {({ now, before }) => (
            <>
              <River now={now.total} before={before.total} />
              <div className={parts.columns}>
                <Chart days={now.days} total={now.total.sales?.amount} />
                {attention && <Attention data={attention} />}
              </div>
            </>
          )}
        </Loaded>
      </div>
    </Page>
  );
}
