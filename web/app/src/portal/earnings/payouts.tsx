import { Button, Group } from '@mantine/core';
import { PayoutBadge } from '@/brand/payouts/state-badge';
import { payoutStates } from '@/brand/payouts/texts';
import { decimal, money } from '@/money/money';
import { download } from '@/session/download';
import { type Column, Table } from '@/table/table';
import { day } from '@/time/time';
import { useEnrollments } from '../enrollments';
import { EarningsFrame, PhaseBadge } from './frame';
import { PaymentNewsDocument, PortalPayoutsDocument, type PortalPayoutsQuery } from './query.gen';
import { phases, earnings as texts } from './texts';

type Row = NonNullable<PortalPayoutsQuery['viewer']['affiliate']>['payouts']['edges'][number]['node'];

const STATED = ['TRANSFERRED', 'PARTIALLY_REVERSED', 'REVERSED'];

function next({ standing, waitsBecause }: Row): string {
  if (waitsBecause) return waitsBecause;
  if (standing?.nextPhase && standing.nextAt) return texts.nextAt(phases[standing.nextPhase], day(standing.nextAt));
  return standing?.note ?? '';
}

const file = (id: string, kind: 'csv' | 'pdf') => () =>
  void download(`/v1/payouts/${id}/statement.${kind}`, `statement-${id}.${kind}`);

/** What stands in the file only. */
const FILE_COLUMNS: Column<Row>[] = [
  { key: 'currency', head: texts.currency, cell: () => null, text: (row) => row.amount.currency },
  { key: 'recovered', head: texts.recovered, cell: () => null, text: (row) => decimal(row.recovered) },
  { key: 'reversed', head: texts.reversed, cell: () => null, text: (row) => decimal(row.reversed) },
  { key: 'id', head: texts.payoutId, cell: () => null, text: (row) => row.id },
];

/** `/portal/earnings/payouts`. */
export function Component() {
  const { brand } = useEnrollments();
  const columns: Column<Row>[] = [
    {
      key: 'when',
      head: texts.when,
      cell: (row) => day(row.transferredAt ?? row.createdAt),
      text: (row) => row.transferredAt ?? row.createdAt,
    },
    {
      key: 'stands',
      head: texts.stands,
      cell: (row) => (row.standing ? <PhaseBadge phase={row.standing.phase} /> : <PayoutBadge state={row.state} />),
      text: (row) => (row.standing ? phases[row.standing.phase] : payoutStates[row.state]),
    },
    { key: 'brand', head: texts.brand, cell: (row) => brand(row.tenantId), text: (row) => brand(row.tenantId) },
    {
      key: 'amount',
      head: texts.amount,
      align: 'end',
      cell: (row) => <b className="figure">{money(row.amount)}</b>,
      text: (row) => decimal(row.amount),
    },
    { key: 'next', head: texts.next, wide: true, cell: next, text: next },
    {
      key: 'statement',
      head: texts.statement,
      align: 'end',
      acts: true,
      text: () => '',
      cell: (row) =>
        STATED.includes(row.state) && (
          <Group gap="xs" justify="flex-end" wrap="nowrap">
            <Button
              size="compact-sm"
              variant="default"
              aria-label={`${texts.statement} ${texts.csv}`}
              onClick={file(row.id, 'csv')}
            >
              {texts.csv}
            </Button>
            <Button
              size="compact-sm"
              variant="default"
              aria-label={`${texts.statement} ${texts.pdf}`}
              onClick={file(row.id, 'pdf')}
            >
              {texts.pdf}
            </Button>
          </Group>
        ),
    },
  ];
  return (
    <EarningsFrame>
      <Table
        name={texts.payouts}
        document={PortalPayoutsDocument}
        variables={{}}
        news={PaymentNewsDocument}
        connection={(data) => data.viewer.affiliate?.payouts}
        columns={columns}
        fileColumns={[...columns.filter(({ acts }) => !acts), ...FILE_COLUMNS]}
        id={(row) => row.id}
        empty={{ title: texts.payoutsNone, text: texts.payoutsNoneText }}
      />
    </EarningsFrame>
  );
}
