import { Select, TextInput } from '@mantine/core';
import type { Period, RewardKind } from '@/terms/rules';
import type { RuleDraft } from './draft';
import classes from './editor.module.css';
import { StepInputs } from './step-inputs';
import { SubscriptionInputs } from './subscription-inputs';
import { editor as texts } from './texts';
import { WhenInputs } from './when-inputs';

export type RuleProps = {
  draft: RuleDraft;
  period: Period;
  currency: string;
  refusal: (input: string) => string | undefined;
  change: (draft: RuleDraft) => void;
};

const KINDS = Object.entries(texts.kinds).map(([value, label]) => ({ value, label }));

/** The properties of a text input of a rule. */
export const typing =
  ({ draft, refusal, change }: RuleProps) =>
  (name: keyof RuleDraft & string) => ({
    name: `rules.${draft.key}.${name}`,
    value: draft[name] as string,
    autoComplete: 'off',
    error: refusal(name),
    onChange: (event: { currentTarget: { value: string } }) => change({ ...draft, [name]: event.currentTarget.value }),
  });

/** One rule being written. */
export function RuleInputs(props: RuleProps) {
  const { draft, currency, change } = props;
  const input = typing(props);
  return (
    <>
      <div className={classes.gives} data-steps={draft.kind === 'TIERS' || undefined}>
        <TextInput {...input('name')} label={texts.name} />
        <Select
          label={texts.gives}
          data={KINDS}
          value={draft.kind}
          onChange={(kind) => change({ ...draft, kind: (kind ?? 'PERCENT') as RewardKind })}
        />
        {draft.kind !== 'TIERS' && (
          <TextInput
            {...input('value')}
            label={draft.kind === 'PERCENT' ? texts.share : texts.sum(currency)}
            inputMode="decimal"
          />
        )}
      </div>
      {draft.kind === 'TIERS' && <StepInputs {...props} />}
      <WhenInputs {...props} />
      <SubscriptionInputs {...props} />
    </>
  );
}
