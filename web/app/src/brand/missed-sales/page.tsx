import { MissedSaleBadge } from '@/missed-sales/state-badge';
import { missedSales, states } from '@/missed-sales/texts';
import { decimal, money } from '@/money/money';
import { Page } from '@/shell/page';
import { useTenant } from '@/shell/viewer';
import { ChoiceFilter, TextFilter } from '@/table/filter-inputs';
import { choice, textFilter, useFilters } from '@/table/filters';
import { type Column, Table } from '@/table/table';
import { day, dayUtc } from '@/time/time';
import { ConversionNewsDocument } from '../conversions/query.gen';
import { type MissedSaleState, MissedSalesDocument, type MissedSalesQuery } from './query.gen';
import { missing as texts } from './texts';

type Row = MissedSalesQuery['missedSales']['edges'][number]['node'];

const FILTERS = { q: textFilter, state: choice(Object.keys(states) as MissedSaleState[]) };

const COLUMNS: Column<Row>[] = [
  {
    key: 'reference',
    head: missedSales.reference,
    cell: (row) => row.orderReference ?? missedSales.noReference,
    text: (row) => row.orderReference ?? '',
  },
  {
    key: 'state',
    head: missedSales.state,
    cell: (row) => <MissedSaleBadge state={row.state} />,
    text: (row) => states[row.state],
  },
  {
    key: 'affiliate',
    head: texts.affiliate,
    cell: ({ enrollment }) => (
      <>
        {enrollment.name}
        <small>{enrollment.program.name}</small>
      </>
    ),
    text: ({ enrollment }) => enrollment.name,
  },
  {
    key: 'day',
    head: missedSales.day,
    wide: true,
    cell: (row) => dayUtc(row.occurredOn),
    text: (row) => row.occurredOn,
  },
  {
    key: 'found',
    head: texts.foundAs,
    wide: true,
    cell: ({ conversion }) => conversion?.externalId ?? missedSales.none,
    text: ({ conversion }) => conversion?.externalId ?? '',
  },
  {
    key: 'reported',
    head: missedSales.reported,
    wide: true,
    cell: (row) => day(row.createdAt),
    text: (row) => row.createdAt,
  },
  {
    key: 'amount',
    head: missedSales.amount,
    align: 'end',
    cell: ({ amount }) => <span className="figure">{amount ? money(amount) : missedSales.none}</span>,
    text: ({ amount }) => (amount ? decimal(amount) : ''),
  },
];

const file = (head: string, text: (row: Row) => string): Column<Row> => ({ key: head, head, cell: () => null, text });

/** What stands in the file only. */
const FILE_COLUMNS: Column<Row>[] = [
  ...COLUMNS,
  file(missedSales.currency, ({ amount }) => amount?.currency ?? ''),
  file(texts.programme, ({ enrollment }) => enrollment.program.name),
  file(missedSales.decided, ({ decidedAt }) => decidedAt ?? ''),
  file(texts.file.reason, ({ reason }) => reason ?? ''),
  file(texts.file.id, ({ id }) => id),
];

/** `/t/:tenant/missed-sales`. */
export function Component() {
  const tenant = useTenant();
  const { values, set, active, clear } = useFilters(FILTERS);
  const { q, state } = values;
  return (
    <Page title={missedSales.title} lead={texts.lead}>
      <Table
        name={missedSales.title}
        document={MissedSalesDocument}
        variables={{ filter: { state, search: q } }}
        connection={(data) => data.missedSales}
        news={ConversionNewsDocument}
        columns={COLUMNS}
        fileColumns={FILE_COLUMNS}
        id={(row) => row.id}
        href={(row) => `/t/${tenant.id}/missed-sales/${row.id}`}
        filtered={active}
        clear={clear}
        empty={{ title: texts.emptyTitle, text: texts.emptyText }}
        filters={
          <>
            <TextFilter label={texts.search} value={q} set={(value) => set('q', value)} />
            <ChoiceFilter label={missedSales.state} names={states} value={state} set={(value) => set('state', value)} />
          </>
        }
      />
    </Page>
  );
}
