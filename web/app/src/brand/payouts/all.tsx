import { useMemo } from 'react';
import { useTenant } from '@/shell/viewer';
import { ChoiceFilter } from '@/table/filter-inputs';
import { choice, useFilters } from '@/table/filters';
import { Table } from '@/table/table';
import { payoutColumns } from './columns';
import { PayoutsFrame } from './frame';
import { usePeople } from './people';
import { type PayoutState, PayoutsDocument } from './query.gen';
import { payoutStates, payouts as texts } from './texts';

const FILTERS = { state: choice(Object.keys(payoutStates) as PayoutState[]) };

/** `/t/:tenant/payouts/all`. */
export function Component() {
  const tenant = useTenant();
  const people = usePeople();
  const { values, set, active, clear } = useFilters(FILTERS);
  const { state } = values;
  const keep = useMemo(() => (state ? (row: { state: PayoutState }) => row.state === state : null), [state]);
  return (
    <PayoutsFrame>
      <Table
        name={texts.all}
        document={PayoutsDocument}
        variables={{ runId: null }}
        connection={(data) => data.payouts}
        columns={payoutColumns(people.affiliate)}
        id={(row) => row.id}
        href={(row) => `/t/${tenant.id}/payouts/all/${row.id}`}
        keep={keep}
        filtered={active}
        clear={clear}
        empty={{ title: texts.payoutsEmpty, text: texts.payoutsEmptyText }}
        filters={
          <ChoiceFilter label={texts.state} names={payoutStates} value={state} set={(value) => set('state', value)} />
        }
      />
    </PayoutsFrame>
  );
}
