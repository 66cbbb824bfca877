import { CopyLink } from '@/shell/copy-link';
import { State } from '@/shell/state';
import { type Column, Table } from '@/table/table';
import { day } from '@/time/time';
import { useEnrollments } from '../enrollments';
import { LinksFrame } from './frame';
import { PortalCodesDocument, type PortalCodesQuery } from './query.gen';
import { links as texts, usable } from './texts';

type Row = NonNullable<PortalCodesQuery['viewer']['affiliate']>['codes']['edges'][number]['node'];

/** `/portal/links/codes`: those that brands gave them. */
export function Component() {
  const { place } = useEnrollments();
  const programme = (row: Row) => place(row.enrollmentId);
  const columns: Column<Row>[] = [
    { key: 'code', head: texts.code, cell: (row) => <CopyLink value={row.code} />, text: (row) => row.code },
    {
      key: 'state',
      head: texts.state,
      cell: (row) => <State tone={row.state === 'ACTIVE' ? 'good' : 'quiet'}>{usable[row.state]}</State>,
      text: (row) => usable[row.state],
    },
    { key: 'programme', head: texts.programme, cell: programme, text: programme },
    { key: 'made', head: texts.made, wide: true, cell: (row) => day(row.createdAt), text: (row) => row.createdAt },
  ];
  return (
    <LinksFrame>
      <Table
        name={texts.yourCodes}
        document={PortalCodesDocument}
        variables={{}}
        connection={(data) => data.viewer.affiliate?.codes}
        columns={columns}
        id={(row) => row.id}
        empty={{ title: texts.codesNone, text: texts.codesNoneText }}
      />
    </LinksFrame>
  );
}
