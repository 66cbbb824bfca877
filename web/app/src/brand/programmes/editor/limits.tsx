import { ActionIcon, Button, SegmentedControl, Select, TextInput } from '@mantine/core';
import { Section } from '@/shell/parts';
import type { Measure, Period } from '@/terms/rules';
import { Icon } from '@/theme/icon';
import { type BonusDraft, blankBonus, type Draft } from './draft';
import classes from './editor.module.css';
import { PERIOD_CHOICES, editor as texts } from './texts';

type Props = {
  draft: Draft;
  currency: string;
  /** What can pay more than is sold, by the keys of bonuses. */
  warnings: Map<string, string>;
  refusal: (name: string) => string | undefined;
  change: (draft: Draft) => void;
};

const GOALS = Object.entries(texts.bonusGoal).map(([value, label]) => ({ value, label }));

/** What is counted over a stretch of time: how long that is, bonuses for goals in it, and what is paid at most. */
export function Limits({ draft, currency, warnings, refusal, change }: Props) {
  const cap = (name: 'capPerOrderMinor' | 'capPerPeriodMinor', label: string) => (
    <TextInput
      name={name}
      label={label}
      description={texts.capHint}
      inputMode="decimal"
      autoComplete="off"
      value={draft[name]}
      error={refusal(name)}
      onChange={(event) => change({ ...draft, [name]: event.currentTarget.value })}
    />
  );
  return (
    <Section title={texts.limits} lead={texts.limitsLead}>
      <div className={classes.labelled}>
        <span id="terms-period">{texts.period}</span>
        <SegmentedControl
          aria-labelledby="terms-period"
          data={PERIOD_CHOICES}
          value={draft.period}
          onChange={(period) => change({ ...draft, period: period as Period })}
        />
        <small>{texts.periodHint}</small>
      </div>
      <div className={classes.pair}>
        {cap('capPerOrderMinor', texts.capOrder(currency))}
        {cap('capPerPeriodMinor', texts.capPeriod(currency, draft.period))}
      </div>
      {draft.bonuses.map((bonus, at) => (
        <Bonus
          key={bonus.key}
          place={at + 1}
          bonus={bonus}
          warning={warnings.get(bonus.key)}
          currency={currency}
          refusal={(input) => refusal(`bonuses.${bonus.key}.${input}`)}
          change={(next) =>
            change({
              ...draft,
              bonuses: draft.bonuses.map((one) => (one.key === bonus.key ? { ...one, ...next } : one)),
            })
          }
          remove={() => change({ ...draft, bonuses: draft.bonuses.filter(({ key }) => key !== bonus.key) })}
        />
      ))}
      <Button
        mt="md"
        variant="subtle"
        size="compact-sm"
        leftSection={<Icon name="plus" size={14} />}
        onClick={() => change({ ...draft, bonuses: [...draft.bonuses, blankBonus()] })}
      >
        {texts.addBonus}
      </Button>
    </Section>
  );
}

type BonusProps = {
  place: number;
  bonus: BonusDraft;
  warning: string | undefined;
  currency: string;
  refusal: (input: string) => string | undefined;
  change: (next: Partial<BonusDraft>) => void;
  remove: () => void;
};

function Bonus({ place, bonus, warning, currency, refusal, change, remove }: BonusProps) {
  const input = (name: 'name' | 'goal' | 'minor', label: string) => (
    <TextInput
      name={`bonuses.${bonus.key}.${name}`}
      label={label}
      inputMode={name === 'name' ? 'text' : 'decimal'}
      autoComplete="off"
      value={bonus[name]}
      error={refusal(name)}
      onChange={(event) => change({ [name]: event.currentTarget.value })}
    />
  );
  const whole = refusal('whole');
  return (
    <fieldset className={classes.bonus}>
      <legend>{texts.bonus(place)}</legend>
      <div className={classes.two}>
        {input('name', texts.bonusName)}
        {input('minor', texts.bonusMinor(currency))}
        <Select
          label={texts.bonusMeasure}
          data={GOALS}
          value={bonus.measure}
          onChange={(measure) => change({ measure: measure as Measure, goal: '' })}
        />
        {input('goal', texts.goal(bonus.measure === 'AMOUNT' ? currency : null))}
      </div>
      {whole ? (
        <p className={classes.wrong} role="alert">
          {whole}
        </p>
      ) : (
        warning && (
          <p className={classes.warning} role="status">
            {warning}
          </p>
        )
      )}
      <ActionIcon
        variant="subtle"
        color="gray"
        size="lg"
        className={classes.bonusRemove}
        // Where one is led when the bonus as a whole is refused.
        name={`bonuses.${bonus.key}.whole`}
        aria-label={texts.removeBonus(place)}
        onClick={remove}
      >
        <Icon name="cross" size={16} />
      </ActionIcon>
    </fieldset>
  );
}
