import { save } from '@/session/download';

/** One field of a CSV file (RFC 4180). A text that a spreadsheet would run as a formula is given an apostrophe. */
export function csvField(value: string): string {
  const isNumber = /^-?\d+(\.\d+)?$/.test(value);
  const safe = !isNumber && /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** One line of it. */
export const csvLine = (values: string[]) => `${values.map(csvField).join(',')}\r\n`;

/** Hands lines to the browser as a file. */
export function saveCsv(lines: string[], name: string) {
  // The mark tells spreadsheets that it is UTF-8.
  save(new Blob(['\ufeff', ...lines], { type: 'text/csv;charset=utf-8' }), name);
}
