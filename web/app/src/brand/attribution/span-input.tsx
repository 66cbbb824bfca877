import { Select, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './attribution.module.css';
import { partsOf, UNITS, type Unit } from './span';
import { policy as texts } from './texts';

type Props = {
  label: string;
  hideLabel?: boolean;
  description?: ReactNode;
  name?: string;
  value: string;
  error?: ReactNode;
  units?: Unit[];
  onChange: (value: string) => void;
  /** The typing has come to rest. */
  settled?: () => void;
};

/** A span of time: a number and its unit, kept as `7 days`. */
export function SpanInput({ label, hideLabel, value, error, onChange, settled, ...props }: Props) {
  const { count, unit } = partsOf(value);
  const { units = Object.keys(UNITS) as Unit[], name, description } = props;
  return (
    <div className={classes.span} data-labelled={!hideLabel || undefined}>
      <TextInput
        {...(hideLabel ? { 'aria-label': label } : { label, description })}
        name={name}
        error={error}
        inputMode="numeric"
        autoComplete="off"
        value={count}
        onChange={(event) => onChange(`${event.currentTarget.value} ${unit}`)}
        onBlur={settled}
      />
      <Select
        aria-label={texts.unit(label)}
        data={units.map((one) => ({ value: one, label: texts.units[one] }))}
        value={unit}
        onChange={(next) => {
          onChange(`${count} ${next ?? unit}`);
          settled?.();
        }}
      />
    </div>
  );
}
