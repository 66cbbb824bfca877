import { useState } from 'react';
import { ChoiceFilter } from '@/table/filter-inputs';
import { choice, useFilters } from '@/table/filters';
import { Table } from '@/table/table';
import { useEnrollments } from '../enrollments';
import { columns, FILE_COLUMNS, type Row } from './columns';
import { EarningsFrame } from './frame';
import { EarningNewsDocument, type EarningsPhase, PortalCommissionsDocument } from './query.gen';
import { phases, earnings as texts } from './texts';
import { Why } from './why';

const FILTERS = { phase: choice(Object.keys(phases) as EarningsPhase[]) };

/** `/portal/earnings`. */
export function Component() {
  const { brand } = useEnrollments();
  const [asked, setAsked] = useState<Row | null>(null);
  const { values, set, active, clear } = useFilters(FILTERS);
  const { phase } = values;
  const shown = columns(brand, setAsked);
  return (
    <EarningsFrame>
      <Table
        name={texts.commissions}
        document={PortalCommissionsDocument}
        connection={(data) => data.viewer.affiliate?.commissions}
        variables={{ phase }}
        news={EarningNewsDocument}
        columns={shown}
        fileColumns={[...shown, ...FILE_COLUMNS]}
        id={(row) => row.id}
        filtered={active}
        clear={clear}
        empty={{ title: texts.none, text: texts.noneText }}
        filters={
          <ChoiceFilter label={texts.stands} names={phases} value={phase} set={(value) => set('phase', value)} />
        }
      />
      {asked && <Why key={asked.id} commission={asked} close={() => setAsked(null)} />}
    </EarningsFrame>
  );
}
