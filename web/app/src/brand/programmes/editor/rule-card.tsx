import { ActionIcon, Button, Group, Title } from '@mantine/core';
import { type KeyboardEvent, useId } from 'react';
import { RuleWords } from '@/terms/rule-list';
import { isKnown, type Line, type Period } from '@/terms/rules';
import { Icon } from '@/theme/icon';
import type { RuleDraft } from './draft';
import classes from './editor.module.css';
import { RuleInputs } from './rule-inputs';
import { editor as texts } from './texts';

type Props = {
  at: number;
  count: number;
  draft: RuleDraft;
  /** As it can be read; null where it is not finished. */
  rule: Line | null;
  all: Line[];
  period: Period;
  currency: string;
  warning: string | undefined;
  open: boolean;
  toggle: () => void;
  refusal: (input: string) => string | undefined;
  change: (draft: RuleDraft) => void;
  move: (by: number) => void;
  remove: () => void;
};

/** One rule of the version: what it says, and its inputs where it is open. */
export function RuleCard(props: Props) {
  const { at, count, draft, rule, open, toggle, refusal, move, remove } = props;
  const place = at + 1;
  const id = useId();
  const moved = (event: KeyboardEvent) => {
    const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    // In a list to choose from, these keys open it.
    const list = event.target instanceof HTMLInputElement && event.target.readOnly;
    if (!event.altKey || !by || list) return;
    event.preventDefault();
    if (at + by >= 0 && at + by < count) move(by);
  };
  const icon = (name: 'up' | 'down' | 'cross', label: string, disabled: boolean, act: () => void) => (
    <ActionIcon
      variant="subtle"
      color="gray"
      size="lg"
      aria-label={label}
      data-move={`${draft.key}-${name}`}
      disabled={disabled}
      onClick={act}
    >
      <Icon name={name} size={16} />
    </ActionIcon>
  );
  const whole = refusal('whole');
  return (
    <section className={classes.rule} aria-labelledby={id} data-wrong={whole ? true : undefined} onKeyDown={moved}>
      <div className={classes.ruleHead}>
        <Title order={2} id={id}>
          {texts.rule(place)}
          {draft.name.trim() && <small>{draft.name}</small>}
        </Title>
        <Group gap={4} wrap="nowrap">
          <Button
            variant="subtle"
            size="compact-sm"
            // Where one is led when the rule as a whole is refused.
            name={`rules.${draft.key}.whole`}
            aria-expanded={open}
            aria-label={open ? texts.shut(place) : texts.open(place)}
            onClick={toggle}
          >
            {open ? texts.close : texts.edit}
          </Button>
          {icon('up', texts.up(place), at === 0, () => move(-1))}
          {icon('down', texts.down(place), place === count, () => move(1))}
          {icon('cross', texts.remove(place), count === 1, remove)}
        </Group>
      </div>
      {whole && (
        <p className={classes.wrong} role="alert">
          {whole}
        </p>
      )}
      {!whole && props.warning && (
        <p className={classes.warning} role="status">
          {props.warning}
        </p>
      )}
      {open && <RuleInputs {...props} />}
      <div className={classes.words}>
        {rule && isKnown(rule) ? (
          <RuleWords rule={rule} all={props.all} period={props.period} currency={props.currency} />
        ) : (
          <span>{texts.unfinished}</span>
        )}
      </div>
    </section>
  );
}
