import { nameOf } from '@/brand/moments/name';
import { ModerationBadge } from '@/brand/moments/state-badge';
import { kinds, moments, states } from '@/brand/moments/texts';
import { useTenant } from '@/shell/viewer';
import { type Column, Table } from '@/table/table';
import { day } from '@/time/time';
import { CreatorFrame } from './of';
import { CreatorMomentsDocument, type CreatorMomentsQuery } from './query.gen';
import { creators as texts } from './texts';

type Moment = CreatorMomentsQuery['moments']['edges'][number]['node'];

const MOMENTS: Column<Moment>[] = [
  { key: 'moment', head: moments.moment, cell: nameOf, text: nameOf },
  {
    key: 'state',
    head: moments.state,
    cell: (row) => <ModerationBadge state={row.moderation} />,
    text: (row) => states[row.moderation],
  },
  { key: 'kind', head: moments.kind, wide: true, cell: (row) => kinds[row.kind], text: (row) => kinds[row.kind] },
  {
    key: 'shown',
    head: moments.shown,
    wide: true,
    cell: (row) => (row.publishable ? moments.yes : moments.no),
    text: (row) => (row.publishable ? moments.yes : moments.no),
  },
  { key: 'from', head: moments.published, cell: (row) => day(row.publishedAt), text: (row) => row.publishedAt },
];

/** `/t/:tenant/creators/:id/moments`: what an author made. */
export function Component() {
  const tenant = useTenant();
  return (
    <CreatorFrame>
      {({ id }) => (
        <Table
          name={texts.moments}
          document={CreatorMomentsDocument}
          variables={{ creatorId: id }}
          connection={(data) => data.moments}
          columns={MOMENTS}
          id={(row) => row.id}
          href={(row) => `/t/${tenant.id}/moments/${row.id}`}
          empty={{ title: texts.momentsNone }}
        />
      )}
    </CreatorFrame>
  );
}
