import { Alert, Button, type ButtonProps } from '@mantine/core';
import { createContext, type FormEvent, type KeyboardEvent, type ReactNode, use, useRef, useState } from 'react';
import { Unanswered } from '@/session/ask';
import { Attempt } from './attempt';
import { type Refusal, type Sorted, sort } from './refusal';
import { form as texts } from './texts';

type Values = Record<string, string | boolean | null>;

type Options<Fields extends Values> = {
  initial: Fields;
  /** What can be said without the server: a text for each field at fault. */
  check?: (values: Fields) => Partial<Record<keyof Fields & string, string | null>>;
  /** Names of inputs whose values are kept elsewhere, such as the rows of a list. */
  others?: readonly string[];
  /** Sends it. `key` is the idempotency key, the same when the same values are sent again. */
  send: (values: Fields, key: string) => Promise<Refusal[]>;
  done?: (values: Fields) => void;
  /** Money moves: after a broken connection only the same values can be sent, until it is known what happened. */
  money?: boolean;
};

type Given<Value> = Value | null | { currentTarget: { value: string } };

function taken<Value>(given: Given<Value>): Value {
  if (typeof given === 'object' && given && 'currentTarget' in given) return given.currentTarget.value as Value;
  return given as Value;
}

/** Puts the focus into an input. Lists to choose from keep their name on a hidden input behind the one that is seen. */
function lead(form: HTMLFormElement | null, name: string) {
  const named = form?.querySelector<HTMLElement>(`[name="${name}"]`);
  const hidden = named instanceof HTMLInputElement && named.type === 'hidden';
  (hidden ? named.previousElementSibling?.querySelector<HTMLElement>('input') : named)?.focus();
}

const NOTHING: Sorted = { fields: {}, rest: [] };

/** One form: its values, what was refused beside which field, and sending it once. */
export function useForm<Fields extends Values>({ initial, check, others = [], send, done, money }: Options<Fields>) {
  const names = [...Object.keys(initial), ...others];
  const [values, setValues] = useState(initial);
  const [refused, setRefused] = useState(NOTHING);
  const [sending, setSending] = useState(false);
  const [unsure, setUnsure] = useState(false);
  const underway = useRef(false);
  const attempt = useRef(new Attempt());
  const element = useRef<HTMLFormElement>(null);

  function show(next: Sorted) {
    setRefused(next);
    const first = names.find((name) => next.fields[name]);
    if (first) requestAnimationFrame(() => lead(element.current, first));
  }

  async function submit(event?: FormEvent) {
    event?.preventDefault();
    // A second press comes before React has drawn the button busy.
    if (underway.current) return;
    const wrong = Object.entries(check?.(values) ?? {}).filter((entry): entry is [string, string] => Boolean(entry[1]));
    if (wrong.length > 0) return show({ fields: Object.fromEntries(wrong), rest: [] });
    underway.current = true;
    setSending(true);
    setRefused(NOTHING);
    try {
      const refusals = await send(values, attempt.current.for(values));
      setUnsure(false);
      if (refusals.length > 0) return show(sort(refusals, names));
      attempt.current.done();
      done?.(values);
    } catch (error) {
      if (!(error instanceof Unanswered)) throw error;
      setUnsure(Boolean(money));
      show({ fields: {}, rest: [money ? texts.unsure : texts.notSent] });
    } finally {
      underway.current = false;
      setSending(false);
    }
  }

  function set<Name extends keyof Fields & string>(name: Name, value: Fields[Name]) {
    setValues((before) => ({ ...before, [name]: value }));
    setRefused((before) => ({ ...before, fields: { ...before.fields, [name]: '' } }));
  }

  /** The properties of an input: `<TextInput {...form.field('email')} />`. */
  function field<Name extends keyof Fields & string>(name: Name) {
    return {
      name,
      value: values[name],
      error: refused.fields[name] || undefined,
      // Not all of Mantine's inputs say so by themselves.
      'aria-invalid': refused.fields[name] ? true : undefined,
      disabled: unsure,
      // Mantine's inputs give an event, its selects a value.
      onChange: (given: Given<Fields[Name]>) => set(name, taken(given)),
    };
  }

  /** What was refused of an input whose value is kept elsewhere. */
  const refusal = (name: string) => refused.fields[name] || undefined;

  /** Such a value has changed: what was refused of it is said no longer. */
  const forget = (which: (name: string) => boolean) =>
    setRefused((before) => ({
      ...before,
      fields: Object.fromEntries(Object.entries(before.fields).filter(([name]) => !which(name))),
    }));

  return { values, set, field, refusal, forget, submit, sending, unsure, rest: refused.rest, element };
}

const Sending = createContext(false);

/** Enter in a field does no more than the field does with it. */
function unsent(event: KeyboardEvent) {
  if (event.key === 'Enter' && event.target instanceof HTMLInputElement) event.preventDefault();
}

type FormProps = {
  form: Pick<ReturnType<typeof useForm>, 'submit' | 'rest' | 'element' | 'sending'>;
  /** Only its button sends it, Enter in a field does not: for what is long and cannot be taken back. */
  byButton?: boolean;
  children: ReactNode;
};

/** The form's element, with what was refused and belongs to no field at its head. */
export function Form({ form, byButton, children }: FormProps) {
  return (
    <form ref={form.element} onSubmit={form.submit} onKeyDown={byButton ? unsent : undefined} noValidate>
      {form.rest.length > 0 && (
        <Alert color="red" mb="md" role="alert">
          {form.rest.map((text) => (
            <div key={text}>{text}</div>
          ))}
        </Alert>
      )}
      <Sending value={form.sending}>{children}</Sending>
    </form>
  );
}

/** Its button, busy while it is sent. */
export function Submit({ children, ...rest }: ButtonProps & { children: ReactNode }) {
  return (
    <Button type="submit" loading={use(Sending)} {...rest}>
      {children}
    </Button>
  );
}
