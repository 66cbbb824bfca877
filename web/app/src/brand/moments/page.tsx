import { Button } from '@mantine/core';
import { Link } from 'react-router';
import { texts as importing } from '@/brand/import/texts';
import { useMay, useTenant } from '@/shell/viewer';
import { ChoiceFilter, TextFilter } from '@/table/filter-inputs';
import { choice, textFilter, useFilters } from '@/table/filters';
import { type Column, Table } from '@/table/table';
import { day } from '@/time/time';
import { MomentsFrame } from './frame';
import { nameOf } from './name';
import { type Moderation, type MomentKind, MomentNewsDocument, MomentsDocument, type MomentsQuery } from './query.gen';
import { ModerationBadge, PaidFor } from './state-badge';
import { kinds, states, moments as texts } from './texts';

type Row = MomentsQuery['moments']['edges'][number]['node'];

const FILTERS = {
  q: textFilter,
  state: choice(Object.keys(states) as Moderation[]),
  kind: choice(Object.keys(kinds) as MomentKind[]),
};

const about = (row: Row) => row.products.map(({ title }) => title).join(', ') || texts.none;

const COLUMNS: Column<Row>[] = [
  { key: 'moment', head: texts.moment, cell: nameOf, text: (row) => row.title ?? '' },
  {
    key: 'state',
    head: texts.state,
    cell: (row) => <ModerationBadge state={row.moderation} />,
    text: (row) => states[row.moderation],
  },
  {
    key: 'disclosure',
    head: texts.disclosure,
    cell: (row) => row.incentivised && <PaidFor />,
    text: (row) => (row.incentivised ? texts.paidFor : ''),
  },
  { key: 'kind', head: texts.kind, wide: true, cell: (row) => kinds[row.kind], text: (row) => kinds[row.kind] },
  {
    key: 'creator',
    head: texts.creator,
    cell: (row) => row.creator?.name ?? texts.nobody,
    text: (row) => row.creator?.name ?? '',
  },
  { key: 'about', head: texts.product, wide: true, cell: about, text: about },
  {
    key: 'shown',
    head: texts.shown,
    wide: true,
    cell: (row) => (row.publishable ? texts.yes : texts.no),
    text: (row) => (row.publishable ? texts.yes : texts.no),
  },
  { key: 'from', head: texts.published, cell: (row) => day(row.publishedAt), text: (row) => row.publishedAt },
];

const FILE_COLUMNS: Column<Row>[] = [
  ...COLUMNS,
  { key: 'body', head: 'Text', cell: () => null, text: (row) => row.body },
  { key: 'rating', head: 'Rating', cell: () => null, text: (row) => String(row.rating ?? '') },
];

/** `/t/:tenant/moments`. */
export function Component() {
  const tenant = useTenant();
  const may = useMay('MOMENT_MODERATE');
  const submits = useMay('MOMENT_SUBMIT');
  const imports = useMay('IMPORT_WRITE') && submits;
  const { values, set, active, clear } = useFilters(FILTERS);
  const { q, state, kind } = values;
  return (
    <MomentsFrame
      lead={texts.lead}
      actions={
        <>
          {imports && (
            <Button component={Link} to="import" variant="default">
              {importing.button}
            </Button>
          )}
          {may && (
            <Button component={Link} to="queue">
              {texts.review}
            </Button>
          )}
        </>
      }
    >
      <Table
        name={texts.title}
        document={MomentsDocument}
        variables={{ filter: { moderation: state, kind, search: q } }}
        connection={(data) => data.moments}
        news={MomentNewsDocument}
        columns={COLUMNS}
        fileColumns={FILE_COLUMNS}
        id={(row) => row.id}
        href={(row) => `/t/${tenant.id}/moments/${row.id}`}
        filtered={active}
        clear={clear}
        empty={{ title: texts.emptyTitle, text: texts.emptyText }}
        filters={
          <>
            <TextFilter label={texts.search} value={q} set={(value) => set('q', value)} />
            <ChoiceFilter label={texts.state} names={states} value={state} set={(value) => set('state', value)} />
            <ChoiceFilter label={texts.kind} names={kinds} value={kind} set={(value) => set('kind', value)} />
          </>
        }
      />
    </MomentsFrame>
  );
}
