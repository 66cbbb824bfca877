import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useNavigate } from 'react-router';
import { decimal, isZero, money } from '@/money/money';
import { Page } from '@/shell/page';
import { useMay, useTenant } from '@/shell/viewer';
import { type Column, Table } from '@/table/table';
import { Icon } from '@/theme/icon';
import { day } from '@/time/time';
import { ProgrammeForm } from './programme-form';
import { ProgrammesDocument, type ProgrammesQuery } from './query.gen';
import { readRules, reward } from './rules';
import { audiences, programmes as texts } from './texts';

type Row = ProgrammesQuery['programs']['edges'][number]['node'];

function earns({ currentTerms, currency }: Row): string {
  const [first, ...rest] = readRules(currentTerms?.rules ?? []);
  if (!first) return texts.noTerms;
  return rest.length ? `${reward(first, currency)}, ${texts.andMore(rest.length)}` : reward(first, currency);
}

const COLUMNS: Column<Row>[] = [
  { key: 'name', head: texts.name, cell: (row) => row.name, text: (row) => row.name },
  {
    key: 'audience',
    head: texts.audience,
    cell: (row) => audiences[row.audience],
    text: (row) => audiences[row.audience],
  },
  { key: 'earns', head: texts.earns, cell: earns, text: earns },
  {
    key: 'hold',
    head: texts.hold,
    wide: true,
    cell: (row) => texts.holdDays(row.holdDays),
    text: (row) => String(row.holdDays),
  },
  {
    key: 'onDemand',
    head: texts.onDemand,
    wide: true,
    cell: (row) => (row.payoutOnDemand ? texts.onDemandYes : texts.onDemandNo),
    text: (row) => (row.payoutOnDemand ? texts.onDemandYes : texts.onDemandNo),
  },
  { key: 'made', head: texts.made, wide: true, cell: (row) => day(row.createdAt), text: (row) => row.createdAt },
  {
    key: 'minimum',
    head: texts.minimum,
    align: 'end',
    cell: (row) => <span className="figure">{isZero(row.payoutMinimum) ? '–' : money(row.payoutMinimum)}</span>,
    text: (row) => decimal(row.payoutMinimum),
  },
];

/** `/t/:tenant/programmes`. */
export function Component() {
  const tenant = useTenant();
  const may = useMay('PROGRAM_WRITE');
  const navigate = useNavigate();
  const [making, { open, close }] = useDisclosure(false);
  const create = may && (
    <Button leftSection={<Icon name="plus" size={16} />} onClick={open}>
      {texts.create}
    </Button>
  );
  return (
    <Page title={texts.title} lead={texts.lead} actions={create}>
      <Table
        name={texts.title}
        document={ProgrammesDocument}
        variables={{}}
        connection={(data) => data.programs}
        columns={COLUMNS}
        id={(row) => row.id}
        href={(row) => `/t/${tenant.id}/programmes/${row.id}`}
        empty={{ title: texts.emptyTitle, text: texts.emptyText, action: create }}
      />
      {making && <ProgrammeForm close={close} done={(id) => navigate(`/t/${tenant.id}/programmes/${id}`)} />}
    </Page>
  );
}
