import { Button } from '@mantine/core';
import { Link } from 'react-router';
import { texts as importing } from '@/brand/import/texts';
import { decimal, money } from '@/money/money';
import { useMay, useTenant } from '@/shell/viewer';
import { ChoiceFilter, DayFilter, TextFilter } from '@/table/filter-inputs';
import { choice, dayFilter, textFilter, useFilters } from '@/table/filters';
import { type Column, Table } from '@/table/table';
import { dayEnd, dayStart, exact, moment } from '@/time/time';
import { ConversionsFrame } from './frame';
import { ConversionNewsDocument, ConversionsDocument, type ConversionsQuery } from './query.gen';
import { stands } from './stands';
import { ConversionBadge } from './state-badge';
import { doors, kinds, states, conversions as texts } from './texts';

type Row = ConversionsQuery['conversions']['edges'][number]['node'];

const keys = <Name extends string>(names: Record<Name, string>) => Object.keys(names) as Name[];

const FILTERS = {
  q: textFilter,
  state: choice(keys(states)),
  kind: choice(keys(kinds)),
  from: dayFilter,
  until: dayFilter,
};

const helped = (row: Row) => [...new Set(row.attribution?.credits.map(({ payee }) => payee.name))].join(', ');

const COLUMNS: Column<Row>[] = [
  {
    key: 'order',
    head: texts.order,
    cell: (row) => row.externalId,
    text: (row) => row.externalId,
    note: texts.how,
  },
  {
    key: 'state',
    head: texts.state,
    cell: (row) => (
      <>
        <ConversionBadge state={row.state} />
        {row.fraudScore ? <small>{texts.points(row.fraudScore)}</small> : null}
      </>
    ),
    text: (row) => states[row.state],
  },
  {
    key: 'when',
    head: texts.when,
    cell: (row) => (
      <time dateTime={row.occurredAt} title={exact(row.occurredAt)}>
        {moment(row.occurredAt)}
      </time>
    ),
    text: (row) => row.occurredAt,
  },
  {
    key: 'helped',
    head: texts.helped,
    yields: true,
    cell: (row) => helped(row) || <Dim>{texts.nobody}</Dim>,
    text: helped,
  },
  {
    key: 'commission',
    head: texts.commission,
    align: 'end',
    wide: true,
    cell: (row) => {
      const paid = stands(row);
      return <span className="figure">{paid ? money(paid) : <Dim>{texts.none}</Dim>}</span>;
    },
    text: (row) => {
      const paid = stands(row);
      return paid ? decimal(paid) : '';
    },
  },
  {
    key: 'amount',
    head: texts.amount,
    align: 'end',
    cell: (row) => <b className="figure">{money(row.amount)}</b>,
    text: (row) => decimal(row.amount),
  },
];

/** What stands in the file only. */
const FILE_COLUMNS: Column<Row>[] = [
  ...COLUMNS,
  { key: 'fraud', head: texts.fraudPoints, cell: () => null, text: ({ fraudScore }) => String(fraudScore ?? '') },
  { key: 'kind', head: texts.kind, cell: () => null, text: (row) => kinds[row.kind] },
  { key: 'door', head: texts.door, cell: () => null, text: (row) => doors[row.door] },
  { key: 'currency', head: texts.currency, cell: () => null, text: (row) => row.amount.currency },
  { key: 'refunded', head: texts.refunded, cell: () => null, text: (row) => decimal(row.refunded) },
];

function Dim({ children }: { children: string }) {
  return <span style={{ color: 'var(--ink-soft)' }}>{children}</span>;
}

/** `/t/:tenant/conversions`. */
export function Component() {
  const tenant = useTenant();
  const writes = useMay('CONVERSION_WRITE');
  const may = useMay('IMPORT_WRITE') && writes;
  const { values, set, active, clear } = useFilters(FILTERS);
  const { q, state, kind, from, until } = values;
  return (
    <ConversionsFrame
      lead={texts.lead}
      actions={
        may && (
          <Button component={Link} to="import" variant="default">
            {importing.ordersButton}
          </Button>
        )
      }
    >
      <Table
        name={texts.title}
        document={ConversionsDocument}
        variables={{
          filter: {
            state,
            kind,
            search: q,
            from: from && dayStart(from)?.toISOString(),
            to: until && dayEnd(until)?.toISOString(),
          },
        }}
        connection={(data) => data.conversions}
        news={ConversionNewsDocument}
        columns={COLUMNS}
        fileColumns={FILE_COLUMNS}
        id={(row) => row.id}
        href={(row) => `/t/${tenant.id}/conversions/${row.id}`}
        filtered={active}
        clear={clear}
        empty={{ title: texts.emptyTitle, text: texts.emptyText }}
        filters={
          <>
            <TextFilter label={texts.search} value={q} set={(value) => set('q', value)} />
            <ChoiceFilter label={texts.state} names={states} value={state} set={(value) => set('state', value)} />
            <ChoiceFilter label={texts.kind} names={kinds} value={kind} set={(value) => set('kind', value)} />
            <DayFilter label={texts.from} value={from} set={(value) => set('from', value)} />
            <DayFilter label={texts.until} value={until} set={(value) => set('until', value)} />
          </>
        }
      />
    </ConversionsFrame>
  );
}
