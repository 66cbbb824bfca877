import { Select, Stack } from '@mantine/core';
import { useMemo } from 'react';
import { Form, Submit, useForm } from '@/form/form';
import { parts, Section } from '@/shell/parts';
import { useTenant } from '@/shell/viewer';
import { type File, pieces, sample } from './file';
import { MomentsFixed, OrdersFixed, TouchesFixed } from './fixed';
import classes from './import.module.css';
import { COLUMNS, type Kind } from './mapping';
import { Outcome } from './outcome';
import { useImport } from './sending';
import { columns as names, texts } from './texts';
import { AT, check, columnsOf, initialValues, mappingOf, UNNAMED, type Values } from './values';

const COUNT = new Intl.NumberFormat('en-GB');
const SAMPLE = 40;

/** What the columns are and what holds for every row; then how far it is, and what became of it. */
export function ImportForm({ kind, name, file }: { kind: Kind; name: string; file: File }) {
  const tenant = useTenant();
  const { progress, run, stop, forget } = useImport(kind);
  const initial = useMemo(() => initialValues(kind, name, file, tenant.currency), [kind, file, name, tenant.currency]);
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
  const has = (column: string) => Boolean(form.values[AT + column]);
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
          {kind === 'moments' && <MomentsFixed field={field} dated={has('published_at')} />}
          {kind === 'orders' && <OrdersFixed field={field} />}
          {kind === 'touches' && <TouchesFixed field={field} has={has} />}
        </Section>
        <Stack align="flex-start">
          <Submit>{texts.start(COUNT.format(file.rows.length))}</Submit>
        </Stack>
      </div>
    </Form>
  );
}
