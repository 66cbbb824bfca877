import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { door } from './texts';

type Form = {
  field: (name: 'code') => { name: string; value: string; error: string | undefined };
  values: { code: string };
};

/** The second factor's code: there once it is asked for. */
export function CodeInput({ form }: { form: Form }) {
  const field = form.field('code');
  const [asked, setAsked] = useState(false);
  if (field.error && !asked) setAsked(true);
  if (!asked) return null;
  return (
    <TextInput
      {...field}
      label={door.code}
      description={door.codeHint}
      inputMode="numeric"
      autoComplete="one-time-code"
      autoFocus
    />
  );
}
