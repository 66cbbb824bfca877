import { Select, TextInput } from '@mantine/core';
import { asksFor } from './draft';
import classes from './editor.module.css';
import { useKnownWords } from './known';
import { More } from './more';
import { type RuleProps, typing } from './rule-inputs';
import { editor as texts } from './texts';
import { CountriesInput, WordsInput } from './word-inputs';

const LISTS = ['categories', 'skus', 'countries', 'codes'] as const;
const BOUNDS = ['orderMin', 'orderMax', 'salesMin', 'salesMax', 'amountMin', 'amountMax'] as const;
const CUSTOMERS = Object.entries(texts.customers).map(([value, label]) => ({ value, label }));

/** What must hold for the rule to count. */
export function WhenInputs(props: RuleProps) {
  const { draft, period, currency, refusal, change } = props;
  const known = useKnownWords();
  const asks = asksFor(draft);
  if (!Object.entries(asks).some(([name, asked]) => asked && name !== 'recurring')) return null;
  const input = typing(props);
  const conditional =
    LISTS.some((name) => draft[name].length > 0) || draft.customer !== '' || BOUNDS.some((name) => draft[name] !== '');
  const wrong = [...LISTS, ...BOUNDS, 'customer'].some((name) => refusal(name) !== undefined);
  const sum = (name: (typeof BOUNDS)[number], label: string) => (
    <TextInput {...input(name)} label={label} inputMode="decimal" />
  );
  return (
    <More title={texts.when} hint={texts.whenHint} used={conditional} wrong={wrong}>
      <div className={classes.two}>
        {asks.categories && <WordsInput {...props} name="categories" known={known} />}
        {asks.skus && <WordsInput {...props} name="skus" known={known} />}
        {asks.countries && <CountriesInput {...props} />}
        {asks.codes && <WordsInput {...props} name="codes" known={known} />}
        {asks.customer && (
          <Select
            name={`rules.${draft.key}.customer`}
            label={texts.customer}
            data={CUSTOMERS}
            value={draft.customer}
            error={refusal('customer')}
            onChange={(value) => change({ ...draft, customer: (value ?? '') as typeof draft.customer })}
          />
        )}
      </div>
      {asks.order && (
        <div className={classes.pair}>
          {sum('orderMin', texts.orderMin(currency))}
          {sum('orderMax', texts.orderMax(currency))}
        </div>
      )}
      {(asks.sales || asks.amount) && (
        <fieldset className={classes.soFar}>
          <legend>{texts.soFar(period)}</legend>
          <div className={classes.pair}>
            {asks.sales && sum('salesMin', texts.salesMin)}
            {asks.sales && sum('salesMax', texts.salesMax)}
            {asks.amount && sum('amountMin', texts.amountMin(currency))}
            {asks.amount && sum('amountMax', texts.amountMax(currency))}
          </div>
        </fieldset>
      )}
    </More>
  );
}
