import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { confirm } from '@/feedback/confirm';
import { useAct } from '@/form/act';
import { State } from '@/shell/state';
import { useViewer } from '@/shell/viewer';
import { type Column, Table } from '@/table/table';
import { Icon } from '@/theme/icon';
import { day } from '@/time/time';
import { MAY_SET, SettingsFrame } from './frame';
import { NewKey } from './new-key';
import { ApiKeyRevokeDocument, KeysDocument, type KeysQuery } from './query.gen';
import { keyKinds, scopes, keys as texts } from './texts';

type Row = KeysQuery['apiKeys']['edges'][number]['node'];

const may = (row: Row) =>
  row.kind === 'PUBLISHABLE' ? texts.all : row.scopes.map((scope) => scopes[scope]).join(', ');
const state = (row: Row) => (row.revokedAt ? texts.revoked : texts.active);

const COLUMNS: Column<Row>[] = [
  { key: 'name', head: texts.name, cell: (row) => row.name, text: (row) => row.name },
  {
    key: 'state',
    head: texts.state,
    cell: (row) => <State tone={row.revokedAt ? 'quiet' : 'good'}>{state(row)}</State>,
    text: state,
  },
  { key: 'kind', head: texts.kind, cell: (row) => keyKinds[row.kind], text: (row) => keyKinds[row.kind] },
  { key: 'hint', head: texts.hint, cell: (row) => <span className="mono">{row.hint}</span>, text: (row) => row.hint },
  { key: 'may', head: texts.scopes, wide: true, cell: (row) => <span title={may(row)}>{may(row)}</span>, text: may },
  { key: 'made', head: texts.made, wide: true, cell: (row) => day(row.createdAt), text: (row) => row.createdAt },
];

/** `/t/:tenant/settings/keys`. */
export function Component() {
  const { role } = useViewer();
  const [making, { open, close }] = useDisclosure(false);
  const [revoke] = useAct(ApiKeyRevokeDocument, (data) => data.apiKeyRevoke);
  const sets = role && MAY_SET.includes(role);
  const press = async ({ id, name }: Row) => {
    const question = { title: texts.revokeTitle(name), text: texts.revokeText, action: texts.revoke, danger: true };
    if (await confirm(question)) await revoke(() => ({ input: { apiKeyId: id } }), texts.revokedSaid);
  };
  const revoking: Column<Row> = {
    key: 'revoke',
    head: texts.revoke,
    align: 'end',
    acts: true,
    text: () => '',
    cell: (row) =>
      !row.revokedAt && (
        <Button size="compact-sm" variant="default" onClick={() => press(row)}>
          {texts.revoke}
        </Button>
      ),
  };
  const create = sets && (
    <Button leftSection={<Icon name="plus" size={16} />} onClick={open}>
      {texts.create}
    </Button>
  );
  return (
    <SettingsFrame actions={create}>
      <Table
        name={texts.title}
        document={KeysDocument}
        variables={{}}
        connection={(data) => data.apiKeys}
        columns={sets ? [...COLUMNS, revoking] : COLUMNS}
        fileColumns={COLUMNS}
        id={(row) => row.id}
        empty={{ title: texts.emptyTitle, text: texts.emptyText, action: create }}
      />
      {making && <NewKey close={close} />}
    </SettingsFrame>
  );
}
