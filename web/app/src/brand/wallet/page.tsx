import { Button } from '@mantine/core';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { useQuery } from 'urql';
import { usePoll } from '@/graph/poll';
import { decimal, isZero, money } from '@/money/money';
import { Fact, Facts, Loaded, parts } from '@/shell/parts';
import { useMay, useTenant } from '@/shell/viewer';
import { DayFilter } from '@/table/filter-inputs';
import { dayFilter, useFilters } from '@/table/filters';
import { type Column, Table } from '@/table/table';
import { dayEnd, dayStart, moment } from '@/time/time';
import { WalletFrame } from './frame';
import { Fund } from './fund';
import { GiveBack } from './give-back';
import { Methods } from './methods';
import { WalletDocument, WalletLinesDocument, type WalletLinesQuery } from './query.gen';
import { events, wallet as texts } from './texts';
import { TopUp } from './top-up';

type Row = WalletLinesQuery['wallet']['lines']['edges'][number]['node'];

const FILTERS = { from: dayFilter, until: dayFilter };
const ARRIVING_MS = 3_000;
const QUIET_MS = 20_000;

const what = (row: Row) => events[row.event] ?? row.event.toLowerCase().replaceAll('_', ' ');

const COLUMNS: Column<Row>[] = [
  { key: 'what', head: texts.what, cell: what, text: what },
  { key: 'when', head: texts.when, cell: (row) => moment(row.postedAt), text: (row) => row.postedAt },
  {
    key: 'change',
    head: texts.change,
    align: 'end',
    cell: (row) => <b className="figure">{money(row.change, { sign: true })}</b>,
    text: (row) => decimal(row.change),
  },
  {
    key: 'after',
    head: texts.after,
    align: 'end',
    wide: true,
    cell: (row) => <span className="figure">{money(row.balance)}</span>,
    text: (row) => decimal(row.balance),
  },
];

const FILE_COLUMNS: Column<Row>[] = [
  ...COLUMNS,
  { key: 'key', head: texts.key, cell: () => null, text: (row) => row.postingKey },
];

/** `/t/:tenant/wallet`. */
export function Component() {
  const { currency } = useTenant();
  const [doing, setDoing] = useState<'fund' | 'back' | null>(null);
  const [params] = useSearchParams();
  // Money comes once Stripe has said so, which may be a while after its page was left.
  const expecting = params.has('expecting');
  const { values, set, active, clear } = useFilters(FILTERS);
  const [{ data, error }, again] = useQuery({ query: WalletDocument, variables: { currency } });
  usePoll(again, data && (!isZero(data.wallet.onItsWay) || expecting) ? ARRIVING_MS : QUIET_MS);
  const may = useMay('FUNDING_WRITE');
  const refresh = () => again({ requestPolicy: 'network-only' });
  const close = () => {
    setDoing(null);
    refresh();
  };
  return (
    <WalletFrame
      actions={
        may && (
          <>
            <Button variant="default" onClick={() => setDoing('back')}>
              {texts.giveBack}
            </Button>
            <Button onClick={() => setDoing('fund')}>{texts.fund}</Button>
          </>
        )
      }
    >
      <div className={parts.stack}>
        <Loaded data={data} error={error} again={again} height={900}>
          {({ wallet, fundingMethods }) => (
            <>
              <Facts>
                <Fact name={texts.balance} value={money(wallet.balance)} strong />
                <Fact name={texts.onItsWay} value={money(wallet.onItsWay)} note={texts.onItsWayNote} strong />
                {!isZero(wallet.owed) && (
                  <Fact name={texts.owed} value={money(wallet.owed)} note={texts.owedNote} strong />
                )}
              </Facts>
              <div className={parts.columns}>
                <Methods methods={fundingMethods} may={may} refresh={refresh} />
                <TopUp topUp={wallet.topUp ?? null} methods={fundingMethods} may={may} refresh={refresh} />
              </div>
              {doing === 'fund' && <Fund methods={fundingMethods} close={close} />}
              {doing === 'back' && <GiveBack balance={wallet.balance} close={close} />}
              <Table
                name={texts.statement}
                document={WalletLinesDocument}
                fresh={wallet.balance.minor}
                variables={{
                  currency,
                  from: values.from ? dayStart(values.from)?.toISOString() : null,
                  to: values.until ? dayEnd(values.until)?.toISOString() : null,
                }}
                connection={(answer) => answer.wallet.lines}
                forward
                columns={COLUMNS}
                fileColumns={FILE_COLUMNS}
                id={(row) => row.version}
                filtered={active}
                clear={clear}
                empty={{ title: texts.emptyTitle, text: texts.emptyText }}
                filters={
                  <>
                    <DayFilter label={texts.from} value={values.from} set={(value) => set('from', value)} />
                    <DayFilter label={texts.until} value={values.until} set={(value) => set('until', value)} />
                  </>
                }
              />
            </>
          )}
        </Loaded>
      </div>
    </WalletFrame>
  );
}
