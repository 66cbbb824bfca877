import { ActionIcon, Button, Select, TextInput } from '@mantine/core';
import { Icon } from '@/theme/icon';
import { nameOf } from './countries';
import classes from './terms.module.css';
import { periods, calculator as texts } from './texts';
import { LINE, looksAt, type Typed, type TypedLine } from './trial';
import type { Known } from './version';

/** Above so many words a list can be searched. */
const SEARCHED = 8;
/** So many lines show what there is to show. */
const LINES_MAX = 10;

type Props = { version: Known; currency: string; typed: Typed; set: (typed: Typed) => void };

/** One of the words that the rules look at, or another. */
function Choice({
  label,
  words,
  value,
  set,
  name = (word) => word,
}: {
  label: string;
  words: string[];
  /** What a word is called. */
  name?: ((word: string) => string) | undefined;
  value: string;
  set: (word: string) => void;
}) {
  if (words.length === 0) return null;
  return (
    <Select
      label={label}
      data={[{ value: '', label: texts.another }, ...words.map((word) => ({ value: word, label: name(word) }))]}
      value={words.includes(value) ? value : ''}
      searchable={words.length > SEARCHED}
      onChange={(word) => set(word ?? '')}
    />
  );
}

const typing = (label: string, value: string, set: (text: string) => void) => ({
  label,
  value,
  autoComplete: 'off',
  inputMode: 'decimal' as const,
  onChange: (event: { currentTarget: { value: string } }) => set(event.currentTarget.value),
});

/** What is asked for: no more than the rules look at. */
export function TrialInputs({ version, currency, typed, set }: Props) {
  const asks = looksAt(version);
  const { kind } = typed;
  const input = (name: 'clicks' | 'renewal' | 'sales' | 'sold' | 'paid', label: string) => (
    <TextInput {...typing(label, typed[name], (text) => set({ ...typed, [name]: text }))} />
  );
  const choice = (name: 'country' | 'code', label: string, words: string[], called?: (word: string) => string) => (
    <Choice
      label={label}
      words={words}
      name={called}
      value={typed[name]}
      set={(word) => set({ ...typed, [name]: word })}
    />
  );
  const soFar = kind === 'click' ? asks.paid : asks.sales || asks.sold || asks.paid;
  return (
    <>
      {kind === 'order' && <Lines version={version} currency={currency} typed={typed} set={set} />}
      <div className={classes.inputs}>
        {kind === 'click' && input('clicks', texts.clicks)}
        {kind !== 'click' && choice('country', texts.country, asks.countries, nameOf)}
        {kind !== 'click' && choice('code', texts.code, asks.codes)}
        {kind !== 'click' && asks.customer && (
          <Select
            label={texts.customer}
            data={Object.entries(texts.customers).map(([value, label]) => ({ value, label }))}
            value={typed.customer}
            onChange={(value) => set({ ...typed, customer: (value ?? '') as Typed['customer'] })}
          />
        )}
        {kind === 'order' && asks.renewals && input('renewal', texts.renewal)}
      </div>
      {soFar && (
        <fieldset className={classes.soFar}>
          <legend>{texts.soFar(periods[version.period].now)}</legend>
          <div className={classes.inputs}>
            {kind !== 'click' && asks.sales && input('sales', texts.sales)}
            {kind !== 'click' && asks.sold && input('sold', texts.sold(currency))}
            {asks.paid && input('paid', texts.paid(currency))}
          </div>
        </fieldset>
      )}
    </>
  );
}

/** The lines of the order. One alone is the order. */
function Lines({ version, currency, typed, set }: Props) {
  const asks = looksAt(version);
  const { lines } = typed;
  const many = lines.length > 1;
  const put = (at: number, next: Partial<TypedLine>) =>
    set({ ...typed, lines: lines.map((line, other) => (other === at ? { ...line, ...next } : line)) });
  return (
    <>
      {lines.map((line, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a line is known by its place
        <fieldset key={at} className={classes.line} data-many={many || undefined}>
          {many && <legend>{texts.line(at + 1)}</legend>}
          <div className={classes.inputs}>
            <TextInput
              {...typing(many ? texts.lineAmount(at + 1, currency) : texts.amount(currency), line.amount, (amount) =>
                put(at, { amount }),
              )}
            />
            {asks.items && (
              <TextInput {...typing(texts.quantity, line.quantity, (quantity) => put(at, { quantity }))} />
            )}
            <Choice
              label={texts.category}
              words={asks.categories}
              value={line.category}
              set={(category) => put(at, { category })}
            />
            <Choice label={texts.sku} words={asks.skus} value={line.sku} set={(sku) => put(at, { sku })} />
          </div>
          {many && (
            <ActionIcon
              variant="subtle"
              color="gray"
              className={classes.lineRemove}
              aria-label={texts.removeLine(at + 1)}
              onClick={() => set({ ...typed, lines: lines.filter((_, other) => other !== at) })}
            >
              <Icon name="cross" size={16} />
            </ActionIcon>
          )}
        </fieldset>
      ))}
      {lines.length < LINES_MAX && (
        <Button
          variant="subtle"
          size="compact-sm"
          mt={4}
          mb={4}
          leftSection={<Icon name="plus" size={14} />}
          onClick={() => set({ ...typed, lines: [...lines, { ...LINE, amount: '20' }] })}
        >
          {texts.addLine}
        </Button>
      )}
    </>
  );
}
