import { Group, TextInput } from '@mantine/core';
import { useQuery } from 'urql';
import { say } from '@/feedback/toasts';
import { Form, Submit, useForm } from '@/form/form';
import { useSend } from '@/form/send';
import { Loaded, parts, Section } from '@/shell/parts';
import { useMay } from '@/shell/viewer';
import { day } from '@/time/time';
import { SettingsFrame } from '../frame';
import {
  FraudThresholdsDocument,
  FraudThresholdsUpdateDocument,
  type FraudThresholdsUpdateMutation,
  type ThresholdPartsFragment,
} from './query.gen';
import { SignalInputs } from './signal';
import classes from './signal.module.css';
import { thresholds as texts } from './texts';
import { changes, check, initialValues, KINDS, type Values } from './values';

const payload = (data: FraudThresholdsUpdateMutation) => data.fraudThresholdsUpdate;

/** `/t/:tenant/settings/fraud`: what counts as a signal, and when to hold. */
export function Component() {
  const [{ data, error }, again] = useQuery({ query: FraudThresholdsDocument });
  return (
    <SettingsFrame>
      <Loaded data={data} error={error} again={again} height={720}>
        {({ fraudThresholds }) => (
          <Edit
            key={fraudThresholds.updatedAt ?? ''}
            thresholds={fraudThresholds}
            done={() => again({ requestPolicy: 'network-only' })}
          />
        )}
      </Loaded>
    </SettingsFrame>
  );
}

function Edit({ thresholds, done }: { thresholds: ThresholdPartsFragment; done: () => void }) {
  const may = useMay('POLICY_WRITE');
  const send = useSend(FraudThresholdsUpdateDocument, payload);
  const form = useForm<Values>({
    initial: initialValues(thresholds),
    check,
    send: async (values) => {
      const input = changes(values, thresholds);
      if (Object.keys(input).length === 0) {
        say(texts.unchanged);
        return [];
      }
      const { userErrors } = await send({ input });
      if (userErrors.length === 0) say(texts.saved);
      return userErrors.map((one) => (one.code === 'HOST_INVALID' ? { ...one, message: texts.hostsWrong } : one));
    },
    done,
  });
  const field = (name: string) => ({
    ...form.field(name),
    value: form.values[name] ?? '',
    autoComplete: 'off',
    readOnly: !may,
  });
  const { updatedAt } = thresholds;
  return (
    <Form form={form}>
      <div className={parts.stack}>
        <Section
          title={texts.title}
          lead={`${texts.lead} ${texts.from}`}
          aside={<span>{updatedAt ? texts.since(day(updatedAt)) : texts.standard}</span>}
        >
          <TextInput {...field('holdAt')} label={texts.holdAt} inputMode="numeric" className={classes.holdAt} />
        </Section>
        {KINDS.map(({ title, lead, signals }) => (
          <Section key={title} title={title} lead={lead}>
            {signals.map((one) => (
              <SignalInputs key={one.signal} {...one} field={field} holdAt={form.values.holdAt} />
            ))}
          </Section>
        ))}
        {may ? (
          <Group>
            <Submit>{texts.save}</Submit>
          </Group>
        ) : (
          <p className={parts.soft}>{texts.readOnly}</p>
        )}
      </div>
    </Form>
  );
}
