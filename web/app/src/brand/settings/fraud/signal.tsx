import { Textarea, TextInput } from '@mantine/core';
import { signals } from '@/brand/fraud/texts';
import { State, type Tone } from '@/shell/state';
import type { FraudSignal } from './query.gen';
import classes from './signal.module.css';
import { thresholds as texts } from './texts';
import { effect, type ListName, type NumberName, POINTS } from './values';

type Field = (name: string) => {
  name: string;
  value: string;
  error: string | undefined;
  disabled: boolean;
  onChange: (given: string | null | { currentTarget: { value: string } }) => void;
};

type Props = {
  signal: FraudSignal;
  numbers?: NumberName[];
  list?: ListName;
  field: Field;
  holdAt: string | undefined;
};

const TONES: Record<NonNullable<ReturnType<typeof effect>>, Tone> = { OFF: 'quiet', ALONE: 'warn', TOGETHER: 'river' };

/** One signal: what it looks at, what it is worth, and its own numbers. */
export function SignalInputs({ signal, numbers = [], list, field, holdAt }: Props) {
  const { name, about } = signals[signal];
  const points = field(POINTS + signal);
  const does = effect(points.value, holdAt);
  return (
    <div className={classes.signal}>
      <div>
        <h3>{name}</h3>
        <p>{about}</p>
        {numbers.length > 0 && (
          <div className={classes.numbers}>
            {numbers.map((of) => (
              <TextInput key={of} {...field(of)} label={texts.numbers[of]} inputMode="numeric" />
            ))}
          </div>
        )}
        {list && (
          <Textarea
            {...field(list)}
            className={classes.list}
            label={texts.lists[list]}
            description={texts.listHints[list]}
            autosize
            minRows={2}
            maxRows={8}
            spellCheck={false}
          />
        )}
      </div>
      <div className={classes.points}>
        <TextInput {...points} label={texts.points} aria-label={texts.pointsOf(name)} inputMode="numeric" />
        {does && <State tone={TONES[does]}>{texts.effects[does]}</State>}
      </div>
    </div>
  );
}
