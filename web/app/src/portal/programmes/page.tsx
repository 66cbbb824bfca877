import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useState } from 'react';
import { Navigate, useSearchParams } from 'react-router';
import { EnrollmentBadge } from '@/brand/affiliates/state-badge';
import { states } from '@/brand/affiliates/texts';
import { decimal, isZero, money } from '@/money/money';
import { Page } from '@/shell/page';
import { parts } from '@/shell/parts';
import { usePage } from '@/table/pages';
import { type Column, Table } from '@/table/table';
import { readRules } from '@/terms/rules';
import { terms } from '@/terms/texts';
import { earns } from '@/terms/words';
import { Icon } from '@/theme/icon';
import { day } from '@/time/time';
import { useEnrollments } from '../enrollments';
import { Creators } from './creators';
import { Invited, WayIn } from './join';
import { PortalEnrollmentsDocument, type PortalEnrollmentsQuery } from './query.gen';
import { programmes as texts } from './texts';

type Row = NonNullable<PortalEnrollmentsQuery['viewer']['affiliate']>['enrollments']['edges'][number]['node'];

const SOURCE = {
  document: PortalEnrollmentsDocument,
  variables: {},
  connection: (data: PortalEnrollmentsQuery) => data.viewer.affiliate?.enrollments,
};

const pays = ({ program }: Row) => (program ? earns(readRules(program.terms?.rules ?? []), program.currency) : '');
const hold = ({ program }: Row) => (program ? texts.hold(program.holdDays) : '');

/** `/portal/programmes?invitation=…`; `?apply=program_…` leads to the programme. */
export function Component() {
  const [params] = useSearchParams();
  const [joined, setJoined] = useState(0);
  const [joining, { open, close }] = useDisclosure(false);
  const { brand } = useEnrollments();
  // The same page as the table's: what stands below waits for it, so that it does not move.
  const { rows } = usePage(SOURCE);
  const [apply, invitation] = [params.get('apply'), params.get('invitation')];
  if (apply) return <Navigate to={`/portal/programmes/${encodeURIComponent(apply)}`} replace />;
  const columns: Column<Row>[] = [
    {
      key: 'programme',
      head: texts.programme,
      cell: (row) => (
        <>
          {row.program?.name ?? texts.soon}
          <small>{brand(row.tenantId)}</small>
        </>
      ),
      text: (row) => row.program?.name ?? '',
    },
    {
      key: 'state',
      head: texts.state,
      cell: (row) => <EnrollmentBadge state={row.state} />,
      text: (row) => states[row.state],
    },
    { key: 'pays', head: terms.earns, cell: pays, text: pays },
    { key: 'hold', head: texts.commissions, cell: hold, text: hold },
    { key: 'since', head: texts.since, wide: true, cell: (row) => day(row.createdAt), text: (row) => row.createdAt },
    {
      key: 'minimum',
      head: terms.minimum,
      align: 'end',
      wide: true,
      cell: ({ program }) => (
        <span className="figure">
          {program && !isZero(program.payoutMinimum) ? money(program.payoutMinimum) : terms.noMinimum}
        </span>
      ),
      text: ({ program }) => (program ? decimal(program.payoutMinimum) : ''),
    },
  ];
  const join = (
    <Button leftSection={<Icon name="plus" size={16} />} onClick={open}>
      {texts.wayTitle}
    </Button>
  );
  return (
    <Page title={texts.title} lead={texts.lead} actions={join}>
      <div className={parts.stack}>
        {invitation && <Invited invitation={invitation} refresh={() => setJoined(joined + 1)} />}
        <Table
          {...SOURCE}
          name={texts.mine}
          fresh={String(joined)}
          columns={columns}
          fileColumns={[
            ...columns,
            {
              key: 'brand',
              head: texts.brand,
              cell: () => null,
              text: (row) => brand(row.tenantId),
            },
            { key: 'currency', head: terms.currency, cell: () => null, text: (row) => row.program?.currency ?? '' },
          ]}
          id={(row) => row.id}
          href={(row) => `/portal/programmes/${row.programId}`}
          empty={{ title: texts.none, text: texts.noneText, action: join }}
        />
        {rows && <Creators />}
      </div>
      {joining && <WayIn close={close} />}
    </Page>
  );
}
