import { decimal, money } from '@/money/money';
import { type Column, Table } from '@/table/table';
import { moment } from '@/time/time';
import { ConversionsFrame } from './frame';
import { UnmatchedRefundsDocument, type UnmatchedRefundsQuery } from './refunds.gen';
import { conversions, unmatched as texts } from './texts';

type Row = UnmatchedRefundsQuery['unmatchedRefunds']['edges'][number]['node'];

const why = ({ reason }: Row) => texts.reasons[reason] ?? reason.toLowerCase().replaceAll('_', ' ');

const COLUMNS: Column<Row>[] = [
  { key: 'id', head: texts.refund, cell: (row) => row.externalId, text: (row) => row.externalId },
  { key: 'why', head: texts.reason, cell: why, text: why },
  { key: 'sku', head: texts.sku, wide: true, cell: (row) => `${row.quantity} × ${row.sku}`, text: (row) => row.sku },
  {
    key: 'customer',
    head: conversions.customer,
    wide: true,
    cell: (row) => row.customer ?? '',
    text: (row) => row.customer ?? '',
  },
  { key: 'when', head: conversions.when, cell: (row) => moment(row.occurredAt), text: (row) => row.occurredAt },
  {
    key: 'amount',
    head: conversions.amount,
    align: 'end',
    cell: (row) => <b className="figure">{money(row.amount)}</b>,
    text: (row) => decimal(row.amount),
  },
];

/** `/t/:tenant/conversions/refunds`: imported refunds that match no sale. */
export function Component() {
  return (
    <ConversionsFrame lead={texts.lead}>
      <Table
        name={texts.title}
        document={UnmatchedRefundsDocument}
        variables={{}}
        connection={(data) => data.unmatchedRefunds}
        columns={COLUMNS}
        id={(row) => row.id}
        empty={{ title: texts.emptyTitle, text: texts.emptyText }}
      />
    </ConversionsFrame>
  );
}
