import { Button, VisuallyHidden } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { parts } from '@/shell/parts';
import { Icon } from '@/theme/icon';
import { blankRule, type Draft, type RuleDraft, ruleOf } from './draft';
import classes from './editor.module.css';
import { RuleCard } from './rule-card';
import { editor as texts } from './texts';

type Props = {
  draft: Draft;
  currency: string;
  /** What can pay more than is sold, by the keys of rules. */
  warnings: Map<string, string>;
  refusal: (name: string) => string | undefined;
  /** Whether something is wrong in a rule. */
  wrong: (key: string) => boolean;
  change: (rules: RuleDraft[]) => void;
};

/** The rules of the version, in the order in which they are tried. */
export function Rules({ draft, currency, warnings, refusal, wrong, change }: Props) {
  const { rules, period } = draft;
  const [open, setOpen] = useState<ReadonlySet<string>>(
    () => new Set(rules.filter(({ name }) => !name).map(({ key }) => key)),
  );
  const [said, setSaid] = useState('');
  const list = useRef<HTMLDivElement>(null);
  /** What is to have the focus once it is drawn: a node that is moved loses it. */
  const focus = useRef('');
  useEffect(() => {
    if (!focus.current) return;
    const buttons = list.current?.querySelectorAll<HTMLButtonElement>(`[data-move^="${focus.current.split(' ')[0]}"]`);
    const wanted = [...(buttons ?? [])].filter(({ disabled }) => !disabled);
    const [key, name] = focus.current.split(' ');
    (wanted.find((button) => button.dataset.move === `${key}-${name}`) ?? wanted[0])?.focus();
    focus.current = '';
  });
  const faulty = rules.filter(({ key }) => wrong(key)).map(({ key }) => key);
  // What was refused is opened, and stays open while it is mended.
  useEffect(() => {
    if (faulty.some((key) => !open.has(key))) setOpen(new Set([...open, ...faulty]));
  });
  const known = rules.map((rule) => ruleOf(rule, currency));
  const all = known.filter((rule) => rule !== null);
  const toggle = (key: string) => {
    const next = new Set(open);
    if (!next.delete(key)) next.add(key);
    setOpen(next);
  };
  const move = (at: number, by: number) => {
    const next = [...rules];
    const [rule] = next.splice(at, 1);
    if (!rule) return;
    next.splice(at + by, 0, rule);
    focus.current = `${rule.key} ${by < 0 ? 'up' : 'down'}`;
    setSaid(texts.moved(at + 1, at + by + 1));
    change(next);
  };
  const remove = (at: number) => {
    setSaid(texts.removed(at + 1));
    const next = rules[at + 1] ?? rules[at - 1];
    focus.current = next ? `${next.key} up` : '';
    change(rules.filter((_, other) => other !== at));
  };
  const add = () => {
    const rule = blankRule();
    setOpen(new Set([...open, rule.key]));
    change([...rules, rule]);
    requestAnimationFrame(() => list.current?.querySelector<HTMLElement>(`[name="rules.${rule.key}.name"]`)?.focus());
  };
  return (
    <div className={parts.stack} ref={list}>
      <p className={classes.lead}>
        {texts.rulesLead} <small>{texts.moveHint}</small>
      </p>
      {rules.map((rule, at) => (
        <RuleCard
          key={rule.key}
          at={at}
          count={rules.length}
          draft={rule}
          rule={known[at] ?? null}
          all={all}
          period={period}
          currency={currency}
          warning={warnings.get(rule.key)}
          open={open.has(rule.key)}
          toggle={() => toggle(rule.key)}
          refusal={(input) => refusal(`rules.${rule.key}.${input}`)}
          change={(next) => change(rules.map((one) => (one.key === rule.key ? next : one)))}
          move={(by) => move(at, by)}
          remove={() => remove(at)}
        />
      ))}
      <Button variant="default" leftSection={<Icon name="plus" size={16} />} onClick={add}>
        {texts.add}
      </Button>
      <VisuallyHidden role="status">{said}</VisuallyHidden>
    </div>
  );
}
