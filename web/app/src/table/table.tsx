import { Button, Skeleton, Title } from '@mantine/core';
import { type ReactNode, useEffect, useRef } from 'react';
import { Link, useSearchParams } from 'react-router';
import { EmptyNotice } from '@/feedback/empty-notice';
import { FailureNotice } from '@/feedback/failure-notice';
import { type News, useFresh } from '@/graph/fresh';
import { Icon } from '@/theme/icon';
import { ExportButton } from './export';
import { cursors, PAGE_ROWS, type Source, usePage } from './pages';
import classes from './table.module.css';
import { table as texts } from './texts';

/** One column: what it shows, and what it is in a file. The first one names the row. */
export type Column<Row> = {
  key: string;
  head: string;
  cell: (row: Row) => ReactNode;
  text: (row: Row) => string;
  /** A line below it that is no part of its name. */
  note?: (row: Row) => string;
  align?: 'end';
  /** Left out where there is little room. */
  wide?: boolean;
  /** Holds buttons. */
  acts?: boolean;
  /** Gives way where there is little room: what does not fit ends in an ellipsis. */
  yields?: boolean;
};

type Props<Data, Variables extends Record<string, unknown>, Row> = Source<Data, Variables, Row> & {
  /** What the list is of; names it to screen readers, and its file. */
  name: string;
  columns: Column<Row>[];
  /** Those of the file, if they are others. */
  fileColumns?: Column<Row>[];
  id: (row: Row) => string;
  href?: (row: Row) => string | null;
  /** How many rows it will have, where that is known, so that nothing moves when they come. */
  expected?: number;
  /** Says above it what it is, where a screen has several. */
  titled?: boolean;
  /** Filters above it. */
  filters?: ReactNode;
  filtered?: boolean;
  clear?: () => void;
  /** News of what is in it: it is read again when they come. */
  news?: News;
  /** It is read again when this changes. */
  fresh?: string | undefined;
  empty: { title: string; text?: string; action?: ReactNode };
};

/** What the style sheet needs to know of a cell; `sides` are the columns that a card has, two beside each other. */
const marks = (
  { key, align, wide, acts, yields }: Pick<Column<never>, 'key' | 'align' | 'wide' | 'acts' | 'yields'>,
  sides: string[],
) => ({
  'data-align': align,
  'data-wide': wide,
  'data-acts': acts,
  'data-yields': yields,
  'data-side': sides.indexOf(key) % 2 === 1 ? 'end' : undefined,
});

/** A list of the graph as a table, and as cards on a phone. */
export function Table<Data, Variables extends Record<string, unknown>, Row>(props: Props<Data, Variables, Row>) {
  const { columns, name, id, href, filters, filtered, clear, empty, news, fresh } = props;
  const page = usePage(props);
  const { rows } = page;
  useFresh(news ?? null, page.again);
  useChange(fresh, page.again);
  const sides = columns.filter(({ wide }) => !wide).map(({ key }) => key);

  return (
    <section className={classes.list} aria-label={name} aria-busy={page.stale}>
      <div className={classes.bar}>
        {props.titled && <Title order={2}>{name}</Title>}
        {filters && (
          <fieldset className={classes.filters} aria-label={texts.filters}>
            {filters}
            {filtered && clear && (
              <Button variant="subtle" size="compact-sm" onClick={clear}>
                {texts.clear}
              </Button>
            )}
          </fieldset>
        )}
        <ExportButton source={props} columns={props.fileColumns ?? columns} name={name} />
      </div>
      {page.error ? (
        <FailureNotice error={page.error} retry={page.again} />
      ) : rows && rows.length === 0 ? (
        filtered ? (
          <EmptyNotice title={texts.noneMatch} text={texts.noneMatchText} />
        ) : (
          <EmptyNotice {...empty} />
        )
      ) : (
        // The roles are spelled out because cards on a phone are no table to the browser.
        // biome-ignore-start lint/a11y/noRedundantRoles: see above
        <table className={classes.table} role="table" aria-label={name}>
          <thead role="rowgroup" data-coming={rows ? undefined : true}>
            <tr role="row">
              {columns.map((column) => (
                <th key={column.key} role="columnheader" scope="col" data-align={column.align} data-wide={column.wide}>
                  {column.head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody role="rowgroup">
            {rows
              ? rows.map((row) => (
                  <tr key={id(row)} role="row" data-link={href?.(row) ? true : undefined}>
                    {columns.map((column, at) => (
                      <td key={column.key} role="cell" {...marks(column, sides)}>
                        {at === 0 && href?.(row) ? (
                          <Link className={classes.link} to={href(row) ?? ''}>
                            {column.cell(row)}
                          </Link>
                        ) : (
                          <span data-value>{column.cell(row)}</span>
                        )}
                        {column.note && <small>{column.note(row)}</small>}
                      </td>
                    ))}
                  </tr>
                ))
              : Array.from({ length: Math.min(props.expected ?? PAGE_ROWS, PAGE_ROWS) }, (_, at) => (
                  // Not the number alone, which may be a row's own key.
                  // biome-ignore lint/suspicious/noArrayIndexKey: nothing else tells them apart
                  <tr key={`coming ${at}`} role="row">
                    {columns.map((column) => (
                      <td key={column.key} role="cell" {...marks(column, sides)}>
                        <Skeleton height={10} width={column.align ? '50%' : '70%'} radius="xl" />
                      </td>
                    ))}
                  </tr>
                ))}
          </tbody>
        </table>
        // biome-ignore-end lint/a11y/noRedundantRoles: see above
      )}
      {rows && <Pager after={page.after} before={page.before} at={props.at} />}
    </section>
  );
}

/** Calls whenever the value is another one than before. */
function useChange(value: string | undefined, call: () => void) {
  const last = useRef(value);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only the value sets it off
  useEffect(() => {
    if (last.current !== undefined && last.current !== value) call();
    last.current = value;
  }, [value]);
}

type PagerProps = { after: string | null; before: string | null; at: string | undefined };

/** To the neighbouring pages, where there are any. */
export function Pager({ after, before, at }: PagerProps) {
  const [params] = useSearchParams();
  const names = cursors(at);
  const to = (place: { after?: string; before?: string }) => {
    const next = new URLSearchParams(params);
    next.delete(names.after);
    next.delete(names.before);
    if (place.after) next.set(names.after, place.after);
    if (place.before) next.set(names.before, place.before);
    return { search: next.toString() };
  };
  const elsewhere = params.has(names.after) || params.has(names.before);
  if (!after && !before && !elsewhere) return null;
  return (
    <nav className={classes.pager} aria-label={texts.pages}>
      {elsewhere && (
        <Button component={Link} to={to({})} variant="subtle" size="compact-sm">
          {texts.first}
        </Button>
      )}
      {before && (
        <Button
          component={Link}
          to={to({ before })}
          variant="default"
          size="compact-sm"
          leftSection={<Icon name="left" size={14} />}
        >
          {texts.previous}
        </Button>
      )}
      {after && (
        <Button
          component={Link}
          to={to({ after })}
          variant="default"
          size="compact-sm"
          rightSection={<Icon name="right" size={14} />}
        >
          {texts.next}
        </Button>
      )}
    </nav>
  );
}
