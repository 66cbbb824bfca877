import { CopyLink } from '@/shell/copy-link';
import { State } from '@/shell/state';
import { type Column, Table } from '@/table/table';
import { day } from '@/time/time';
import { useEnrollments } from '../enrollments';
import { PortalCodesDocument, type PortalCodesQuery } from './query.gen';
import { links as texts, usable } from './texts';

type Row = NonNullable<PortalCodesQuery['viewer']['affiliate']>['codes']['edges'][number]['node'];

/** The codes that brands gave them. */
export function Codes() {
  const { place } = useEnrollments();
  const columns: Column<Row>[] = [
    {
      key: 'code',
      head: texts.code,
      cell: (row) => (
        <>
          <CopyLink value={row.code} />
          <small>{place(row.enrollmentId)}</small>
        </>
      ),
      text: (row) => row.code,
    },
    {
      key: 'state',
      head: texts.state,
      align: 'end',
      cell: (row) => <State tone={row.state === 'ACTIVE' ? 'good' : 'quiet'}>{usable[row.state]}</State>,
      text: (row) => usable[row.state],
    },
  ];
  return (
    <Table
      name={texts.codes}
      titled
      at="codes-"
      expected={3}
      document={PortalCodesDocument}
      variables={{}}
      connection={(data) => data.viewer.affiliate?.codes}
      columns={columns}
      fileColumns={[
        ...columns,
        {
          key: 'programme',
          head: texts.programme,
          cell: () => null,
          text: (row) => place(row.enrollmentId),
        },
        { key: 'made', head: texts.made, cell: (row) => day(row.createdAt), text: (row) => row.createdAt },
      ]}
      id={(row) => row.id}
      empty={{ title: texts.codesNone, text: texts.codesNoneText }}
    />
  );
}
