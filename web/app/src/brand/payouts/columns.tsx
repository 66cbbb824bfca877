import { decimal, money } from '@/money/money';
import type { Column } from '@/table/table';
import { moment } from '@/time/time';
import type { PayoutPartsFragment } from './query.gen';
import { PayoutBadge } from './state-badge';
import { payoutStates, payouts as texts } from './texts';

/** Who is paid. */
export const payeeName = ({ payee }: Pick<PayoutPartsFragment, 'payee'>) => payee?.name ?? texts.unknownPerson;

/** The columns of a list of payouts. */
export const PAYOUT_COLUMNS: Column<PayoutPartsFragment>[] = [
  { key: 'who', head: texts.who, cell: payeeName, text: payeeName },
  {
    key: 'state',
    head: texts.state,
    cell: (row) => <PayoutBadge state={row.state} />,
    text: (row) => payoutStates[row.state],
  },
  { key: 'made', head: texts.made, cell: (row) => moment(row.updatedAt), text: (row) => row.updatedAt },
  { key: 'reason', head: texts.reason, wide: true, cell: (row) => row.reason ?? '', text: (row) => row.reason ?? '' },
  {
    key: 'fee',
    head: texts.fee,
    align: 'end',
    wide: true,
    cell: (row) => <span className="figure">{money(row.fee)}</span>,
    text: (row) => decimal(row.fee),
  },
  {
    key: 'amount',
    head: texts.amount,
    align: 'end',
    cell: (row) => <b className="figure">{money(row.amount)}</b>,
    text: (row) => decimal(row.amount),
  },
];
