import { Button, Skeleton } from '@mantine/core';
import { Link } from 'react-router';
import { texts as importing } from '@/brand/import/texts';
import { reasons } from '@/path/texts';
import { State, type Tone } from '@/shell/state';
import { useMay, useTenant } from '@/shell/viewer';
import { ChoiceFilter, DayFilter } from '@/table/filter-inputs';
import { useFilters } from '@/table/filters';
import { usePage } from '@/table/pages';
import { type Column, Table } from '@/table/table';
import { exact, moment } from '@/time/time';
import { ConversionsFrame } from './frame';
import { TouchesDocument, type TouchesQuery, type Verdict } from './query.gen';
import { touches as kinds, touched as texts } from './texts';
import { distinct, idOf, type Thing, useThings } from './things';
import { TOUCH_FILTERS, touchFilter } from './touch-filter';

type Row = TouchesQuery['touches']['edges'][number]['node'];

const connection = (data: TouchesQuery) => data.touches;

const TONES: Record<Verdict, Tone> = { VALID: 'good', DUPLICATE: 'quiet', BOT: 'bad' };

/** Why it does not count. */
const why = ({ reason }: Row) => (reason ? (reasons[reason] ?? reason) : texts.none);

const columns = (things: Map<string, Thing>): Column<Row>[] => [
  { key: 'kind', head: texts.what, cell: (row) => kinds[row.kind], text: (row) => kinds[row.kind] },
  {
    key: 'verdict',
    head: texts.verdict,
    cell: (row) => <State tone={TONES[row.verdict]}>{texts.verdicts[row.verdict]}</State>,
    text: (row) => texts.verdicts[row.verdict],
  },
  { key: 'why', head: texts.why, wide: true, cell: why, text: why },
  {
    key: 'of',
    head: texts.of,
    cell: (row) => things.get(idOf(row))?.name ?? texts.none,
    text: (row) => things.get(idOf(row))?.text ?? '',
  },
  {
    key: 'whose',
    head: texts.whose,
    cell: (row) => things.get(idOf(row))?.whose || texts.none,
    text: (row) => things.get(idOf(row))?.whose ?? '',
  },
  {
    key: 'from',
    head: texts.from,
    wide: true,
    cell: (row) => row.referrerHost ?? texts.none,
    text: (row) => row.referrerHost ?? '',
  },
  {
    key: 'when',
    head: texts.when,
    align: 'end',
    cell: (row) => (
      <time dateTime={row.occurredAt} title={exact(row.occurredAt)}>
        {moment(row.occurredAt)}
      </time>
    ),
    text: (row) => row.occurredAt,
  },
];

/** A file has every page, and what a touch was of by its id: names are known of one page at a time. */
const FILE_COLUMNS: Column<Row>[] = [
  ...columns(new Map()).filter(({ key }) => key !== 'of' && key !== 'whose'),
  { key: 'id', head: texts.of, cell: () => null, text: idOf },
];

/** `/t/:tenant/conversions/touches`: how visitors met the brand, and what was made of it. */
export function Component() {
  const tenant = useTenant();
  const writes = useMay('CONVERSION_WRITE');
  const imports = useMay('IMPORT_WRITE') && writes;
  const { values, set, active, clear } = useFilters(TOUCH_FILTERS);
  const source = { document: TouchesDocument, variables: { filter: touchFilter(values) }, connection };
  // The same page as the table's, which the client asks for once.
  const { rows, error } = usePage(source);
  const things = useThings(distinct((rows ?? []).map(idOf)));
  // What it is of decides how wide the columns are, so nothing is shown without it.
  const ready = (rows && things) || error;
  return (
    <ConversionsFrame
      lead={texts.lead}
      actions={
        imports && (
          <Button component={Link} to={`/t/${tenant.id}/conversions/import/touches`} variant="default">
            {importing.touchesButton}
          </Button>
        )
      }
    >
      {ready ? (
        <Table
          {...source}
          name={texts.title}
          columns={columns(things ?? new Map())}
          fileColumns={FILE_COLUMNS}
          id={(row) => row.id}
          empty={{ title: texts.emptyTitle, text: texts.emptyText }}
          filtered={active}
          clear={clear}
          filters={
            <>
              <ChoiceFilter label={texts.what} names={kinds} value={values.kind} set={(value) => set('kind', value)} />
              <ChoiceFilter
                label={texts.verdict}
                names={texts.verdicts}
                value={values.verdict}
                set={(value) => set('verdict', value)}
              />
              <DayFilter label={texts.fromDay} value={values.from} set={(value) => set('from', value)} />
              <DayFilter label={texts.untilDay} value={values.until} set={(value) => set('until', value)} />
            </>
          }
        />
      ) : (
        <Skeleton height={720} radius="lg" />
      )}
    </ConversionsFrame>
  );
}
