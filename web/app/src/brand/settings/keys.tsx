import { Button, Group } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useState } from 'react';
import { confirm } from '@/feedback/confirm';
import { useAct } from '@/form/act';
import { State } from '@/shell/state';
import { useMay } from '@/shell/viewer';
import { type Column, Table } from '@/table/table';
import { Icon } from '@/theme/icon';
import { moment } from '@/time/time';
import { SettingsFrame } from './frame';
import { NewKey } from './new-key';
import { ApiKeyRevokeDocument, KeysDocument, type KeysQuery } from './query.gen';
import { RotateKey } from './rotate-key';
import { keyKinds, scopes, keys as texts } from './texts';

type Row = KeysQuery['apiKeys']['edges'][number]['node'];

const may = (row: Row) =>
  row.kind === 'PUBLISHABLE' ? texts.all : row.scopes.map((scope) => scopes[scope]).join(', ');
const state = (row: Row) => ({ ACTIVE: texts.active, EXPIRED: texts.expired, REVOKED: texts.revoked })[row.state];
const used = (row: Row) => (row.lastUsedAt ? moment(row.lastUsedAt) : texts.never);
const expires = (row: Row) => (row.expiresAt ? moment(row.expiresAt) : texts.never);

const COLUMNS: Column<Row>[] = [
  {
    key: 'name',
    head: texts.name,
    cell: (row) => (
      <>
        {row.name}
        <small>{keyKinds[row.kind]}</small>
      </>
    ),
    text: (row) => row.name,
  },
  {
    key: 'state',
    head: texts.state,
    cell: (row) => <State tone={row.state === 'ACTIVE' ? 'good' : 'quiet'}>{state(row)}</State>,
    text: state,
  },
  { key: 'hint', head: texts.hint, cell: (row) => <span className="mono">{row.hint}</span>, text: (row) => row.hint },
  { key: 'may', head: texts.scopes, wide: true, cell: (row) => <span title={may(row)}>{may(row)}</span>, text: may },
  { key: 'used', head: texts.used, wide: true, cell: used, text: (row) => row.lastUsedAt ?? '' },
  { key: 'expires', head: texts.expires, wide: true, cell: expires, text: (row) => row.expiresAt ?? '' },
];

/** `/t/:tenant/settings/keys`. */
export function Component() {
  const [making, { open, close }] = useDisclosure(false);
  const [rotating, setRotating] = useState<Row | null>(null);
  const [revoke] = useAct(ApiKeyRevokeDocument, (data) => data.apiKeyRevoke);
  const sets = useMay('KEY_WRITE');
  const press = async ({ id, name }: Row) => {
    const question = { title: texts.revokeTitle(name), text: texts.revokeText, action: texts.revoke, danger: true };
    if (await confirm(question)) await revoke(() => ({ input: { apiKeyId: id } }), texts.revokedSaid);
  };
  const revoking: Column<Row> = {
    key: 'revoke',
    head: texts.acts,
    align: 'end',
    acts: true,
    text: () => '',
    cell: (row) =>
      row.state === 'ACTIVE' && (
        <Group gap="xs" justify="flex-end" wrap="nowrap">
          <Button size="compact-sm" variant="default" onClick={() => setRotating(row)}>
            {texts.rotate}
          </Button>
          <Button size="compact-sm" variant="subtle" color="red" onClick={() => press(row)}>
            {texts.revoke}
          </Button>
        </Group>
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
      {rotating && <RotateKey of={rotating} close={() => setRotating(null)} />}
    </SettingsFrame>
  );
}
