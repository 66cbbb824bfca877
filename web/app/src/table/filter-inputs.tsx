import { Select, TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import { Icon } from '@/theme/icon';
import { table as texts } from './texts';

const TYPING_MS = 300;

/** One of a few values; `names` says each for people, in the order shown. */
export function ChoiceFilter<Value extends string>({
  label,
  names,
  value,
  set,
}: {
  label: string;
  names: Record<Value, string>;
  value: Value | null;
  set: (value: string | null) => void;
}) {
  const data = [
    { value: '', label: `${label}: ${texts.any}` },
    ...Object.entries<string>(names).map(([of, name]) => ({ value: of, label: name })),
  ];
  return <Select aria-label={label} data={data} value={value ?? ''} onChange={(next) => set(next || null)} />;
}

/** A day. */
export function DayFilter({
  label,
  value,
  set,
}: {
  label: string;
  value: string | null;
  set: (value: string | null) => void;
}) {
  return (
    <TextInput
      type="date"
      aria-label={label}
      title={label}
      value={value ?? ''}
      onChange={(event) => set(event.currentTarget.value || null)}
    />
  );
}

/** A text, taken over when the typing rests. */
export function TextFilter({
  label,
  value,
  set,
}: {
  label: string;
  value: string | null;
  set: (value: string | null) => void;
}) {
  const [typed, setTyped] = useState(value ?? '');
  useEffect(() => setTyped(value ?? ''), [value]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only typing sets it off
  useEffect(() => {
    if (typed.trim() === (value ?? '')) return;
    const timer = setTimeout(() => set(typed.trim() || null), TYPING_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  return (
    <TextInput
      type="search"
      aria-label={label}
      placeholder={label}
      leftSection={<Icon name="search" size={15} />}
      value={typed}
      onChange={(event) => setTyped(event.currentTarget.value)}
    />
  );
}
