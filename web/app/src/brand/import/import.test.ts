import { expect, test } from 'vitest';
import { fields, pieces, read, sample } from './file';
import { guess, guessDates, toml } from './mapping';
import { check, initialValues, mappingOf } from './values';

const CSV = ',Clothing ID,Title,Review Text,Rating\n0,767,,"Says ""yes"",\nin two lines",4\n\n1,1080,Good,Short,5\n';

const file = (name: string, text: string) => {
  const found = read(name, text);
  if (!found) throw new Error('nothing in it');
  return found;
};

test('line ends and quotes within quotes belong to their field', () => {
  const reviews = file('reviews.csv', `\ufeff${CSV.replaceAll('\n', '\r\n')}`);
  expect(reviews.columns).toEqual(['', 'Clothing ID', 'Title', 'Review Text', 'Rating']);
  expect(reviews.rows.map(({ line }) => line)).toEqual([2, 5]);
  expect(fields(reviews.rows[0]?.text ?? '', ',')[3]).toBe('Says "yes",\r\nin two lines');
  expect(sample(reviews, 'Title')).toBe('Good');
});

test('the delimiter is the one that makes most columns', () => {
  expect(file('a.csv', 'id;text, with comma;stars\n1;a;5\n').columns).toEqual(['id', 'text, with comma', 'stars']);
});

test('JSONL has the columns of its first row', () => {
  const rows = file('a.jsonl', '{"id":1,"text":"x"}\n{"id":2,"text":"y"}\n');
  expect([rows.columns, rows.rows.length, sample(rows, 'id')]).toEqual([['id', 'text'], 2, '1']);
});

test('pieces hold whole rows, the header, and say where they begin', () => {
  const rows = Array.from({ length: 10 }, (_, at) => `${at},"${'ü"" '.repeat(20)}"`);
  const cut = pieces(file('a.csv', `id,text\n${rows.join('\n')}\n`), undefined, 600);
  expect(cut.length).toBeGreaterThan(1);
  expect(cut.every(({ data }) => data.startsWith('id,text\n') && JSON.stringify(data).length < 700)).toBe(true);
  expect(cut.flatMap(({ data }) => data.trimEnd().split('\n').slice(1))).toEqual(rows);
  expect(cut.map(({ firstLine }) => firstLine)).toEqual(
    cut.map((_, at) => 2 + cut.slice(0, at).reduce((sum, piece) => sum + piece.rows, 0)),
  );
});

test('empty lines stay, so that lines are counted as in the file', () => {
  const [piece] = pieces(file('reviews.csv', CSV));
  expect(piece?.data).toBe(CSV);
  expect(piece?.firstLine).toBe(2);
});

test('the rows of one order stay together', () => {
  const rows = ['a,1', 'a,2', 'b,3', 'b,4', 'c,5'];
  const cut = pieces(file('orders.csv', `invoice,sku\n${rows.join('\n')}\n`), 'invoice', 29);
  expect(cut.map((piece) => piece.data.trim().split('\n').slice(1))).toEqual([['a,1', 'a,2'], ['b,3', 'b,4'], ['c,5']]);
});

test('columns are known by what they are often called, each once', () => {
  expect(guess('moments', ['', 'Clothing ID', 'Title', 'Review Text', 'Rating'])).toEqual({
    external_id: '',
    body: 'Review Text',
    title: 'Title',
    rating: 'Rating',
    product: 'Clothing ID',
  });
  expect(guess('orders', ['InvoiceNo', 'StockCode', 'UnitPrice', 'InvoiceDate'])).toEqual({
    invoice: 'InvoiceNo',
    sku: 'StockCode',
    unit_price: 'UnitPrice',
    date: 'InvoiceDate',
  });
});

test('dates are read as they are written', () => {
  const of = (value: string) => guessDates(file('a.csv', `id,date\n1,${value}\n`), 'date');
  expect([of('1/12/2010 8:26'), of('2026-01-01'), of('2026-01-01T08:26:00Z')]).toEqual([
    '%d/%m/%Y %H:%M',
    '%Y-%m-%d',
    '',
  ]);
});

test('a mapping holds any name of a column, and days as days', () => {
  const text = toml({
    kind: 'moments',
    columns: { external_id: '', body: 'a "b"\n\\' },
    read: { date_format: '', time_zone: 'UTC' },
    fixed: { source: 'x', published_at: '2026-01-01' },
  });
  expect(text).toBe(
    'kind = "moments"\n\n[columns]\nexternal_id = ""\nbody = "a \\"b\\"\\n\\\\"\n\n[read]\ntime_zone = "UTC"\n\n[fixed]\nsource = "x"\npublished_at = 2026-01-01\n\n',
  );
});

const TOUCHES =
  'touch,type,link,code,review,at,customer,browser,consent\nt-1,CLICK,joe,,,2026-11-01T18:20:00Z,10001,,true\n';

test('touches: a column takes the place of what would hold for all of them', () => {
  const touches = file('touches.csv', TOUCHES);
  const values = { ...initialValues('touches', 'touches.csv', touches, 'GBP'), zone: 'UTC', source: 'reviews' };
  expect(check('touches', values)).toEqual({});
  expect(mappingOf('touches', touches, values)).toBe(
    `kind = "touches"

[columns]
external_id = "touch"
date = "at"
kind = "type"
link = "link"
code = "code"
moment = "review"
customer = "customer"
visitor = "browser"
consent = "consent"

[read]
time_zone = "UTC"
delimiter = ","

[fixed]
moment_source = "reviews"

`,
  );
  const bare = { ...values, 'column.kind': '', 'column.consent': '', 'column.moment': '', consent: 'YES' };
  expect(mappingOf('touches', touches, bare)).toContain('[fixed]\nkind = "CLICK"\nconsent = true\n');
});

test('touches: what they are of, and who made them, has a column', () => {
  const touches = file('touches.csv', 'id,at\n1,2026-11-01T18:20:00Z\n');
  const values = initialValues('touches', 'touches.csv', touches, 'GBP');
  expect(Object.keys(check('touches', values))).toEqual(['column.link', 'column.customer']);
  expect(Object.keys(check('touches', { ...values, kind: 'CODE' }))).toEqual(['column.code', 'column.customer']);
  const moments = { ...values, kind: 'MOMENT_CLICK', 'column.moment': 'id', 'column.visitor': 'id' };
  expect(Object.keys(check('touches', moments))).toEqual(['source']);
});
