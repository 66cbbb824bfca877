import { useQuery } from 'urql';
import { decimal, money } from '@/money/money';
import { parts, Section } from '@/shell/parts';
import { State, type Tone } from '@/shell/state';
import { type Column, Table } from '@/table/table';
import { moment } from '@/time/time';
import { WalletFrame } from './frame';
import { type FundingState, FundingsDocument, type FundingsQuery, WalletReturnsDocument } from './query.gen';
import { fund, fundingStates, returnStates, wallet as texts } from './texts';

type Row = FundingsQuery['fundings']['edges'][number]['node'];

const TONES: Record<FundingState, Tone> = {
  CREATED: 'warn',
  STARTED: 'river',
  SETTLED: 'good',
  FAILED: 'bad',
  DISPUTED: 'bad',
  RETURNED: 'bad',
};

const COLUMNS: Column<Row>[] = [
  {
    key: 'when',
    head: texts.when,
    cell: (row) => moment(row.createdAt),
    text: (row) => row.createdAt,
  },
  {
    key: 'state',
    head: 'State',
    cell: (row) => <State tone={TONES[row.state]}>{fundingStates[row.state]}</State>,
    text: (row) => fundingStates[row.state],
  },
  {
    key: 'by',
    head: fund.by,
    cell: (row) =>
      row.state === 'CREATED' && row.checkoutUrl && /^https?:\/\//.test(row.checkoutUrl) ? (
        <a href={row.checkoutUrl} target="_blank" rel="noreferrer noopener">
          {fund.page}
        </a>
      ) : (
        (row.reason ?? row.method?.label ?? fund.page)
      ),
    text: (row) => row.method?.label ?? fund.page,
  },
  {
    key: 'net',
    head: 'Reached the wallet',
    align: 'end',
    wide: true,
    cell: (row) => <span className="figure">{row.net ? money(row.net) : texts.none}</span>,
    text: (row) => (row.net ? decimal(row.net) : ''),
  },
  {
    key: 'amount',
    head: 'Paid',
    align: 'end',
    cell: (row) => <b className="figure">{money(row.amount)}</b>,
    text: (row) => decimal(row.amount),
  },
];

/** `/t/:tenant/wallet/fundings`. */
export function Component() {
  const [{ data }] = useQuery({ query: WalletReturnsDocument });
  const returns = data?.walletReturns.nodes ?? [];
  return (
    <WalletFrame>
      <div className={parts.stack}>
        <Table
          name={texts.fundings}
          document={FundingsDocument}
          variables={{}}
          connection={(answer) => answer.fundings}
          columns={COLUMNS}
          id={(row) => row.id}
          empty={{ title: texts.emptyTitle, text: texts.emptyText }}
        />
        {returns.length > 0 && (
          <Section title={fund.backTitle}>
            <ul className={parts.rows}>
              {returns.map(({ id, state, reason, createdAt, amount }) => (
                <li key={id}>
                  <span>
                    {moment(createdAt)}
                    <small>{reason}</small>
                  </span>
                  <State tone={state === 'FAILED' ? 'bad' : state === 'RETURNED' ? 'good' : 'river'}>
                    {returnStates[state]}
                  </State>
                  <b className="figure">{money(amount)}</b>
                </li>
              ))}
            </ul>
          </Section>
        )}
      </div>
    </WalletFrame>
  );
}
