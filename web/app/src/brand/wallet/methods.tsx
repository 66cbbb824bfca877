import { Button, Group, Modal, Select, Stack } from '@mantine/core';
import { useState } from 'react';
import { CURRENCIES } from '@/door/places';
import { confirm } from '@/feedback/confirm';
import { useAct } from '@/form/act';
import { Form, Submit, useForm } from '@/form/form';
import { useSend } from '@/form/send';
import { leave } from '@/shell/leave';
import { parts, Section } from '@/shell/parts';
import { State } from '@/shell/state';
import { useTenant } from '@/shell/viewer';
import { methodName } from './fund';
import {
  FundingMethodAddDocument,
  type FundingMethodAddMutation,
  type FundingMethodKind,
  FundingMethodRemoveDocument,
  type MethodPartsFragment,
} from './query.gen';
import { methodKinds, methods as texts } from './texts';

const payload = (data: FundingMethodAddMutation) => data.fundingMethodAdd;

type Props = { methods: MethodPartsFragment[]; may: boolean; refresh: () => void };

/** Saved ways to pay. */
export function Methods({ methods, may, refresh }: Props) {
  const [adding, setAdding] = useState(false);
  const [remove] = useAct(FundingMethodRemoveDocument, (data) => data.fundingMethodRemove);
  const shown = methods.filter(({ state }) => state === 'ACTIVE' || state === 'PENDING');
  const press = async (method: MethodPartsFragment) => {
    const title = texts.removeTitle(methodName(method));
    if (!(await confirm({ title, text: texts.removeText, action: texts.remove, danger: true }))) return;
    if (await remove(() => ({ input: { methodId: method.id } }), texts.removed)) refresh();
  };
  return (
    <Section
      title={texts.title}
      lead={texts.lead}
      aside={
        may && (
          <Button variant="subtle" size="compact-sm" onClick={() => setAdding(true)}>
            {texts.add}
          </Button>
        )
      }
    >
      {shown.length === 0 ? (
        <p className={parts.soft}>{texts.none}</p>
      ) : (
        <ul className={parts.rows}>
          {shown.map((method) => (
            <li key={method.id}>
              <span>
                {methodName(method)}
                <small>{`${methodKinds[method.kind]} · ${method.currency}`}</small>
              </span>
              {method.state === 'PENDING' && <State tone="warn">{texts.pending}</State>}
              {may && (
                <Button size="compact-sm" variant="default" onClick={() => press(method)}>
                  {texts.remove}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      {adding && (
        <Add
          close={() => {
            setAdding(false);
            refresh();
          }}
        />
      )}
    </Section>
  );
}

function Add({ close }: { close: () => void }) {
  const tenant = useTenant();
  const send = useSend(FundingMethodAddDocument, payload);
  const form = useForm({
    initial: { kind: 'CARD', currency: tenant.currency },
    send: async ({ kind, currency }, idempotencyKey) => {
      const answer = await send({
        input: { kind: kind as FundingMethodKind, currency, returnPath: `/t/${tenant.id}/wallet`, idempotencyKey },
      });
      if (answer.method?.checkoutUrl) leave(answer.method.checkoutUrl);
      return answer.userErrors;
    },
  });
  return (
    <Modal opened onClose={close} title={<strong>{texts.add}</strong>}>
      <Form form={form}>
        <Stack gap="md">
          <Select
            {...form.field('kind')}
            label={texts.kind}
            data={Object.entries(methodKinds).map(([value, label]) => ({ value, label }))}
          />
          <Select {...form.field('currency')} label={texts.currency} data={CURRENCIES} searchable />
          <Group justify="flex-end">
            <Submit>{texts.addButton}</Submit>
          </Group>
        </Stack>
      </Form>
    </Modal>
  );
}
