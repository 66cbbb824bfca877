import { Button, Group } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery } from 'urql';
import { Page } from '@/shell/page';
import { useMay, useTenant } from '@/shell/viewer';
import { ChoiceFilter, TextFilter } from '@/table/filter-inputs';
import { choice, textFilter, useFilters } from '@/table/filters';
import { type Column, Table } from '@/table/table';
import { Icon } from '@/theme/icon';
import { day } from '@/time/time';
import { useDecide } from './decide';
import { Invite } from './invite';
import {
  EnrollmentProgrammesDocument,
  type EnrollmentState,
  EnrollmentsDocument,
  type EnrollmentsQuery,
} from './query.gen';
import { EnrollmentBadge } from './state-badge';
import { states, affiliates as texts } from './texts';

type Row = EnrollmentsQuery['enrollments']['edges'][number]['node'];

const FILTERS = { q: textFilter, state: choice(Object.keys(states) as EnrollmentState[]), programme: textFilter };

const readiness = ({ state, payoutReady }: Row) =>
  state === 'ACTIVE' ? (payoutReady ? texts.ready : texts.notReady) : texts.none;

const COLUMNS: Column<Row>[] = [
  {
    key: 'name',
    head: texts.name,
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
  { key: 'programme', head: texts.programme, cell: (row) => row.program.name, text: (row) => row.program.name },
  { key: 'paid', head: texts.paid, wide: true, cell: readiness, text: readiness },
  { key: 'since', head: texts.since, wide: true, cell: (row) => day(row.createdAt), text: (row) => row.createdAt },
];

const FILE_COLUMNS: Column<Row>[] = [
  ...COLUMNS,
  { key: 'email', head: texts.email, cell: () => null, text: (row) => row.email },
];

/** `/t/:tenant/affiliates`. */
export function Component() {
  const tenant = useTenant();
  const decide = useDecide();
  const [inviting, { open, close }] = useDisclosure(false);
  const { values, set, active, clear } = useFilters(FILTERS);
  const { q, state, programme } = values;
  const [{ data }] = useQuery({ query: EnrollmentProgrammesDocument });
  const programmes = (data?.programs.nodes ?? []).filter(({ audience }) => audience === 'AFFILIATES');
  const may = useMay('ENROLLMENT_WRITE');
  const decision: Column<Row> = {
    key: 'decide',
    head: texts.decision,
    align: 'end',
    acts: true,
    text: () => '',
    cell: (row) =>
      row.state === 'APPLIED' && (
        <Group gap="xs" justify="flex-end" wrap="nowrap">
          <Button size="compact-sm" variant="light" disabled={decide.busy} onClick={() => decide.approve(row)}>
            {texts.approve}
          </Button>
          <Button
            size="compact-sm"
            variant="subtle"
            color="gray"
            disabled={decide.busy}
            onClick={() => decide.reject(row)}
          >
            {texts.reject}
          </Button>
        </Group>
      ),
  };
  const invite = may && (
    <Button leftSection={<Icon name="plus" size={16} />} onClick={open}>
      {texts.invite}
    </Button>
  );
  return (
    <Page title={texts.title} lead={texts.lead} actions={invite}>
      <Table
        name={texts.title}
        document={EnrollmentsDocument}
        variables={{ filter: { state, programId: programme, search: q } }}
        connection={(answer) => answer.enrollments}
        columns={may ? [...COLUMNS, decision] : COLUMNS}
        fileColumns={FILE_COLUMNS}
        id={(row) => row.id}
        href={(row) => `/t/${tenant.id}/affiliates/${row.id}`}
        filtered={active}
        clear={clear}
        empty={{ title: texts.emptyTitle, text: texts.emptyText, action: invite }}
        filters={
          <>
            <TextFilter label={texts.search} value={q} set={(value) => set('q', value)} />
            <ChoiceFilter label={texts.state} names={states} value={state} set={(value) => set('state', value)} />
            <ChoiceFilter
              label={texts.programme}
              names={Object.fromEntries(programmes.map(({ id, name }) => [id, name]))}
              value={programme}
              set={(value) => set('programme', value)}
            />
          </>
        }
      />
      {inviting && <Invite programmes={programmes} close={close} />}
    </Page>
  );
}
