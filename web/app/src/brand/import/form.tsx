import { Select, Stack } from '@mantine/core';
import { useMemo } from 'react';
import { Form, Submit, useForm } from '@/form/form';
import { parts, Section } from '@/shell/parts';
import { useTenant } from '@/shell/viewer';
import { type File, pieces, sample } from './file';
import { MomentsFixed, OrdersFixed } from './fixed';
import classes from './import.module.css';
import { COLUMNS, guess, guessDates, type Kind, toml } from './mapping';
import { Outcome } from './outcome';
import { useImport } from './sending';
import { columns as names, texts } from './texts';

const COUNT = new Intl.NumberFormat('en-GB');
const SAMPLE = 40;
/** In place of a column without a name, which is not the same as none. */
const UNNAMED = '\u0000';
/** Prefix of the fields that are columns. */
const AT = 'column.';

export type Values = Record<string, string>;

const stem = (name: string) =>
  name
    .replace(/\.\w+$/, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
    .slice(0, 60);

const columnsOf = (kind: Kind, values: Values) =>
  Object.fromEntries(
    COLUMNS[kind]
      .map(({ name }) => [name, values[AT + name] ?? ''] as const)
      .filter(([, column]) => column)
      .map(([name, column]) => [name, column === UNNAMED ? '' : column]),
  );

function mappingOf(kind: Kind, file: File, values: Values): string {
  const given = (name: string) => (values[name] ?? '').trim();
  const read = {
    date_format: given('dates'),
    time_zone: given('zone'),
    ...(kind === 'orders' ? { decimal_mark: given('decimal') } : {}),
    ...(file.format === 'CSV' ? { delimiter: file.delimiter } : {}),
  };
  const columns = columnsOf(kind, values);
  if (kind === 'moments') {
    const { published_at } = columns;
    const fixed = { source: given('source'), kind: given('kind'), moderation: given('moderation') };
    return toml({
      kind,
      columns,
      read,
      fixed: { ...fixed, rights: given('rights'), published_at: published_at === undefined ? given('published') : '' },
    });
  }
  const fees = given('fees').split(',');
  return toml({
    kind,
    columns,
    read,
    fixed: { currency: given('currency') },
    orders: {
      cancellation_prefix: given('prefix'),
      not_commissionable: fees.map((fee) => fee.trim()).filter(Boolean),
    },
  });
}

function check(kind: Kind, values: Values): Record<string, string | null> {
  const wrong: Record<string, string | null> = {};
  for (const { name, needed } of COLUMNS[kind]) {
    if (needed && !values[AT + name]) wrong[AT + name] = texts.needed;
  }
  if (kind === 'orders' && !values[`${AT}unit_price`] && !values[`${AT}line_amount`]) {
    wrong[`${AT}unit_price`] = texts.price;
  }
  if (kind === 'moments') {
    if (!values.source?.trim()) wrong.source = texts.sourceWrong;
    if (!values[`${AT}published_at`] && !/^\d{4}-\d\d-\d\d$/.test(values.published ?? '')) {
      wrong.published = texts.publishedWrong;
    }
  }
  return wrong;
}

/** What the columns are and what holds for every row; then how far it is, and what became of it. */
export function ImportForm({ kind, name, file }: { kind: Kind; name: string; file: File }) {
  const tenant = useTenant();
  const { progress, run, stop, forget } = useImport(kind);
  const initial = useMemo(() => {
    const guessed = guess(kind, file.columns);
    const values: Values = Object.fromEntries(
      COLUMNS[kind].map((column) => {
        const found = guessed[column.name];
        return [AT + column.name, found === '' ? UNNAMED : (found ?? '')];
      }),
    );
    const dates = guessDates(file, kind === 'orders' ? guessed.date : guessed.published_at);
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    const common = { ...values, dates, zone };
    return kind === 'moments'
      ? { ...common, source: stem(name), kind: 'REVIEW', moderation: 'PENDING', rights: 'NOT_REQUIRED', published: '' }
      : { ...common, decimal: '.', currency: tenant.currency, prefix: '', fees: '' };
  }, [kind, file, name, tenant.currency]);
  const form = useForm<Values>({
    initial,
    check: (values) => check(kind, values),
    send: (values) =>
      run(
        file.format,
        mappingOf(kind, file, values),
        pieces(file, kind === 'orders' ? columnsOf(kind, values).invoice : undefined),
      ),
  });
  const data = file.columns.map((column) => ({ value: column || UNNAMED, label: column || texts.unnamed }));
  const field = (of: string) => ({ ...form.field(of), value: form.values[of] ?? '' });

  if (progress) {
    return (
      <Outcome
        kind={kind}
        progress={progress}
        rows={file.rows.length}
        stop={stop}
        goOn={() => void form.submit()}
        again={forget}
      />
    );
  }
  return (
    <Form form={form}>
      <div className={parts.stack}>
        <Section title={texts.columnsTitle} lead={texts.columnsLead}>
          <div className={classes.grid}>
            {COLUMNS[kind].map(({ name: of, needed }) => {
              const column = form.values[AT + of] ?? '';
              const example = column && sample(file, column === UNNAMED ? '' : column);
              return (
                <Select
                  key={of}
                  {...field(AT + of)}
                  label={names[of]}
                  required={needed ?? false}
                  description={
                    example ? texts.example(example.length > SAMPLE ? `${example.slice(0, SAMPLE)}…` : example) : ' '
                  }
                  data={[{ value: '', label: texts.none }, ...data]}
                  searchable={data.length > SAMPLE / 4}
                />
              );
            })}
          </div>
        </Section>
        <Section title={texts.fixedTitle}>
          {kind === 'moments' ? (
            <MomentsFixed field={field} dated={Boolean(form.values[`${AT}published_at`])} />
          ) : (
            <OrdersFixed field={field} />
          )}
        </Section>
        <Stack align="flex-start">
          <Submit>{texts.start(COUNT.format(file.rows.length))}</Submit>
        </Stack>
      </div>
    </Form>
  );
}
