import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useState } from 'react';
import { MissedSaleBadge } from '@/missed-sales/state-badge';
import { missedSales, states } from '@/missed-sales/texts';
import { decimal, type Money, money } from '@/money/money';
import { Page } from '@/shell/page';
import { type Column, Table } from '@/table/table';
import { Icon } from '@/theme/icon';
import { dayUtc } from '@/time/time';
import { EarningNewsDocument } from '../earnings/query.gen';
import { useEnrollments } from '../enrollments';
import { Detail } from './detail';
import { type MissedSalePartsFragment, PortalMissedSalesDocument } from './query.gen';
import { Report } from './report';
import { missing as texts } from './texts';

type Row = MissedSalePartsFragment;

/** Where a sale can have been made for oneself. */
const JOINED = ['ACTIVE', 'SUSPENDED', 'LEFT'];

/** What an accepted one earns, by currency. */
function earned({ commissions }: Row): Money[] {
  const sums = new Map<string, bigint>();
  for (const { amount } of commissions) {
    sums.set(amount.currency, (sums.get(amount.currency) ?? 0n) + BigInt(amount.minor));
  }
  return [...sums].map(([currency, minor]) => ({ currency, minor: minor.toString() }));
}

function outcome(row: Row): string {
  if (row.state === 'REJECTED') return row.reason ?? '';
  if (row.state !== 'ACCEPTED') return '';
  const sums = earned(row);
  return sums.length ? texts.earned(sums.map((sum) => money(sum)).join(', ')) : texts.earnedNothing;
}

/** `/portal/missed-sales`. */
export function Component() {
  const { all, label, place } = useEnrollments();
  const [reporting, { open, close }] = useDisclosure(false);
  const [asked, setAsked] = useState<Row | null>(null);
  const [sent, setSent] = useState(0);
  const places = all?.filter(({ state }) => JOINED.includes(state)) ?? [];
  const again = () => setSent(sent + 1);
  const columns: Column<Row>[] = [
    {
      key: 'reference',
      head: missedSales.reference,
      cell: (row) => (
        <>
          {row.orderReference ?? missedSales.noReference}
          <small data-line>{place(row.enrollmentId)}</small>
        </>
      ),
      text: (row) => row.orderReference ?? '',
    },
    {
      key: 'state',
      head: missedSales.state,
      cell: (row) => <MissedSaleBadge state={row.state} />,
      text: (row) => states[row.state],
    },
    {
      key: 'day',
      head: missedSales.day,
      cell: (row) => dayUtc(row.occurredOn),
      text: (row) => row.occurredOn,
    },
    {
      key: 'amount',
      head: missedSales.amount,
      align: 'end',
      cell: (row) => <span className="figure">{row.amount ? money(row.amount) : missedSales.none}</span>,
      text: (row) => (row.amount ? decimal(row.amount) : ''),
    },
    { key: 'outcome', head: texts.outcome, wide: true, cell: outcome, text: outcome },
    {
      key: 'look',
      head: texts.details,
      align: 'end',
      acts: true,
      text: () => '',
      cell: (row) => (
        <Button
          size="compact-sm"
          variant="default"
          aria-label={`${texts.look} ${row.orderReference ?? dayUtc(row.occurredOn)}`}
          onClick={() => setAsked(row)}
        >
          {texts.look}
        </Button>
      ),
    },
  ];
  const file = (head: string, text: (row: Row) => string): Column<Row> => ({ key: head, head, cell: () => null, text });
  const report = (
    <Button leftSection={<Icon name="plus" size={16} />} disabled={places.length === 0} onClick={open}>
      {texts.report}
    </Button>
  );
  return (
    <Page title={missedSales.title} lead={texts.lead} actions={report}>
      <Table
        name={missedSales.title}
        document={PortalMissedSalesDocument}
        variables={{}}
        connection={(data) => data.viewer.affiliate?.missedSales}
        news={EarningNewsDocument}
        fresh={String(sent)}
        columns={columns}
        fileColumns={[
          ...columns.filter(({ acts }) => !acts),
          file(missedSales.currency, ({ amount }) => amount?.currency ?? ''),
          file(texts.programme, (row) => place(row.enrollmentId)),
          file(missedSales.evidence, ({ evidence }) => evidence),
          file(missedSales.reported, ({ createdAt }) => createdAt),
          file(missedSales.decided, ({ decidedAt }) => decidedAt ?? ''),
        ]}
        id={(row) => row.id}
        empty={{ title: texts.none, text: all && places.length === 0 ? texts.nowhere : texts.noneText }}
      />
      {reporting && (
        <Report
          places={places}
          label={label}
          close={close}
          done={() => {
            close();
            again();
          }}
        />
      )}
      {asked && (
        <Detail
          sale={asked}
          place={place(asked.enrollmentId)}
          close={() => setAsked(null)}
          withdrawn={() => {
            setAsked(null);
            again();
          }}
        />
      )}
    </Page>
  );
}
