import { Button, Group, Modal, Select, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useNavigate } from 'react-router';
import { CURRENCIES } from '@/door/places';
import { say } from '@/feedback/toasts';
import { Form, Submit, useForm } from '@/form/form';
import { useSend } from '@/form/send';
import { decimal, money } from '@/money/money';
import { useMay, useTenant } from '@/shell/viewer';
import { type Column, Table } from '@/table/table';
import { Icon } from '@/theme/icon';
import { moment } from '@/time/time';
import { PayoutsFrame } from './frame';
import { RunCreateDocument, type RunCreateMutation, RunNewsDocument, RunsDocument, type RunsQuery } from './query.gen';
import { RunBadge } from './state-badge';
import { origins, states, payouts as texts } from './texts';

type Row = RunsQuery['payoutRuns']['edges'][number]['node'];

const COLUMNS: Column<Row>[] = [
  { key: 'made', head: texts.run, cell: (row) => moment(row.createdAt), text: (row) => row.createdAt },
  { key: 'state', head: texts.state, cell: (row) => <RunBadge state={row.state} />, text: (row) => states[row.state] },
  { key: 'origin', head: texts.origin, cell: (row) => origins[row.origin], text: (row) => origins[row.origin] },
  { key: 'currency', head: texts.currency, wide: true, cell: (row) => row.currency, text: (row) => row.currency },
  {
    key: 'total',
    head: texts.total,
    align: 'end',
    cell: (row) => <b className="figure">{row.previewTotal ? money(row.previewTotal) : texts.none}</b>,
    text: (row) => (row.previewTotal ? decimal(row.previewTotal) : ''),
  },
];

const payload = (data: RunCreateMutation) => data.payoutRunCreate;

/** `/t/:tenant/payouts`. */
export function Component() {
  const tenant = useTenant();
  const may = useMay('PAYOUT_WRITE');
  const [making, { open, close }] = useDisclosure(false);
  const start = may && (
    <Button leftSection={<Icon name="plus" size={16} />} onClick={open}>
      {texts.start}
    </Button>
  );
  return (
    <PayoutsFrame actions={start}>
      <Table
        name={texts.runs}
        document={RunsDocument}
        variables={{}}
        connection={(data) => data.payoutRuns}
        news={RunNewsDocument}
        columns={COLUMNS}
        id={(row) => row.id}
        href={(row) => `/t/${tenant.id}/payouts/runs/${row.id}`}
        empty={{ title: texts.emptyTitle, text: texts.emptyText, action: start }}
      />
      {making && <NewRun close={close} />}
    </PayoutsFrame>
  );
}

function NewRun({ close }: { close: () => void }) {
  const tenant = useTenant();
  const navigate = useNavigate();
  const send = useSend(RunCreateDocument, payload);
  const form = useForm({
    money: true,
    initial: { currency: tenant.currency },
    send: async ({ currency }, idempotencyKey) => {
      const answer = await send({ input: { currency, idempotencyKey } });
      if (answer.payoutRun) {
        say(texts.started);
        navigate(`/t/${tenant.id}/payouts/runs/${answer.payoutRun.id}`);
      }
      return answer.userErrors;
    },
  });
  return (
    <Modal opened onClose={close} title={<strong>{texts.startTitle}</strong>}>
      <Text c="dimmed" mb="md">
        {texts.startText}
      </Text>
      <Form form={form}>
        <Select {...form.field('currency')} label={texts.currency} data={CURRENCIES} searchable />
        <Group justify="flex-end" mt="lg">
          <Submit>{texts.startButton}</Submit>
        </Group>
      </Form>
    </Modal>
  );
}
