import { SimpleGrid, TextInput } from '@mantine/core';
import { Section } from '@/shell/parts';
import classes from './attribution.module.css';
import type { Inputs } from './inputs';
import { policy as texts } from './texts';

const ROWS = [
  { key: 'closer', low: 'closerFloor', high: 'closerCeiling', hint: texts.closerHint },
  { key: 'affiliates', low: 'affiliateFloor', high: 'affiliateCeiling', hint: texts.affiliatesHint },
  { key: 'creators', low: 'creatorFloor', high: 'creatorCeiling', hint: texts.creatorsHint },
] as const;

/** What the closer, affiliates and creators have at least and at most, and what is set aside before. */
export function BoundsInputs({ form, error }: Inputs) {
  const percentage = (name: 'firstTouchBonus' | 'assistBonus') => ({
    ...form.field(name),
    error: error(name),
    inputMode: 'decimal' as const,
    autoComplete: 'off',
  });
  return (
    <>
      <Section title={texts.bounds} lead={texts.boundsLead}>
        <div className={classes.bounds}>
          {ROWS.map(({ key, low, high, hint }) => (
            <fieldset key={key}>
              <legend>
                {texts[key]}
                <small>{hint}</small>
              </legend>
              {[
                { name: low, label: texts.floorOf(texts[key]), sign: texts.floor },
                { name: high, label: texts.ceilingOf(texts[key]), sign: texts.ceiling },
              ].map(({ name, label, sign }) => (
                <TextInput
                  key={name}
                  {...form.field(name)}
                  error={Boolean(error(name))}
                  aria-label={label}
                  aria-describedby={error(name) ? `${key}-wrong` : undefined}
                  aria-invalid={error(name) ? true : undefined}
                  inputMode="decimal"
                  autoComplete="off"
                  placeholder="–"
                  leftSection={<span aria-hidden="true">{sign}</span>}
                  leftSectionWidth="4.25rem"
                  rightSection={<span aria-hidden="true">%</span>}
                />
              ))}
              <p className={classes.wrong} id={`${key}-wrong`} role="alert">
                {error(low) ?? error(high)}
              </p>
            </fieldset>
          ))}
        </div>
      </Section>
      <Section title={texts.bonuses} lead={texts.bonusesLead}>
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <TextInput
            {...percentage('firstTouchBonus')}
            label={texts.first}
            description={texts.firstHint}
            placeholder="–"
          />
          <TextInput
            {...percentage('assistBonus')}
            label={texts.assist}
            description={texts.assistHint}
            placeholder="–"
          />
        </SimpleGrid>
      </Section>
    </>
  );
}
