import { having } from '@/graph/node';
import { decimal, isZero, money } from '@/money/money';
import { type Column, Table } from '@/table/table';
import {
  type PayoutOmissionReason,
  RunOmittedDocument,
  type RunOmittedQuery,
  type RunPartsFragment,
  RunPreviewedDocument,
  type RunPreviewedQuery,
} from './query.gen';
import { omissions, payouts as texts, run as words } from './texts';

type Share = Extract<NonNullable<RunPreviewedQuery['node']>, { preview: unknown }>['preview']['edges'][number]['node'];
type Omission = Extract<
  NonNullable<RunOmittedQuery['node']>,
  { omissions: unknown }
>['omissions']['edges'][number]['node'];

const name = ({ payee }: { payee?: { name: string } | null }) => payee?.name ?? texts.unknownPerson;

const SHARES: Column<Share>[] = [
  { key: 'who', head: texts.who, cell: name, text: name },
  {
    key: 'recovered',
    head: words.recovered,
    align: 'end',
    wide: true,
    cell: ({ recovered }) => (
      <span className="figure">{recovered && !isZero(recovered) ? money(recovered) : texts.none}</span>
    ),
    text: ({ recovered }) => (recovered ? decimal(recovered) : ''),
  },
  {
    key: 'fee',
    head: texts.fee,
    align: 'end',
    wide: true,
    cell: ({ fee }) => <span className="figure">{fee ? money(fee) : texts.none}</span>,
    text: ({ fee }) => (fee ? decimal(fee) : ''),
  },
  {
    key: 'amount',
    head: texts.amount,
    align: 'end',
    cell: ({ amount }) => <b className="figure">{money(amount)}</b>,
    text: ({ amount }) => decimal(amount),
  },
];

const why = ({ reason }: { reason: PayoutOmissionReason }) => omissions[reason];

const OMISSIONS: Column<Omission>[] = [
  { key: 'who', head: texts.who, cell: name, text: name },
  { key: 'why', head: texts.reason, cell: why, text: why },
  {
    key: 'amount',
    head: texts.amount,
    align: 'end',
    cell: ({ amount }) => <span className="figure">{money(amount)}</span>,
    text: ({ amount }) => decimal(amount),
  },
];

/** Whom the total goes to, as the preview froze it. */
export function Previewed({ run }: { run: RunPartsFragment }) {
  return (
    <Table
      name={words.people(run.previewSums.shares)}
      titled
      expected={run.previewSums.shares}
      document={RunPreviewedDocument}
      variables={{ id: run.id }}
      fresh={run.previewHash ?? undefined}
      connection={(data) => having(data.node, 'preview')?.preview}
      forward
      columns={SHARES}
      id={({ affiliateId }) => affiliateId}
      empty={{ title: words.nobody, text: words.nobodyText }}
    />
  );
}

/** Who has earned something and is not paid by it, and why. */
export function Omitted({ run }: { run: RunPartsFragment }) {
  return (
    <Table
      name={words.omitted(run.previewSums.omissions)}
      at="omitted-"
      titled
      expected={run.previewSums.omissions}
      document={RunOmittedDocument}
      variables={{ id: run.id }}
      fresh={run.previewHash ?? undefined}
      connection={(data) => having(data.node, 'omissions')?.omissions}
      forward
      columns={OMISSIONS}
      id={({ payee, reason }) => `${payee.id} ${reason}`}
      empty={{ title: words.omittedNone }}
    />
  );
}
