import { Select, TextInput } from '@mantine/core';
import { asksFor, type RuleDraft } from './draft';
import classes from './editor.module.css';
import { More } from './more';
import { type RuleProps, typing } from './rule-inputs';
import { editor as texts } from './texts';

const RECURS = Object.entries(texts.recursKinds).map(([value, label]) => ({ value, label }));
const AFTER = Object.entries(texts.afterKinds).map(([value, label]) => ({ value, label }));

/** Which payments of a subscription the rule pays for. */
export function SubscriptionInputs(props: RuleProps) {
  const { draft, refusal, change } = props;
  if (!asksFor(draft).recurring) return null;
  const input = typing(props);
  const wrong = ['recurs', 'months', 'after', 'afterShare', 'afterMonths'].some((name) => refusal(name) !== undefined);
  const { recurs, after } = draft;
  return (
    <More title={texts.subscriptions} hint={texts.subscriptionsHint} used={recurs !== 'FIRST'} wrong={wrong}>
      <div className={classes.two}>
        <Select
          name={`rules.${draft.key}.recurs`}
          label={texts.recurs}
          data={RECURS}
          value={recurs}
          error={refusal('recurs')}
          onChange={(value) => change({ ...draft, recurs: (value ?? 'FIRST') as RuleDraft['recurs'] })}
        />
        {recurs === 'MONTHS' && <TextInput {...input('months')} label={texts.months} inputMode="numeric" />}
        {recurs === 'MONTHS' && (
          <Select
            name={`rules.${draft.key}.after`}
            label={texts.after}
            data={AFTER}
            value={after}
            error={refusal('after')}
            onChange={(value) => change({ ...draft, after: (value ?? 'NOTHING') as RuleDraft['after'] })}
          />
        )}
        {recurs === 'MONTHS' && after !== 'NOTHING' && (
          <TextInput {...input('afterShare')} label={texts.afterShare} inputMode="decimal" />
        )}
        {recurs === 'MONTHS' && after === 'MONTHS' && (
          <TextInput {...input('afterMonths')} label={texts.afterMonths} inputMode="numeric" />
        )}
      </div>
    </More>
  );
}
