import { SegmentedControl, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { parts, Section } from '@/shell/parts';
import { type Explanation, explain } from './explain';
import { tryOn } from './settle';
import classes from './terms.module.css';
import { periods, calculator as texts } from './texts';
import { looksAt, orderOf, type Typed, totalsOf, UNTYPED } from './trial';
import { type Known, known, type Version } from './version';
import { sums } from './words';

/** Above so many words a list can be searched. */
const SEARCHED = 8;

/** What an order would pay by these terms, as one types, and why. Asks only for what the rules look at. */
export function Calculator({ version, currency }: { version: Version; currency: string }) {
  const all = known(version);
  return (
    <Section title={texts.title} lead={texts.lead}>
      {all ? <Trial version={all} currency={currency} /> : <p className={parts.soft}>{texts.unknown}</p>}
    </Section>
  );
}

function Trial({ version, currency }: { version: Known; currency: string }) {
  const [typed, setTyped] = useState(UNTYPED);
  const asks = looksAt(version);
  const lead = typed.lead && asks.leads;
  const order = orderOf({ ...typed, lead }, currency);
  const before = totalsOf(typed, version, currency);
  const found = order && tryOn(version, order, before);
  const sum = sums(currency);
  return (
    <>
      {asks.leads && (
        <SegmentedControl
          fullWidth
          mb="sm"
          aria-label={texts.kind}
          value={lead ? 'lead' : 'order'}
          onChange={(value) => setTyped({ ...typed, lead: value === 'lead' })}
          data={[
            { value: 'order', label: texts.order },
            { value: 'lead', label: texts.leadKind },
          ]}
        />
      )}
      <Inputs version={version} currency={currency} typed={{ ...typed, lead }} set={setTyped} />
      <p className={classes.answer} role="status">
        {!order || !found ? (
          texts.invalid
        ) : (
          <>
            <strong>{lead ? texts.leadPays(sum(found.total)) : texts.pays(sum(order.amount), sum(found.total))}</strong>
            {found.earning.applied.length === 0 && texts.nothing}
          </>
        )}
      </p>
      {order && found && <Why found={explain(found, { version, order, before, currency })} />}
    </>
  );
}

type InputsProps = { version: Known; currency: string; typed: Typed; set: (typed: Typed) => void };

function Inputs({ version, currency, typed, set }: InputsProps) {
  const asks = looksAt(version);
  const goods = !typed.lead;
  const input = (
    name: keyof Typed & ('amount' | 'quantity' | 'renewal' | 'sales' | 'sold' | 'paid'),
    label: string,
  ) => (
    <TextInput
      label={label}
      autoComplete="off"
      inputMode="decimal"
      value={typed[name]}
      onChange={(event) => set({ ...typed, [name]: event.currentTarget.value })}
    />
  );
  const choice = (name: 'category' | 'sku' | 'country' | 'code', label: string, words: string[]) =>
    words.length > 0 && (
      <Select
        label={label}
        data={[{ value: '', label: texts.another }, ...words.map((word) => ({ value: word, label: word }))]}
        value={words.includes(typed[name]) ? typed[name] : ''}
        searchable={words.length > SEARCHED}
        onChange={(value) => set({ ...typed, [name]: value ?? '' })}
      />
    );
  const soFar = asks.sales || asks.sold || asks.paid;
  return (
    <>
      <div className={classes.inputs}>
        {goods && input('amount', texts.amount(currency))}
        {goods && asks.items && input('quantity', texts.quantity)}
        {goods && choice('category', texts.category, asks.categories)}
        {goods && choice('sku', texts.sku, asks.skus)}
        {choice('country', texts.country, asks.countries)}
        {choice('code', texts.code, asks.codes)}
        {asks.customer && (
          <Select
            label={texts.customer}
            data={Object.entries(texts.customers).map(([value, label]) => ({ value, label }))}
            value={typed.customer}
            onChange={(value) => set({ ...typed, customer: (value ?? '') as Typed['customer'] })}
          />
        )}
        {goods && asks.renewals && input('renewal', texts.renewal)}
      </div>
      {soFar && (
        <fieldset className={classes.soFar}>
          <legend>{texts.soFar(periods[version.period].now)}</legend>
          <div className={classes.inputs}>
            {asks.sales && input('sales', texts.sales)}
            {asks.sold && input('sold', texts.sold(currency))}
            {asks.paid && input('paid', texts.paid(currency))}
          </div>
        </fieldset>
      )}
    </>
  );
}

function Why({ found: { passed, won, after } }: { found: Explanation }) {
  if (passed.length + won.length + after.length === 0) return null;
  return (
    <div className={classes.why}>
      <h3>{texts.how}</h3>
      <ul>
        {passed.map(({ place, name, why }) => (
          <li key={place} data-passed>
            {texts.passed(place, name)} {why}
          </li>
        ))}
        {won.map(({ place, name, steps }) => (
          <li key={place}>
            <b>{texts.won(place, name)}</b>
            {steps.map((step) => (
              <span key={step}>{step}</span>
            ))}
          </li>
        ))}
        {after.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </div>
  );
}
