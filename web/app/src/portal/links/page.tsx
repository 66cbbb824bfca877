import { useState } from 'react';
import { CopyLink } from '@/shell/copy-link';
import { Page } from '@/shell/page';
import { parts } from '@/shell/parts';
import { State } from '@/shell/state';
import { type Column, Table } from '@/table/table';
import { day } from '@/time/time';
import { Builder } from './builder';
import { PortalLinksDocument, type PortalLinksQuery } from './query.gen';
import { links as texts } from './texts';

type Row = NonNullable<PortalLinksQuery['viewer']['affiliate']>['links']['edges'][number]['node'];

const state = (row: Row) => (row.state === 'ACTIVE' ? texts.active : texts.disabled);

const COLUMNS: Column<Row>[] = [
  {
    key: 'link',
    head: texts.link,
    cell: (row) => <CopyLink value={row.url} shown={row.slug} />,
    text: (row) => row.url,
  },
  {
    key: 'state',
    head: texts.state,
    cell: (row) => <State tone={row.state === 'ACTIVE' ? 'good' : 'quiet'}>{state(row)}</State>,
    text: state,
  },
  { key: 'leads', head: texts.leads, cell: (row) => row.destination, text: (row) => row.destination },
  { key: 'made', head: texts.made, wide: true, cell: (row) => day(row.createdAt), text: (row) => row.createdAt },
];

/** `/portal/links`. */
export function Component() {
  const [made, setMade] = useState(0);
  return (
    <Page title={texts.title} lead={texts.lead}>
      <div className={parts.stack}>
        <Builder made={() => setMade(made + 1)} />
        <Table
          key={made}
          name={texts.list}
          document={PortalLinksDocument}
          variables={{}}
          connection={(data) => data.viewer.affiliate?.links}
          forward
          columns={COLUMNS}
          id={(row) => row.id}
          empty={{ title: texts.none, text: texts.noneText }}
        />
      </div>
    </Page>
  );
}
