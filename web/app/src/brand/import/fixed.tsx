import { Select, TextInput } from '@mantine/core';
import { kinds } from '@/brand/moments/texts';
import { CURRENCIES } from '@/door/places';
import classes from './import.module.css';
import { formats, formatted, texts } from './texts';

type Field = (name: string) => {
  name: string;
  value: string;
  error: string | undefined;
  disabled: boolean;
  onChange: (given: string | null | { currentTarget: { value: string } }) => void;
};

const options = (names: Record<string, string>) => Object.entries(names).map(([value, label]) => ({ value, label }));

const ZONES = ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')];
const FORMATS = [{ value: '', label: texts.datesOwn }, ...formats.map((value) => ({ value, label: formatted(value) }))];

function Dates({ field }: { field: Field }) {
  return (
    <>
      <Select {...field('dates')} label={texts.dates} data={FORMATS} />
      <Select {...field('zone')} label={texts.zone} data={ZONES} searchable limit={50} />
    </>
  );
}

/** What every moment of a file has in common. */
export function MomentsFixed({ field, dated }: { field: Field; dated: boolean }) {
  return (
    <div className={classes.grid}>
      <TextInput {...field('source')} label={texts.source} description={texts.sourceHint} autoComplete="off" />
      <Select {...field('kind')} label={texts.kind} description=" " data={options(kinds)} />
      <Select {...field('moderation')} label={texts.moderation} description=" " data={options(texts.moderations)} />
      <Select {...field('rights')} label={texts.rights} description=" " data={options(texts.rightsNames)} />
      {dated ? (
        <Dates field={field} />
      ) : (
        <TextInput {...field('published')} type="date" label={texts.published} description={texts.publishedHint} />
      )}
    </div>
  );
}

/** What every order of a file has in common. */
export function OrdersFixed({ field }: { field: Field }) {
  return (
    <div className={classes.grid}>
      <Dates field={field} />
      <Select
        {...field('decimal')}
        label={texts.decimalMark}
        data={[
          { value: '.', label: texts.point },
          { value: ',', label: texts.comma },
        ]}
      />
      <Select {...field('currency')} label={texts.currency} data={CURRENCIES} searchable />
      <TextInput {...field('prefix')} label={texts.prefix} description={texts.prefixHint} autoComplete="off" />
      <TextInput {...field('fees')} label={texts.fees} description={texts.feesHint} autoComplete="off" />
    </div>
  );
}

/** What every touch of a file has in common, as far as no column says it. */
export function TouchesFixed({ field, has }: { field: Field; has: (column: string) => boolean }) {
  return (
    <div className={classes.grid}>
      {!has('kind') && (
        <Select {...field('kind')} label={texts.touchKind} description=" " data={options(texts.touchKinds)} />
      )}
      {has('moment') && (
        <TextInput
          {...field('source')}
          label={texts.momentSource}
          description={texts.momentSourceHint}
          autoComplete="off"
        />
      )}
      {!has('consent') && (
        <Select
          {...field('consent')}
          label={texts.consent}
          description={texts.consentHint}
          data={options(texts.consents)}
        />
      )}
      <Dates field={field} />
    </div>
  );
}
