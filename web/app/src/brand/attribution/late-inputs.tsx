import { SimpleGrid, Switch, TextInput } from '@mantine/core';
import { Section } from '@/shell/parts';
import type { Inputs } from './inputs';
import { SpanInput } from './span-input';
import { policy as texts } from './texts';

/** What becomes of codes and extensions that come late, after content. */
export function LateInputs({ form, error }: Inputs) {
  const { standsDown, standDownSpan } = form.values;
  return (
    <Section title={texts.late} lead={texts.lateLead}>
      <Switch
        label={texts.standsDown}
        description={texts.standsDownHint}
        checked={standsDown}
        onChange={(event) => form.set('standsDown', event.currentTarget.checked)}
      />
      {standsDown && (
        <SimpleGrid cols={{ base: 1, sm: 2 }} mt="md">
          <SpanInput
            name="standDownSpan"
            value={standDownSpan}
            onChange={(value) => form.set('standDownSpan', value)}
            error={error('standDownSpan')}
            label={texts.lateSpan}
            description={texts.lateSpanHint}
          />
          <TextInput
            {...form.field('standDownKeeps')}
            error={error('standDownKeeps')}
            label={texts.lateKeeps}
            description={texts.lateKeepsHint}
            inputMode="decimal"
            autoComplete="off"
          />
        </SimpleGrid>
      )}
    </Section>
  );
}
