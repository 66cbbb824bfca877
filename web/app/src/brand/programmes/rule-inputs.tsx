import { ActionIcon, Group, Select, TextInput, Title } from '@mantine/core';
import type { RewardKind } from '@/terms/rules';
import { Icon } from '@/theme/icon';
import type { Draft } from './draft';
import classes from './rules.module.css';
import { editor as texts } from './texts';

type Props = {
  at: number;
  count: number;
  draft: Draft;
  currency: string;
  refusal: (name: 'name' | 'reward' | 'predicate') => string | undefined;
  change: (draft: Draft) => void;
  move: (by: number) => void;
  remove: () => void;
};

const KINDS = Object.entries(texts.kinds).map(([value, label]) => ({ value, label }));
const CONDITIONS = ['categories', 'skus', 'countries', 'codes', 'orderMin', 'orderMax'] as const;

/** One rule being written. */
export function RuleInputs({ at, count, draft, currency, refusal, change, move, remove }: Props) {
  const place = at + 1;
  const input = (name: Exclude<keyof Draft, 'key' | 'reward'>) => ({
    value: draft[name],
    autoComplete: 'off',
    onChange: (event: { currentTarget: { value: string } }) => change({ ...draft, [name]: event.currentTarget.value }),
  });
  const conditional = CONDITIONS.some((name) => draft[name] !== '');
  return (
    <section className={classes.rule} aria-label={texts.rule(place)}>
      <div className={classes.ruleHead}>
        <Title order={2}>{texts.rule(place)}</Title>
        <Group gap={4}>
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={texts.up(place)}
            disabled={at === 0}
            onClick={() => move(-1)}
          >
            <Icon name="up" size={16} />
          </ActionIcon>
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={texts.down(place)}
            disabled={place === count}
            onClick={() => move(1)}
          >
            <Icon name="down" size={16} />
          </ActionIcon>
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={texts.remove(place)}
            disabled={count === 1}
            onClick={remove}
          >
            <Icon name="cross" size={16} />
          </ActionIcon>
        </Group>
      </div>
      <div className={classes.gives}>
        <TextInput {...input('name')} name={`rules.${at}.name`} label={texts.name} error={refusal('name')} />
        <Select
          label={texts.gives}
          data={KINDS}
          value={draft.reward}
          onChange={(kind) => change({ ...draft, reward: (kind ?? 'PERCENT') as RewardKind })}
        />
        <TextInput
          {...input('value')}
          name={`rules.${at}.reward`}
          label={draft.reward === 'PERCENT' ? texts.share : texts.sum(currency)}
          inputMode="decimal"
          error={refusal('reward')}
        />
      </div>
      <details className={classes.when} open={conditional || Boolean(refusal('predicate'))}>
        <summary>{texts.when}</summary>
        <p>{texts.whenHint}</p>
        <div className={classes.inputs}>
          <TextInput {...input('categories')} label={texts.categories} />
          <TextInput {...input('skus')} label={texts.skus} />
          <TextInput {...input('countries')} label={texts.countries} placeholder="GB, IE" />
          <TextInput {...input('codes')} label={texts.codes} />
          <TextInput
            {...input('orderMin')}
            name={`rules.${at}.predicate`}
            label={texts.orderMin(currency)}
            inputMode="decimal"
            error={refusal('predicate')}
          />
          <TextInput {...input('orderMax')} label={texts.orderMax(currency)} inputMode="decimal" />
        </div>
      </details>
    </section>
  );
}
