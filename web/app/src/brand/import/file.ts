/** A file of rows, read in the browser: what its columns are called, and its rows as they stand in it. */
export type File = {
  format: 'CSV' | 'JSONL';
  delimiter: string;
  /** The header as it is written; empty for JSONL. */
  header: string;
  columns: string[];
  /** Each row's text with its line in the file, from 1. */
  rows: { line: number; text: string }[];
};

/** What goes in one request: the server takes 200,000 bytes, and 5,000 rows, in a body of 256 KiB. */
export const PIECE_BYTES_MAX = 180_000;
const PIECE_ROWS_MAX = 2_000;

const DELIMITERS = [',', ';', '\t', '|'];

/** Splits a text at its line ends, but not at those within quotes. */
function* records(text: string): Generator<{ line: number; text: string }> {
  let quoted = false;
  let from = 0;
  let line = 1;
  let began = 1;
  for (let at = 0; at <= text.length; at += 1) {
    const letter = text[at];
    if (letter === '"') quoted = !quoted;
    if (letter === '\n') line += 1;
    if (letter === undefined || (letter === '\n' && !quoted)) {
      const record = text.slice(from, at).replace(/\r$/, '');
      if (record.trim()) yield { line: began, text: record };
      from = at + 1;
      began = line;
    }
  }
}

/** The fields of one row (RFC 4180). */
export function fields(record: string, delimiter: string): string[] {
  const found: string[] = [];
  let field = '';
  let quoted = false;
  for (let at = 0; at < record.length; at += 1) {
    const letter = record[at] as string;
    if (quoted && letter === '"' && record[at + 1] === '"') {
      field += '"';
      at += 1;
    } else if (letter === '"') quoted = !quoted;
    else if (letter === delimiter && !quoted) {
      found.push(field.trim());
      field = '';
    } else field += letter;
  }
  return [...found, field.trim()];
}

/** Reads a file's text. Null when there is no row in it. */
export function read(name: string, text: string): File | null {
  const all = [...records(text.replace(/^\ufeff/, ''))];
  const [first, ...rest] = all;
  if (!first) return null;
  if (/\.(jsonl|ndjson)$/i.test(name) || first.text.trimStart().startsWith('{')) {
    return { format: 'JSONL', delimiter: ',', header: '', columns: Object.keys(object(first.text)), rows: all };
  }
  if (rest.length === 0) return null;
  const count = (delimiter: string) => fields(first.text, delimiter).length;
  const delimiter = DELIMITERS.reduce((best, next) => (count(next) > count(best) ? next : best));
  return { format: 'CSV', delimiter, header: first.text, columns: fields(first.text, delimiter), rows: rest };
}

function object(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

/** What a column holds in the first row that has something there. */
export function sample(file: File, column: string, looked = 20): string {
  const at = file.columns.indexOf(column);
  for (const { text } of file.rows.slice(0, looked)) {
    const value = file.format === 'CSV' ? fields(text, file.delimiter)[at] : object(text)[column];
    if (value !== undefined && value !== null && value !== '') return String(value);
  }
  return '';
}

/** A piece of a file, as the graph takes it. */
export type Piece = { data: string; firstLine: number; rows: number };

const encoder = new TextEncoder();
/** How much a text takes in a request, where quotes and line ends are escaped. */
const weight = (text: string) => encoder.encode(JSON.stringify(text)).length;

/** Rows that follow each other and have the same value in `column` belong together; without one, each stands alone. */
function* groups(file: File, column: string | undefined) {
  const at = column === undefined ? -1 : file.columns.indexOf(column);
  let group: File['rows'] = [];
  let last: unknown;
  for (const row of file.rows) {
    const value =
      at < 0
        ? undefined
        : file.format === 'CSV'
          ? fields(row.text, file.delimiter)[at]
          : object(row.text)[column ?? ''];
    if (group.length > 0 && (at < 0 || value !== last)) {
      yield group;
      group = [];
    }
    group.push(row);
    last = value;
  }
  if (group.length > 0) yield group;
}

/**
 * Cuts a file into pieces of whole rows, each with the header. Rows keep their order; those of one order, which is one
 * value of `column`, stay together.
 */
export function pieces(file: File, column?: string, bytesMax = PIECE_BYTES_MAX, rowsMax = PIECE_ROWS_MAX): Piece[] {
  const found: Piece[] = [];
  const head = file.header ? `${file.header}\n` : '';
  let piece: { text: string; bytes: number; firstLine: number; rows: number } | null = null;
  let next = 0;
  const end = () => {
    if (piece) found.push({ data: head + piece.text, firstLine: piece.firstLine, rows: piece.rows });
    piece = null;
  };
  for (const group of groups(file, column)) {
    const bytes = group.reduce((sum, { text }) => sum + weight(text), 0);
    if (piece && (piece.bytes + bytes > bytesMax || piece.rows + group.length > rowsMax)) end();
    for (const { line, text } of group) {
      piece ??= { text: '', bytes: weight(head), firstLine: line, rows: 0 };
      // Empty lines stay, so that the server counts lines as they are in the file.
      if (piece.rows > 0) piece.text += '\n'.repeat(line - next);
      piece.text += `${text}\n`;
      piece.rows += 1;
      next = line + text.split('\n').length;
    }
    if (piece) piece.bytes += bytes;
  }
  end();
  return found;
}
