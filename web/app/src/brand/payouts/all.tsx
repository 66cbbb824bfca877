import { useTenant } from '@/shell/viewer';
import { ChoiceFilter } from '@/table/filter-inputs';
import { choice, useFilters } from '@/table/filters';
import { Table } from '@/table/table';
import { PAYOUT_COLUMNS } from './columns';
import { PayoutsFrame } from './frame';
import { PayoutNewsDocument, type PayoutState, PayoutsDocument } from './query.gen';
import { payoutStates, payouts as texts } from './texts';

const FILTERS = { state: choice(Object.keys(payoutStates) as PayoutState[]) };

/** `/t/:tenant/payouts/all`. */
export function Component() {
  const tenant = useTenant();
  const { values, set, active, clear } = useFilters(FILTERS);
  const { state } = values;
  return (
    <PayoutsFrame>
      <Table
        name={texts.all}
        document={PayoutsDocument}
        variables={{ filter: { state } }}
        connection={(data) => data.payouts}
        news={PayoutNewsDocument}
        columns={PAYOUT_COLUMNS}
        id={(row) => row.id}
        href={(row) => `/t/${tenant.id}/payouts/all/${row.id}`}
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
