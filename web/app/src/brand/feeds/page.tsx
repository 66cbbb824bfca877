import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useNavigate } from 'react-router';
import { Page } from '@/shell/page';
import { useMay, useTenant } from '@/shell/viewer';
import { type Column, Table } from '@/table/table';
import { Icon } from '@/theme/icon';
import { day } from '@/time/time';
import { CreateFeed } from './create';
import { FeedsDocument, type FeedsQuery } from './query.gen';
import { orders, feeds as texts } from './texts';
import { contentText } from './words';

type Row = FeedsQuery['feeds']['edges'][number]['node'];

const shows = (row: Row) => contentText(row.content);
const order = (row: Row) => (row.content.rule ? orders[row.content.order] : '–');

const COLUMNS: Column<Row>[] = [
  {
    key: 'name',
    head: texts.feed,
    cell: (row) => row.name,
    text: (row) => row.name,
    note: (row) => row.handle,
  },
  { key: 'shows', head: texts.shows, yields: true, cell: shows, text: shows },
  { key: 'order', head: texts.order, wide: true, cell: order, text: order },
  {
    key: 'pins',
    head: texts.pins,
    align: 'end',
    wide: true,
    cell: (row) => row.content.pinIds.length,
    text: (row) => String(row.content.pinIds.length),
  },
  {
    key: 'version',
    head: texts.version,
    align: 'end',
    cell: (row) => row.version,
    text: (row) => String(row.version),
  },
  {
    key: 'made',
    head: texts.made,
    align: 'end',
    cell: (row) => day(row.content.madeAt),
    text: (row) => row.content.madeAt,
  },
];

/** `/t/:tenant/feeds`. */
export function Component() {
  const tenant = useTenant();
  const navigate = useNavigate();
  const may = useMay('FEED_WRITE');
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
        document={FeedsDocument}
        variables={{}}
        connection={(data) => data.feeds}
        columns={COLUMNS}
        id={(row) => row.id}
        href={(row) => `/t/${tenant.id}/feeds/${row.id}`}
        empty={{ title: texts.emptyTitle, text: texts.emptyText, action: create }}
      />
      {making && <CreateFeed close={close} done={(id) => navigate(id)} />}
    </Page>
  );
}
