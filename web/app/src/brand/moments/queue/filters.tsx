import { Button, SegmentedControl } from '@mantine/core';
import { ChoiceFilter } from '@/table/filter-inputs';
import type { ModerationRule } from './query.gen';
import classes from './queue.module.css';
import { rules, queue as texts } from './texts';

type Props = {
  values: { state: 'FLAGGED' | 'ALL' | null; rule: ModerationRule | null; whose: 'MINE' | 'FREE' | null };
  set: (name: 'state' | 'rule' | 'whose', value: string | null) => void;
  active: boolean;
  clear: () => void;
};

/** Which of what waits is shown. */
export function QueueFilters({ values, set, active, clear }: Props) {
  return (
    <div className={classes.filters}>
      <SegmentedControl
        aria-label={texts.state}
        value={values.state ?? 'PENDING'}
        onChange={(value) => set('state', value === 'PENDING' ? null : value)}
        data={Object.entries(texts.states).map(([value, label]) => ({ value, label }))}
      />
      <ChoiceFilter label={texts.rule} names={rules} value={values.rule} set={(value) => set('rule', value)} />
      <ChoiceFilter
        label={texts.whose}
        names={texts.whoses}
        value={values.whose}
        set={(value) => set('whose', value)}
      />
      {active && (
        <Button variant="subtle" size="compact-sm" onClick={clear}>
          {texts.clear}
        </Button>
      )}
    </div>
  );
}
