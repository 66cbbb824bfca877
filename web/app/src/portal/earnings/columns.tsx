import { Button } from '@mantine/core';
import { causes, kinds, touches } from '@/brand/conversions/texts';
import { decimal, money } from '@/money/money';
import { voidReason, worth } from '@/path/outside';
import type { Column } from '@/table/table';
import { day, exact } from '@/time/time';
import { StandingBadge, standingWords } from './frame';
import type { CommissionPartsFragment, PortalCommissionsQuery } from './query.gen';
import { phases, earnings as texts } from './texts';

/** A commission as its payee sees it. */
export type Row = NonNullable<PortalCommissionsQuery['viewer']['affiliate']>['commissions']['edges'][number]['node'];

/** The same of one that was corrected. */
export type Parts = CommissionPartsFragment;

/** What it is for: the order, or else why there is one. */
export const reason = ({ conversion, cause }: Parts) => conversion?.externalId ?? causes[cause];

function next(row: Row): string {
  const { nextPhase, nextAt, note } = row.standing;
  if (nextPhase && nextAt) return texts.nextAt(phases[nextPhase], day(nextAt));
  return voidReason(row) || (note ?? '');
}

function about({ conversion, cause }: Row): string {
  if (!conversion) return '';
  return cause === 'CONVERSION' ? kinds[conversion.kind] : causes[cause];
}

/** What the list shows; `ask` opens one. */
export const columns = (brand: (tenantId: string) => string, ask: (row: Row) => void): Column<Row>[] => [
  {
    key: 'for',
    head: texts.what,
    cell: (row) => (
      <>
        {reason(row)}
        <small>{about(row)}</small>
      </>
    ),
    text: (row) => causes[row.cause],
  },
  {
    key: 'stands',
    head: texts.stands,
    cell: (row) => <StandingBadge commission={row} />,
    text: standingWords,
  },
  {
    key: 'brand',
    head: texts.brand,
    wide: true,
    cell: (row) => (
      <>
        {brand(row.tenantId)}
        <small>{row.program?.name}</small>
      </>
    ),
    text: (row) => brand(row.tenantId),
  },
  {
    key: 'when',
    head: texts.when,
    cell: (row) => (
      <time dateTime={row.createdAt} title={exact(row.createdAt)}>
        {day(row.createdAt)}
      </time>
    ),
    text: (row) => row.createdAt,
  },
  { key: 'next', head: texts.next, wide: true, cell: next, text: next },
  {
    key: 'amount',
    head: texts.amount,
    align: 'end',
    cell: (row) => <b className="figure">{money(worth(row))}</b>,
    text: (row) => decimal(worth(row)),
  },
  {
    key: 'why',
    head: texts.whyTitle,
    align: 'end',
    acts: true,
    cell: (row) => (
      <Button size="compact-sm" variant="default" aria-label={`${texts.why} ${reason(row)}`} onClick={() => ask(row)}>
        {texts.why}
      </Button>
    ),
    text: (row) => JSON.stringify(row.why),
  },
];

const file = (head: string, text: (row: Row) => string): Column<Row> => ({ key: head, head, cell: () => null, text });

/** What stands in the file only. */
export const FILE_COLUMNS: Column<Row>[] = [
  file(texts.currency, ({ amount }) => amount.currency),
  file(texts.matures, ({ maturesAt }) => maturesAt),
  file(texts.programme, ({ program }) => program?.name ?? ''),
  file(texts.reference, ({ conversion }) => conversion?.externalId ?? ''),
  file(texts.saleAt, ({ conversion }) => conversion?.occurredAt ?? ''),
  file(texts.saleAmount, ({ conversion }) => (conversion ? decimal(conversion.amount) : '')),
  file(texts.refunded, ({ conversion }) => (conversion ? decimal(conversion.refunded) : '')),
  file(texts.saleCurrency, ({ conversion }) => conversion?.amount.currency ?? ''),
  file(texts.touch, ({ touch }) => (touch ? touches[touch.kind] : '')),
  file(texts.touchAt, ({ touch }) => touch?.occurredAt ?? ''),
  file(texts.id, ({ id }) => id),
  file(texts.corrects, ({ adjusts }) => adjusts?.id ?? ''),
  file(texts.payoutId, ({ payoutId }) => payoutId ?? ''),
];
