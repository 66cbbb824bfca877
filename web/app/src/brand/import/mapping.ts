import { type File, sample } from './file';

/** What a file is of. */
export type Kind = 'moments' | 'orders' | 'touches';

/** Where what is imported is found, within the brand's area. */
export const PLACES: Record<Kind, string> = {
  moments: 'moments',
  orders: 'conversions',
  touches: 'conversions/touches',
};

type Column = {
  name: string;
  /** Nothing can be imported without it. */
  needed?: boolean;
  /** What such a column is often called, most telling first. */
  called: string[];
};

/** The columns that a mapping names, in the order they are asked for. docs/mappings/README.md says what each is. */
export const COLUMNS: Record<Kind, Column[]> = {
  moments: [
    { name: 'external_id', needed: true, called: ['review id', 'id', 'external id', 'number', ''] },
    { name: 'body', needed: true, called: ['review text', 'text', 'body', 'review', 'comment', 'content'] },
    { name: 'title', called: ['review title', 'title', 'headline', 'subject'] },
    { name: 'rating', called: ['rating', 'stars', 'score'] },
    { name: 'published_at', called: ['published at', 'review date', 'date', 'created at', 'submitted at'] },
    { name: 'creator', called: ['customer id', 'author id', 'user id', 'reviewer id'] },
    { name: 'creator_name', called: ['author', 'author name', 'reviewer', 'reviewer name', 'nickname', 'name'] },
    { name: 'product', called: ['product id', 'sku', 'clothing id', 'item id', 'product'] },
    { name: 'product_title', called: ['product title', 'product name', 'class name', 'item'] },
    { name: 'product_category', called: ['category', 'product category', 'department name', 'department'] },
    { name: 'permalink', called: ['permalink', 'url', 'link'] },
  ],
  orders: [
    { name: 'invoice', needed: true, called: ['invoice', 'invoice no', 'order', 'order id', 'order number', 'name'] },
    { name: 'sku', needed: true, called: ['sku', 'stock code', 'lineitem sku', 'product id', 'item'] },
    { name: 'quantity', needed: true, called: ['quantity', 'lineitem quantity', 'qty'] },
    { name: 'unit_price', called: ['unit price', 'price', 'lineitem price'] },
    { name: 'line_amount', called: ['line amount', 'line total', 'amount', 'total'] },
    { name: 'date', needed: true, called: ['date', 'invoice date', 'order date', 'created at'] },
    { name: 'title', called: ['description', 'title', 'lineitem name', 'product'] },
    { name: 'customer', called: ['customer', 'customer id', 'email'] },
    { name: 'country', called: ['country', 'shipping country'] },
    { name: 'code', called: ['code', 'coupon', 'discount code'] },
  ],
  touches: [
    { name: 'external_id', needed: true, called: ['touch', 'touch id', 'event id', 'click id', 'id', 'number', ''] },
    { name: 'date', needed: true, called: ['at', 'date', 'time', 'timestamp', 'occurred at', 'created at'] },
    { name: 'kind', called: ['type', 'kind', 'event', 'event type'] },
    { name: 'link', called: ['link', 'slug', 'short link'] },
    { name: 'code', called: ['code', 'coupon', 'discount code'] },
    { name: 'moment', called: ['moment', 'review', 'review id', 'post', 'post id'] },
    { name: 'customer', called: ['customer', 'customer id', 'buyer', 'user id'] },
    { name: 'visitor', called: ['visitor', 'visitor id', 'browser', 'browser id', 'cookie', 'client id'] },
    { name: 'consent', called: ['consent', 'consents', 'agreed'] },
  ],
};

/** `ReviewText`, `review_text` and `Review Text` are one. */
const plain = (name: string) =>
  name
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .replaceAll(/[_\-.]+/g, ' ')
    .trim()
    .toLowerCase();

/** Which column is probably what. Each column of the file is taken once. */
export function guess(kind: Kind, columns: string[]): Record<string, string> {
  const left = new Map(columns.map((column) => [plain(column), column] as const).reverse());
  const found: Record<string, string> = {};
  for (const { name, called } of COLUMNS[kind]) {
    const call = called.find((one) => left.has(one));
    if (call === undefined) continue;
    found[name] = left.get(call) ?? '';
    left.delete(call);
  }
  return found;
}

/** Ways to write a date that files have, the first of which is the graph's own. */
const DATES: [RegExp, string][] = [
  [/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/, ''],
  [/^\d{4}-\d\d-\d\d$/, '%Y-%m-%d'],
  [/^\d{4}-\d\d-\d\d \d\d:\d\d$/, '%Y-%m-%d %H:%M'],
  [/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/, '%Y-%m-%d %H:%M:%S'],
  [/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d [+-]\d{4}$/, '%Y-%m-%d %H:%M:%S %z'],
  [/^\d{1,2}\/\d{1,2}\/\d{4}$/, '%d/%m/%Y'],
  [/^\d{1,2}\/\d{1,2}\/\d{4} \d{1,2}:\d\d$/, '%d/%m/%Y %H:%M'],
  [/^\d{1,2}\.\d{1,2}\.\d{4}$/, '%d.%m.%Y'],
  [/^\d{1,2}\.\d{1,2}\.\d{4} \d{1,2}:\d\d$/, '%d.%m.%Y %H:%M'],
];

/** How the dates of a column are probably written; empty for the graph's own way. */
export function guessDates(file: File, column: string | undefined): string {
  const value = column === undefined ? '' : sample(file, column);
  return DATES.find(([looks]) => looks.test(value))?.[1] ?? '';
}

/** A text as TOML's basic string, whose escapes are JSON's but for one. */
const quoted = (text: string) => JSON.stringify(text).replaceAll('\x7f', '\\u007F');

export type Mapping = {
  kind: Kind;
  columns: Record<string, string>;
  read: Record<string, string>;
  /** What is true or false stands in it only where it is true. */
  fixed: Record<string, string | boolean>;
  orders?: { cancellation_prefix: string; not_commissionable: string[] };
};

const DAY = /^\d{4}-\d\d-\d\d$/;

/** The mapping file, as `tributary import --map` takes it too. What is empty is left out. */
export function toml({ kind, columns, read, fixed, orders }: Mapping): string {
  // TOML has days of its own.
  const written = (value: string | boolean) =>
    typeof value === 'boolean' ? String(value) : DAY.test(value) ? value : quoted(value);
  const part = (name: string, pairs: Mapping['fixed']) => [
    `[${name}]`,
    ...Object.entries(pairs).map(([key, value]) => `${key} = ${written(value)}`),
    '',
  ];
  const filled = (pairs: Mapping['fixed']) => Object.fromEntries(Object.entries(pairs).filter(([, one]) => one));
  const lines = [`kind = ${quoted(kind)}`, '', ...part('columns', columns), ...part('read', filled(read))];
  lines.push(...part('fixed', filled(fixed)));
  if (orders) {
    lines.push('[orders]');
    if (orders.cancellation_prefix) lines.push(`cancellation_prefix = ${quoted(orders.cancellation_prefix)}`);
    lines.push(`not_commissionable = [${orders.not_commissionable.map(quoted).join(', ')}]`);
  }
  return `${lines.join('\n')}\n`;
}
