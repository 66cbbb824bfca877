import { Button, Group, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { useQuery } from 'urql';
import { EmptyNotice } from '@/feedback/empty-notice';
import { isZero, type Money, money } from '@/money/money';
import { download } from '@/session/download';
import { Loaded, parts, Section } from '@/shell/parts';
import { State } from '@/shell/state';
import { useTenant } from '@/shell/viewer';
import { withFilter } from '@/table/filters';
import { dayEnd, dayStart, isoDay } from '@/time/time';
import { WalletFrame } from './frame';
import { BooksDocument, type BooksQuery } from './query.gen';
import { accounts, books as texts } from './texts';

/** `/t/:tenant/wallet/books`: the trial balance at the end of a day, and the journal. */
export function Component() {
  const [params, setParams] = useSearchParams();
  const today = isoDay(new Date());
  const day = dayStart(params.get('day') ?? '') ? (params.get('day') ?? today) : today;
  const moment = day === today ? null : dayEnd(day)?.toISOString();
  const [{ data, error }, again] = useQuery({ query: BooksDocument, variables: { moment } });
  return (
    <WalletFrame>
      <div className={parts.columns}>
        <div className={parts.stack}>
          <Loaded data={data} error={error} again={again} height={420}>
            {({ trialBalances }) =>
              trialBalances.length === 0 ? (
                <EmptyNotice title={texts.emptyTitle} />
              ) : (
                trialBalances.map((one) => <Balance key={one.currency} balance={one} />)
              )
            }
          </Loaded>
        </div>
        <div className={parts.stack}>
          <Section title={texts.day} lead={texts.lead}>
            <TextInput
              type="date"
              aria-label={texts.day}
              value={day}
              max={today}
              onChange={(event) => setParams(withFilter(params, 'day', event.currentTarget.value || null))}
            />
          </Section>
          <Journal />
        </div>
      </div>
    </WalletFrame>
  );
}

const side = (sum: Money) => (isZero(sum) ? '' : money(sum));

function Balance({ balance }: { balance: BooksQuery['trialBalances'][number] }) {
  const { currency, lines, debits, credits, balanced } = balance;
  return (
    <Section
      title={currency}
      aside={<State tone={balanced ? 'good' : 'bad'}>{balanced ? texts.balanced : texts.unbalanced}</State>}
    >
      <table className={parts.small}>
        <thead>
          <tr>
            <th scope="col">{texts.account}</th>
            <th scope="col">{texts.debit}</th>
            <th scope="col">{texts.credit}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map(({ kind, debit, credit }) => (
            <tr key={kind ?? 'platform'}>
              <th scope="row">{kind ? accounts[kind] : texts.platform}</th>
              <td className="figure">{side(debit)}</td>
              <td className="figure">{side(credit)}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{texts.sum}</th>
            <td className="figure">{money(debits)}</td>
            <td className="figure">{money(credits)}</td>
          </tr>
        </tfoot>
      </table>
    </Section>
  );
}

function Journal() {
  const { currency } = useTenant();
  const today = new Date();
  const [from, setFrom] = useState(isoDay(new Date(today.getFullYear(), today.getMonth(), 1)));
  const [to, setTo] = useState(isoDay(today));
  const range = () => {
    const query = { from: dayStart(from)?.toISOString() ?? '', to: dayEnd(to)?.toISOString() ?? '' };
    return new URLSearchParams(query);
  };
  return (
    <Section title={texts.journal} lead={texts.journalLead}>
      <Group grow mb="md">
        <TextInput
          type="date"
          label={texts.from}
          value={from}
          onChange={(event) => setFrom(event.currentTarget.value)}
        />
        <TextInput type="date" label={texts.to} value={to} onChange={(event) => setTo(event.currentTarget.value)} />
      </Group>
      <Group gap="sm">
        <Button
          variant="default"
          onClick={() => download(`/v1/ledger/journal.csv?${range()}`, `journal-${from}-${to}.csv`)}
        >
          {texts.download}
        </Button>
        <Button
          variant="default"
          onClick={() =>
            download(`/v1/wallet/statement.csv?currency=${currency}&${range()}`, `wallet-${currency}-${from}-${to}.csv`)
          }
        >
          {texts.statement}
        </Button>
      </Group>
    </Section>
  );
}
