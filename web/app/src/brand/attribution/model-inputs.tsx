import { Alert, Radio, Select, SimpleGrid, Stack, TextInput } from '@mantine/core';
import { Link } from 'react-router';
import { isDataDriven, MODELS } from '@/attribution/policy';
import { models } from '@/brand/conversions/texts';
import { Section } from '@/shell/parts';
import { useTenant } from '@/shell/viewer';
import { day } from '@/time/time';
import type { Inputs } from './inputs';
import type { WeightSetPartsFragment } from './query.gen';
import { SpanInput } from './span-input';
import { modelLeads, policy as texts, weights } from './texts';
import { WeightBars } from './weight-bars';
import { madeFrom } from './words';

/** How it is shared, what that model needs beside, and how long touches count. */
export function ModelInputs({ form, error, sets }: Inputs & { sets: WeightSetPartsFragment[] }) {
  const { model } = form.values;
  const choose = (value: string) => {
    const next = MODELS.find((one) => one === value) ?? model;
    form.set('model', next);
    // The newest weights of a model are what one would choose.
    form.set('weightSetId', sets.find((set) => set.model === next)?.id ?? null);
  };
  return (
    <>
      <Section title={texts.model} lead={texts.modelLead}>
        <Radio.Group aria-label={texts.model} value={model} onChange={choose}>
          <Stack gap="sm">
            {MODELS.map((one) => (
              <Radio key={one} value={one} label={models[one]} description={modelLeads[one]} />
            ))}
          </Stack>
        </Radio.Group>
      </Section>
      {isDataDriven(model) && <Weights form={form} error={error} sets={sets.filter((set) => set.model === model)} />}
      <Section title={texts.windows} lead={texts.windowsLead}>
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <TextInput
            {...form.field('clickWindowDays')}
            error={error('clickWindowDays')}
            label={texts.click}
            description={texts.clickHint}
            inputMode="numeric"
            autoComplete="off"
          />
          <TextInput
            {...form.field('viewWindowDays')}
            error={error('viewWindowDays')}
            label={texts.view}
            description={texts.viewHint}
            inputMode="numeric"
            autoComplete="off"
          />
          {model === 'TIME_DECAY' && (
            <SpanInput
              name="halfLife"
              value={form.values.halfLife}
              onChange={(value) => form.set('halfLife', value)}
              error={error('halfLife')}
              label={texts.half}
              description={texts.halfHint}
              units={['days', 'hours']}
            />
          )}
        </SimpleGrid>
      </Section>
    </>
  );
}

function Weights({ form, error, sets }: Inputs & { sets: WeightSetPartsFragment[] }) {
  const tenant = useTenant();
  const chosen = sets.find(({ id }) => id === form.values.weightSetId);
  if (sets.length === 0) {
    return (
      <Section title={texts.weights} lead={texts.weightsLead}>
        <Alert color="amber" title={texts.noWeights}>
          {texts.noWeightsHow} <Link to={`/t/${tenant.id}/attribution/weights`}>{texts.makeWeights}</Link>
        </Alert>
      </Section>
    );
  }
  return (
    <Section title={texts.weights} lead={texts.weightsLead}>
      <Select
        {...form.field('weightSetId')}
        error={error('weightSetId')}
        label={texts.weightSet}
        data={sets.map((set) => ({
          value: set.id,
          label: `${madeFrom(set)}, ${weights.published(day(set.createdAt))}`,
        }))}
      />
      {chosen && <WeightBars set={chosen} />}
    </Section>
  );
}
