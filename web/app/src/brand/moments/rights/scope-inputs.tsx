import { Checkbox, MultiSelect, SegmentedControl } from '@mantine/core';
import { countries } from '@/terms/countries';
import { type ScopeDraft, showsHere, USES } from './rights';
import classes from './rights.module.css';
import { scope as texts, uses } from './texts';

type Props = {
  scope: ScopeDraft;
  change: (scope: ScopeDraft) => void;
  wrong: (name: 'uses' | 'territories') => string | undefined;
};

/** What is asked for, or given: for what, and where. */
export function ScopeInputs({ scope, change, wrong }: Props) {
  return (
    <fieldset className={classes.evidence}>
      <Checkbox.Group
        label={texts.uses}
        value={scope.uses}
        onChange={(value) => change({ ...scope, uses: value as ScopeDraft['uses'] })}
        error={wrong('uses')}
      >
        <div className={classes.uses}>
          {USES.map((use) => (
            <Checkbox key={use} value={use} label={uses[use]} />
          ))}
        </div>
      </Checkbox.Group>
      <SegmentedControl
        aria-label={texts.where}
        value={scope.world ? 'world' : 'some'}
        onChange={(value) => change({ ...scope, world: value === 'world' })}
        data={[
          { value: 'world', label: texts.world },
          { value: 'some', label: texts.some },
        ]}
      />
      {!scope.world && (
        <MultiSelect
          label={texts.countries}
          searchable
          data={[...countries()].map(([value, label]) => ({ value, label }))}
          value={scope.territories}
          onChange={(territories) => change({ ...scope, territories })}
          error={wrong('territories')}
          maxValues={100}
        />
      )}
      {!showsHere(scope) && <p className={classes.hint}>{texts.elsewhere}</p>}
    </fieldset>
  );
}
