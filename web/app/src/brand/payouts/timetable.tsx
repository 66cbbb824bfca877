import { Button, Group, Modal, Select, Stack, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery } from 'urql';
import { CURRENCIES } from '@/door/places';
import { say } from '@/feedback/toasts';
import { useAct } from '@/form/act';
import { Form, Submit, useForm } from '@/form/form';
import { useSend } from '@/form/send';
import { Loaded, parts, Section } from '@/shell/parts';
import { useMay, useTenant } from '@/shell/viewer';
import { moment } from '@/time/time';
import { Caution } from './caution';
import { PayoutsFrame } from './frame';
import {
  type PayoutCadence,
  TimetableDocument,
  TimetableEndDocument,
  type TimetableQuery,
  TimetableSetDocument,
  type TimetableSetMutation,
} from './query.gen';
import { cadences, timetable as texts } from './texts';

type Timetable = TimetableQuery['payoutTimetables'][number];

const payload = (data: TimetableSetMutation) => data.payoutTimetableSet;

/** `/t/:tenant/payouts/timetable`. */
export function Component() {
  const may = useMay('PAYOUT_WRITE');
  const [{ data, error }, again] = useQuery({ query: TimetableDocument });
  const refresh = () => again({ requestPolicy: 'network-only' });
  return (
    <PayoutsFrame>
      <Loaded data={data} error={error} again={again}>
        {({ payoutTimetables, payoutCaution }) => (
          <div className={parts.columns}>
            <Timetables list={payoutTimetables} may={may} refresh={refresh} />
            <Caution caution={payoutCaution} may={may} />
          </div>
        )}
      </Loaded>
    </PayoutsFrame>
  );
}

function Timetables({ list, may, refresh }: { list: Timetable[]; may: boolean; refresh: () => void }) {
  const [editing, { open, close }] = useDisclosure(false);
  const [end] = useAct(TimetableEndDocument, (data) => data.payoutTimetableEnd);
  return (
    <Section
      title={texts.title}
      lead={texts.lead}
      aside={
        may && (
          <Button variant="subtle" size="compact-sm" onClick={open}>
            {texts.add}
          </Button>
        )
      }
    >
      {list.length === 0 ? (
        <p className={parts.soft}>{texts.none}</p>
      ) : (
        <ul className={parts.rows}>
          {list.map(({ currency, cadence, nextAt, timeZone }) => (
            <li key={currency}>
              <span>
                {`${currency}: ${cadences[cadence].toLowerCase()}`}
                <small>{`${texts.next(moment(nextAt))} · ${timeZone}`}</small>
              </span>
              {may && (
                <Button
                  size="compact-sm"
                  variant="default"
                  onClick={async () => (await end(() => ({ input: { currency } }), texts.ended)) && refresh()}
                >
                  {texts.end}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      {editing && (
        <Edit
          close={close}
          done={() => {
            close();
            refresh();
          }}
        />
      )}
    </Section>
  );
}

const ZONES = Intl.supportedValuesOf('timeZone');

function Edit({ close, done }: { close: () => void; done: () => void }) {
  const tenant = useTenant();
  const send = useSend(TimetableSetDocument, payload);
  const form = useForm({
    initial: {
      currency: tenant.currency,
      cadence: 'MONTHLY',
      day: '1',
      timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    },
    check: ({ cadence, day }) => ({
      day:
        cadence === 'TWICE_MONTHLY' || (/^\d{1,2}$/.test(day) && Number(day) >= 1 && Number(day) <= 28)
          ? null
          : texts.dayWrong,
    }),
    send: async ({ currency, cadence, day, timeZone }) => {
      const fixed = cadence === 'TWICE_MONTHLY';
      const input = { currency, cadence: cadence as PayoutCadence, day: fixed ? null : Number(day), timeZone };
      const answer = await send({ input });
      if (answer.userErrors.length === 0) say(texts.saved);
      return answer.userErrors;
    },
    done,
  });
  const { cadence } = form.values;
  return (
    <Modal opened onClose={close} title={<strong>{texts.add}</strong>}>
      <Form form={form}>
        <Stack gap="md">
          <Select {...form.field('currency')} label={texts.currency} data={CURRENCIES} searchable />
          <Select
            {...form.field('cadence')}
            label={texts.cadence}
            data={Object.entries(cadences).map(([value, label]) => ({ value, label }))}
          />
          {cadence === 'WEEKLY' && (
            <Select
              {...form.field('day')}
              label={texts.dayWeek}
              data={texts.weekdays.map((label, at) => ({ value: String(at + 1), label }))}
            />
          )}
          {cadence === 'MONTHLY' && (
            <TextInput {...form.field('day')} label={texts.dayMonth} inputMode="numeric" autoComplete="off" />
          )}
          <Select {...form.field('timeZone')} label={texts.zone} data={ZONES} searchable limit={50} />
          <Group justify="flex-end">
            <Submit>{texts.save}</Submit>
          </Group>
        </Stack>
      </Form>
    </Modal>
  );
}
