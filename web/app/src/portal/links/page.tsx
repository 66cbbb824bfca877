import { useState } from 'react';
import { CopyLink } from '@/shell/copy-link';
import { parts } from '@/shell/parts';
import { State } from '@/shell/state';
import { type Column, Table } from '@/table/table';
import { day } from '@/time/time';
import { useEnrollments } from '../enrollments';
import { Builder } from './builder';
import { counted, uncounted } from './clicks';
import { LinksFrame } from './frame';
import { PortalLinksDocument, type PortalLinksQuery } from './query.gen';
import { links as texts, usable } from './texts';

type Row = NonNullable<PortalLinksQuery['viewer']['affiliate']>['links']['edges'][number]['node'];

/** `/portal/links`. */
export function Component() {
  const [made, setMade] = useState(0);
  const { place } = useEnrollments();
  const columns: Column<Row>[] = [
    {
      key: 'link',
      head: texts.link,
      cell: (row) => (
        <>
          <CopyLink value={row.url} shown={row.slug} />
          <small data-line>{place(row.enrollmentId)}</small>
        </>
      ),
      text: (row) => row.url,
    },
    {
      key: 'state',
      head: texts.state,
      cell: (row) => <State tone={row.state === 'ACTIVE' ? 'good' : 'quiet'}>{usable[row.state]}</State>,
      text: (row) => usable[row.state],
    },
    { key: 'leads', head: texts.leads, cell: (row) => row.destination, text: (row) => row.destination },
    { key: 'made', head: texts.made, wide: true, cell: (row) => day(row.createdAt), text: (row) => row.createdAt },
    {
      key: 'clicks',
      head: texts.clicks,
      align: 'end',
      cell: ({ clicks }) =>
        clicks && (
          <>
            <b className="figure">{counted(clicks)}</b>
            <small>{uncounted(clicks)}</small>
          </>
        ),
      text: ({ clicks }) => clicks?.valid ?? '',
    },
  ];
  const file = (head: string, text: (row: Row) => string): Column<Row> => ({ key: head, head, cell: () => null, text });
  return (
    <LinksFrame>
      <div className={parts.stack}>
        <Builder made={() => setMade(made + 1)} />
        <Table
          name={texts.list}
          titled
          document={PortalLinksDocument}
          variables={{}}
          connection={(data) => data.viewer.affiliate?.links}
          fresh={String(made)}
          columns={columns}
          fileColumns={[
            ...columns,
            file(texts.repeated, ({ clicks }) => clicks?.duplicate ?? ''),
            file(texts.robots, ({ clicks }) => clicks?.bot ?? ''),
            file(texts.programme, (row) => place(row.enrollmentId)),
          ]}
          id={(row) => row.id}
          empty={{ title: texts.none, text: texts.noneText }}
        />
      </div>
    </LinksFrame>
  );
}
