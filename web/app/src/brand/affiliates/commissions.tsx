import { CommissionBadge, commissionWords } from '@/brand/conversions/state-badge';
import { causes } from '@/brand/conversions/texts';
import { decimal, money } from '@/money/money';
import { worth } from '@/path/outside';
import type { Column } from '@/table/table';
import { day } from '@/time/time';
import type { EnrollmentCommissionsQuery } from './query.gen';
import { affiliates as texts } from './texts';

type Row = EnrollmentCommissionsQuery['commissions']['edges'][number]['node'];

/** What a payee earned, one commission a line. */
export const COMMISSION_COLUMNS: Column<Row>[] = [
  {
    key: 'for',
    head: texts.cause,
    cell: (row) => row.conversion?.externalId ?? causes[row.cause],
    text: (row) => row.conversion?.externalId ?? causes[row.cause],
  },
  {
    key: 'state',
    head: texts.state,
    cell: (row) => <CommissionBadge commission={row} />,
    text: commissionWords,
  },
  {
    key: 'programme',
    head: texts.programme,
    wide: true,
    cell: (row) => row.program.name,
    text: (row) => row.program.name,
  },
  { key: 'when', head: texts.payableFrom, cell: (row) => day(row.maturesAt), text: (row) => row.maturesAt },
  {
    key: 'amount',
    head: texts.amount,
    align: 'end',
    cell: (row) => <b className="figure">{money(worth(row))}</b>,
    text: (row) => decimal(worth(row)),
  },
];
