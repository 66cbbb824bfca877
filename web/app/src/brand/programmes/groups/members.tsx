import { Select } from '@mantine/core';
import { EnrollmentBadge } from '@/brand/affiliates/state-badge';
import { states } from '@/brand/affiliates/texts';
import { useAct } from '@/form/act';
import { useMay, useTenant } from '@/shell/viewer';
import { TextFilter } from '@/table/filter-inputs';
import { textFilter, useFilters } from '@/table/filters';
import { type Column, Table } from '@/table/table';
import type { Programme } from '../frame';
import { asksToMove } from './move';
import {
  EnrollmentGroupDocument,
  type EnrollmentGroupMutation,
  GroupMembersDocument,
  type GroupMembersQuery,
} from './query.gen';
import { groups as texts } from './texts';

type Row = GroupMembersQuery['enrollments']['edges'][number]['node'];

const FILTERS = { q: textFilter };
const payload = (data: EnrollmentGroupMutation) => data.enrollmentGroup;

/** Everybody of the programme, each with the group they are in. */
export function Members({ programme }: { programme: Programme }) {
  const tenant = useTenant();
  const may = useMay('PROGRAM_WRITE');
  const [act, busy] = useAct(EnrollmentGroupDocument, payload);
  const { values, set, active, clear } = useFilters(FILTERS);
  const groups = programme.groups.nodes;
  const choices = [{ value: '', label: texts.nobodys }, ...groups.map(({ id, name }) => ({ value: id, label: name }))];
  const put = async (row: Row, groupId: string) => {
    if (groupId === (row.group?.id ?? '')) return;
    const of = (wanted: string | undefined) => groups.find(({ id }) => id === wanted) ?? null;
    const group = of(groupId);
    if (!(await asksToMove(programme, row.name, of(row.group?.id), group))) return;
    const said = group ? texts.put(row.name, group.name) : texts.out(row.name);
    await act(() => ({ input: { enrollmentId: row.id, groupId: group?.id ?? null } }), said);
  };
  const columns: Column<Row>[] = [
    {
      key: 'name',
      head: texts.person,
      cell: (row) => (
        <>
          {row.name}
          <small>{row.email}</small>
        </>
      ),
      text: (row) => row.name,
    },
    {
      key: 'state',
      head: texts.state,
      cell: (row) => <EnrollmentBadge state={row.state} />,
      text: (row) => states[row.state],
    },
    {
      key: 'group',
      head: texts.group,
      acts: may,
      text: (row) => row.group?.name ?? '',
      cell: (row) =>
        may ? (
          <Select
            size="xs"
            aria-label={texts.groupOf(row.name)}
            data={choices}
            value={row.group?.id ?? ''}
            disabled={busy}
            onChange={(id) => void put(row, id ?? '')}
          />
        ) : (
          (row.group?.name ?? texts.nobodys)
        ),
    },
  ];
  return (
    <Table
      name={texts.people}
      titled
      document={GroupMembersDocument}
      variables={{ programId: programme.id, filter: { search: values.q } }}
      connection={(data) => data.enrollments}
      columns={columns}
      id={(row) => row.id}
      href={(row) => `/t/${tenant.id}/affiliates/${row.id}`}
      filtered={active}
      clear={clear}
      filters={<TextFilter label={texts.search} value={values.q} set={(value) => set('q', value)} />}
      empty={{ title: texts.empty }}
    />
  );
}
