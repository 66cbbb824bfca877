import type { File } from './file';
import { COLUMNS, guess, guessDates, type Kind, toml } from './mapping';
import { texts } from './texts';

/** What was chosen: of each column which it is, and what holds for every row. */
export type Values = Record<string, string>;

/** In place of a column without a name, which is not the same as none. */
export const UNNAMED = '\u0000';
/** Prefix of the fields that are columns. */
export const AT = 'column.';

const stem = (name: string) =>
  name
    .replace(/\.\w+$/, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
    .slice(0, 60);

/** Which column has the date of a row. */
const DATED: Record<Kind, string> = { moments: 'published_at', orders: 'date', touches: 'date' };
/** What a touch of each kind is of. */
const TARGETS: Record<string, string> = { CLICK: 'link', CODE: 'code', MOMENT_CLICK: 'moment' };

/** What a file begins with: what its names tell. */
export function initialValues(kind: Kind, name: string, file: File, currency: string): Values {
  const guessed = guess(kind, file.columns);
  const values: Values = Object.fromEntries(
    COLUMNS[kind].map((column) => {
      const found = guessed[column.name];
      return [AT + column.name, found === '' ? UNNAMED : (found ?? '')];
    }),
  );
  const dates = guessDates(file, guessed[DATED[kind]]);
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const common = { ...values, dates, zone };
  switch (kind) {
    case 'moments':
      return {
        ...common,
        source: stem(name),
        kind: 'REVIEW',
        moderation: 'PENDING',
        rights: 'NOT_REQUIRED',
        published: '',
      };
    case 'orders':
      return { ...common, decimal: '.', currency, prefix: '', fees: '' };
    case 'touches':
      return { ...common, kind: 'CLICK', source: '', consent: 'NO' };
  }
}

/** The columns that were chosen, each with its name in the file. */
export const columnsOf = (kind: Kind, values: Values) =>
  Object.fromEntries(
    COLUMNS[kind]
      .map(({ name }) => [name, values[AT + name] ?? ''] as const)
      .filter(([, column]) => column)
      .map(([name, column]) => [name, column === UNNAMED ? '' : column]),
  );

/** The mapping file that says all of it. */
export function mappingOf(kind: Kind, file: File, values: Values): string {
  const given = (name: string) => (values[name] ?? '').trim();
  const read = {
    date_format: given('dates'),
    time_zone: given('zone'),
    ...(kind === 'orders' ? { decimal_mark: given('decimal') } : {}),
    ...(file.format === 'CSV' ? { delimiter: file.delimiter } : {}),
  };
  const columns = columnsOf(kind, values);
  const has = (name: string) => columns[name] !== undefined;
  switch (kind) {
    case 'moments': {
      const fixed = { source: given('source'), kind: given('kind'), moderation: given('moderation') };
      const published_at = has('published_at') ? '' : given('published');
      return toml({ kind, columns, read, fixed: { ...fixed, rights: given('rights'), published_at } });
    }
    case 'touches': {
      const fixed = {
        kind: has('kind') ? '' : given('kind'),
        moment_source: has('moment') ? given('source') : '',
        consent: !has('consent') && given('consent') === 'YES',
      };
      return toml({ kind, columns, read, fixed });
    }
    case 'orders': {
      const not_commissionable = given('fees')
        .split(',')
        .map((fee) => fee.trim())
        .filter(Boolean);
      const orders = { cancellation_prefix: given('prefix'), not_commissionable };
      return toml({ kind, columns, read, fixed: { currency: given('currency') }, orders });
    }
  }
}

/** What is missing, beside each field. */
export function check(kind: Kind, values: Values): Record<string, string | null> {
  const wrong: Record<string, string | null> = {};
  const has = (name: string) => Boolean(values[AT + name]);
  for (const { name, needed } of COLUMNS[kind]) {
    if (needed && !has(name)) wrong[AT + name] = texts.needed;
  }
  if (kind === 'orders' && !has('unit_price') && !has('line_amount')) wrong[`${AT}unit_price`] = texts.price;
  if (kind === 'moments') {
    if (!values.source?.trim()) wrong.source = texts.sourceWrong;
    if (!has('published_at') && !/^\d{4}-\d\d-\d\d$/.test(values.published ?? '')) {
      wrong.published = texts.publishedWrong;
    }
  }
  if (kind === 'touches') {
    const target = has('kind') ? null : TARGETS[values.kind ?? ''];
    if (target && !has(target)) wrong[AT + target] = texts.targetNeeded;
    if (has('kind') && !Object.values(TARGETS).some(has)) wrong[`${AT}link`] = texts.targetsNeeded;
    if (!has('customer') && !has('visitor')) wrong[`${AT}customer`] = texts.whoNeeded;
    if (has('moment') && !values.source?.trim()) wrong.source = texts.sourceWrong;
  }
  return wrong;
}
