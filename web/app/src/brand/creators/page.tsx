import { useMay, useTenant } from '@/shell/viewer';
import { type Column, Table } from '@/table/table';
import { day } from '@/time/time';
import { amounts, owes, type Part } from './balances';
import { CreatorsFrame } from './frame';
import { CreatorsDocument, type CreatorsQuery } from './query.gen';
import { creators as texts } from './texts';

type Row = CreatorsQuery['creators']['edges'][number]['node'];

const claimed = (row: Row) => (row.payee.affiliateId ? texts.yes : texts.nobody);

/** What they have earned; owed back only where somebody owes. */
function moneyColumns(own: string): Column<Row>[] {
  const column = (part: Part, head: string, wide: boolean): Column<Row> => {
    const text = (row: Row) => amounts(row.payee.balances ?? [], part, own);
    return { key: part, head, align: 'end', wide, cell: (row) => <span className="figure">{text(row)}</span>, text };
  };
  return [
    column('pending', texts.pending, false),
    column('payable', texts.payable, true),
    {
      ...column('debt', texts.debt, true),
      cell: (row) =>
        owes(row.payee.balances ?? []) && (
          <span className="figure">{amounts(row.payee.balances ?? [], 'debt', own)}</span>
        ),
    },
  ];
}

/** `/t/:tenant/creators`. */
export function Component() {
  const tenant = useTenant();
  const money = useMay('LEDGER_READ');
  const columns: Column<Row>[] = [
    {
      key: 'name',
      head: texts.creator,
      cell: (row) => row.name,
      text: (row) => row.name,
      note: (row) => row.externalId,
    },
    { key: 'claimed', head: texts.claimed, cell: claimed, text: claimed },
    ...(money ? moneyColumns(tenant.currency) : []),
    {
      key: 'since',
      head: texts.since,
      align: 'end',
      wide: true,
      cell: (row) => day(row.createdAt),
      text: (row) => row.createdAt,
    },
  ];
  return (
    <CreatorsFrame>
      <Table
        name={texts.title}
        document={CreatorsDocument}
        variables={{ money }}
        connection={(data) => data.creators}
        columns={columns}
        id={(row) => row.id}
        href={(row) => `/t/${tenant.id}/creators/${row.id}`}
        empty={{ title: texts.emptyTitle, text: texts.emptyText }}
      />
    </CreatorsFrame>
  );
}
