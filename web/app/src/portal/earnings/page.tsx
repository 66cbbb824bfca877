import { Button } from '@mantine/core';
import { useState } from 'react';
import { causes } from '@/brand/conversions/texts';
import { decimal, money } from '@/money/money';
import { ChoiceFilter } from '@/table/filter-inputs';
import { choice, useFilters } from '@/table/filters';
import { type Column, Table } from '@/table/table';
import { day, moment } from '@/time/time';
import { EarningsFrame, PhaseBadge, useBrands } from './frame';
import {
  EarningNewsDocument,
  type EarningsPhase,
  PortalCommissionsDocument,
  type PortalCommissionsQuery,
} from './query.gen';
import { phases, earnings as texts } from './texts';
import { Why } from './why';

/** A commission as its payee sees it. */
export type Row = NonNullable<PortalCommissionsQuery['viewer']['affiliate']>['commissions']['edges'][number]['node'];

const FILTERS = { phase: choice(Object.keys(phases) as EarningsPhase[]) };

function next({ standing: { nextPhase, nextAt, note } }: Row): string {
  if (nextPhase && nextAt) return texts.nextAt(phases[nextPhase], day(nextAt));
  return note ?? '';
}

/** `/portal/earnings`. */
export function Component() {
  const brand = useBrands();
  const [asked, setAsked] = useState<Row | null>(null);
  const { values, set, active, clear } = useFilters(FILTERS);
  const { phase } = values;
  const columns: Column<Row>[] = [
    { key: 'when', head: texts.when, cell: (row) => moment(row.createdAt), text: (row) => row.createdAt },
    {
      key: 'stands',
      head: texts.stands,
      cell: (row) => <PhaseBadge phase={row.standing.phase} />,
      text: (row) => phases[row.standing.phase],
    },
    { key: 'what', head: texts.what, wide: true, cell: (row) => causes[row.cause], text: (row) => causes[row.cause] },
    {
      key: 'brand',
      head: texts.brand,
      wide: true,
      cell: (row) => brand(row.tenantId),
      text: (row) => brand(row.tenantId),
    },
    { key: 'next', head: texts.next, cell: next, text: next },
    {
      key: 'amount',
      head: texts.amount,
      align: 'end',
      cell: (row) => <b className="figure">{money(row.amount)}</b>,
      text: (row) => decimal(row.amount),
    },
    {
      key: 'why',
      head: texts.whyTitle,
      align: 'end',
      acts: true,
      cell: (row) => (
        <Button size="compact-sm" variant="default" onClick={() => setAsked(row)}>
          {texts.why}
        </Button>
      ),
      text: (row) => JSON.stringify(row.why),
    },
  ];
  return (
    <EarningsFrame>
      <Table
        name={texts.commissions}
        document={PortalCommissionsDocument}
        variables={{ phase }}
        news={EarningNewsDocument}
        connection={(data) => data.viewer.affiliate?.commissions}
        forward
        columns={columns}
        id={(row) => row.id}
        filtered={active}
        clear={clear}
        empty={{ title: texts.none, text: texts.noneText }}
        filters={
          <ChoiceFilter label={texts.stands} names={phases} value={phase} set={(value) => set('phase', value)} />
        }
      />
      {asked && <Why commission={asked} close={() => setAsked(null)} />}
    </EarningsFrame>
  );
}
