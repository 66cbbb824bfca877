import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useNavigate } from 'react-router';
import { decimal, isZero, money } from '@/money/money';
import { Page } from '@/shell/page';
import { useMay, useTenant } from '@/shell/viewer';
import { type Column, Table } from '@/table/table';
import { readRules } from '@/terms/rules';
import { terms } from '@/terms/texts';
import { earns } from '@/terms/words';
import { Icon } from '@/theme/icon';
import { day } from '@/time/time';
import { ProgrammeForm } from './programme-form';
import { ProgrammesDocument, type ProgrammesQuery } from './query.gen';
import { audiences, programmes as texts } from './texts';

type Row = ProgrammesQuery['programs']['edges'][number]['node'];

const pays = ({ currentTerms, currency }: Row) => earns(readRules(currentTerms?.rules ?? []), currency);

const COLUMNS: Column<Row>[] = [
  { key: 'name', head: texts.name, cell: (row) => row.name, text: (row) => row.name },
  {
    key: 'audience',
    head: texts.audience,
    cell: (row) => audiences[row.audience],
    text: (row) => audiences[row.audience],
  },
  { key: 'earns', head: terms.earns, cell: pays, text: pays },
  {
    key: 'hold',
    head: terms.hold,
    wide: true,
    cell: (row) => terms.holdDays(row.holdDays),
    text: (row) => String(row.holdDays),
  },
  {
    key: 'onDemand',
    head: terms.onDemand,
    wide: true,
    cell: (row) => (row.payoutOnDemand ? terms.onDemandYes : terms.onDemandNo),
    text: (row) => (row.payoutOnDemand ? terms.onDemandYes : terms.onDemandNo),
  },
  { key: 'made', head: texts.made, wide: true, cell: (row) => day(row.createdAt), text: (row) => row.createdAt },
  {
    key: 'minimum',
    head: terms.minimum,
    align: 'end',
    cell: (row) => (
      <span className="figure">{isZero(row.payoutMinimum) ? terms.noMinimum : money(row.payoutMinimum)}</span>
    ),
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
