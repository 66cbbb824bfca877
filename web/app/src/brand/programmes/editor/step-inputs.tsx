import { ActionIcon, Button, Select, TextInput } from '@mantine/core';
import type { Measure, TierMode } from '@/terms/rules';
import { Icon } from '@/theme/icon';
import { blankStep, type StepDraft } from './draft';
import classes from './editor.module.css';
import type { RuleProps } from './rule-inputs';
import { editor as texts } from './texts';

const MEASURES = Object.entries(texts.measures).map(([value, label]) => ({ value, label }));
const MODES = Object.entries(texts.modes).map(([value, label]) => ({ value, label }));

/** What a share by steps goes by, and its steps. */
export function StepInputs({ draft, currency, refusal, change }: RuleProps) {
  const { measure, mode, steps } = draft;
  const set = (at: number, next: Partial<StepDraft>) =>
    change({ ...draft, steps: steps.map((step, other) => (other === at ? { ...step, ...next } : step)) });
  const from = measure === 'AMOUNT' ? texts.stepFrom.AMOUNT : texts.stepFrom.SALES;
  const wrong = refusal('steps');
  return (
    <div className={classes.part}>
      <div className={classes.two}>
        <Select
          label={texts.measure}
          data={MEASURES}
          value={measure}
          // A sum is no number of sales: where the steps begin is to be said anew.
          onChange={(value) =>
            change({ ...draft, measure: value as Measure, steps: steps.map((step) => ({ ...step, from: '' })) })
          }
        />
        <Select
          name={`rules.${draft.key}.mode`}
          label={texts.mode}
          data={MODES}
          value={mode}
          error={refusal('mode')}
          onChange={(value) => change({ ...draft, mode: value as TierMode })}
        />
      </div>
      <div className={classes.stepsHead} aria-hidden="true">
        <span>{measure === 'AMOUNT' ? texts.from.AMOUNT(currency) : texts.from.SALES}</span>
        <span>{texts.share}</span>
      </div>
      <ol className={classes.steps} aria-label={texts.steps}>
        {steps.map((step, at) => (
          <li key={step.key}>
            {at === 0 ? (
              <span className={classes.begins}>{texts.begins}</span>
            ) : (
              <TextInput
                name={`rules.${draft.key}.steps.${at}.from`}
                aria-label={from(at + 1, currency)}
                inputMode="decimal"
                autoComplete="off"
                value={step.from}
                error={refusal(`steps.${at}.from`)}
                onChange={(event) => set(at, { from: event.currentTarget.value })}
              />
            )}
            <TextInput
              name={`rules.${draft.key}.steps.${at}.share`}
              aria-label={texts.stepShare(at + 1)}
              rightSection={<span aria-hidden="true">%</span>}
              inputMode="decimal"
              autoComplete="off"
              value={step.share}
              error={refusal(`steps.${at}.share`)}
              onChange={(event) => set(at, { share: event.currentTarget.value })}
            />
            <ActionIcon
              variant="subtle"
              color="gray"
              size="lg"
              aria-label={texts.removeStep(at + 1)}
              disabled={at === 0}
              onClick={() => change({ ...draft, steps: steps.filter((_, other) => other !== at) })}
            >
              <Icon name="cross" size={16} />
            </ActionIcon>
          </li>
        ))}
      </ol>
      {wrong && (
        <p className={classes.wrong} role="alert">
          {wrong}
        </p>
      )}
      <Button
        variant="subtle"
        size="compact-sm"
        leftSection={<Icon name="plus" size={14} />}
        onClick={() => change({ ...draft, steps: [...steps, blankStep()] })}
      >
        {texts.addStep}
      </Button>
    </div>
  );
}
