import { Modal, Radio, SegmentedControl, SimpleGrid, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useQuery } from 'urql';
import { models } from '@/brand/conversions/texts';
import { say } from '@/feedback/toasts';
import { Form, Submit, useForm } from '@/form/form';
import type { Refusal } from '@/form/refusal';
import { useSend } from '@/form/send';
import { percent } from '@/terms/rules';
import classes from './attribution.module.css';
import { CHANNELS, channelsOf, readWeights, type TypedWeights } from './by-hand';
import { channelText } from './channel';
import { ChannelGroupsDocument, WeightSetPublishDocument, type WeightSetPublishMutation } from './query.gen';
import { lastDays, moments } from './replayed';
import { modelLeads, replay, newWeights as texts } from './texts';

const payload = (data: WeightSetPublishMutation) => data.weightSetPublish;
const PERIOD_DAYS = 90;
const MODELS = ['MARKOV', 'SHAPLEY'] as const;

/** The server's refusals in words, beside the field they are about. */
const placed = (refusals: Refusal[]): Refusal[] =>
  refusals.map((refusal) => {
    const [field, message] = texts.refusals[refusal.code] ?? [];
    return message ? { ...refusal, message, field: field ? [field] : null } : refusal;
  });

/** Makes weights of a period's paths, or takes them as one types them. */
export function PublishWeights({ close, done }: { close: () => void; done: () => void }) {
  const send = useSend(WeightSetPublishDocument, payload);
  const [byHand, setByHand] = useState(false);
  const [typed, setTyped] = useState<TypedWeights>({});
  const shares = readWeights(typed);
  const form = useForm({
    initial: { model: 'MARKOV' as string, ...lastDays(PERIOD_DAYS, new Date()) },
    others: ['weights'],
    check: ({ from, to }): Partial<Record<string, string | null>> =>
      byHand ? { weights: shares.wrong } : { to: moments(from, to) ? null : replay.wrongPeriod },
    send: async ({ model, from, to }) => {
      const kind = MODELS.find((one) => one === model) ?? 'MARKOV';
      const source = byHand ? { weights: shares.weights, whole: 10_000 } : moments(from, to);
      const answer = await send({ input: { model: kind, ...source } });
      return placed(answer.userErrors);
    },
    done: () => {
      say(texts.done);
      done();
      close();
    },
  });
  return (
    <Modal opened onClose={close} size="lg" title={<strong>{texts.title}</strong>}>
      <Form form={form}>
        <Stack gap="lg">
          <Radio.Group label={texts.model} value={form.values.model} onChange={(model) => form.set('model', model)}>
            <Stack gap="xs" mt="xs">
              {MODELS.map((one) => (
                <Radio key={one} value={one} label={models[one]} description={modelLeads[one]} />
              ))}
            </Stack>
          </Radio.Group>
          <SegmentedControl
            fullWidth
            aria-label={texts.source}
            value={byHand ? 'hand' : 'period'}
            onChange={(value) => setByHand(value === 'hand')}
            data={[
              { value: 'period', label: texts.fromPeriod },
              { value: 'hand', label: texts.byHand },
            ]}
          />
          {byHand ? (
            <Shares
              typed={typed}
              set={setTyped}
              sum={shares.sum}
              marked={shares.marked}
              wrong={shares.wrong}
              refused={form.refusal('weights')}
            />
          ) : (
            <div>
              <SimpleGrid cols={2}>
                <TextInput {...form.field('from')} type="date" label={replay.from} />
                <TextInput {...form.field('to')} type="date" label={replay.to} />
              </SimpleGrid>
              <p className={classes.hint}>{texts.periodHint}</p>
            </div>
          )}
          <p className={classes.hint}>{texts.never}</p>
          <div>
            <Submit>{texts.publish}</Submit>
          </div>
        </Stack>
      </Form>
    </Modal>
  );
}

type SharesProps = {
  typed: TypedWeights;
  set: (typed: TypedWeights) => void;
  sum: number | null;
  marked: string[];
  wrong: string | null;
  refused: string | undefined;
};

/** A percentage for each kind of touch, and what they come to. */
function Shares({ typed, set, sum, marked, wrong, refused }: SharesProps) {
  const [{ data }] = useQuery({ query: ChannelGroupsDocument });
  const groups = data?.programs.nodes.flatMap(({ groups: { nodes } }) => nodes) ?? [];
  const names = new Map(groups.map(({ id, name }) => [id, name]));
  const input = (channel: string) => (
    <TextInput
      key={channel}
      label={channelText(channel, names)}
      inputMode="decimal"
      autoComplete="off"
      placeholder="–"
      rightSection={<span aria-hidden="true">%</span>}
      value={typed[channel] ?? ''}
      error={marked.includes(channel) ? texts.wrongShare : undefined}
      onChange={(event) => set({ ...typed, [channel]: event.currentTarget.value })}
    />
  );
  return (
    <div>
      <p className={classes.hint}>{texts.handHint}</p>
      <SimpleGrid cols={{ base: 1, sm: 2 }} mt="sm">
        {CHANNELS.map(input)}
      </SimpleGrid>
      {groups.length > 0 && (
        <details className={classes.groups}>
          <summary>{texts.groups}</summary>
          <SimpleGrid cols={{ base: 1, sm: 2 }} mt="sm">
            {groups.flatMap(({ id }) => channelsOf(id)).map(input)}
          </SimpleGrid>
        </details>
      )}
      <p className={classes.sum} role="status" data-whole={wrong === null || undefined}>
        {sum === null ? texts.noSum : `${texts.sum(percent(BigInt(sum)))} ${wrong ?? ''}`}
      </p>
      {refused && refused !== wrong && marked.length === 0 && (
        <p className={classes.wrong} role="alert">
          {refused}
        </p>
      )}
    </div>
  );
}
