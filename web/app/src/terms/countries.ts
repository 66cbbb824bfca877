const LOCALE = 'en-GB';
const names = new Intl.DisplayNames(LOCALE, { type: 'region', fallback: 'none' });

/** Codes that have a name and are none of ISO 3166-1. */
const NONE = new Set('AC CP CQ DG EA EU EZ IC QO TA UN XA XB XK ZZ'.split(' '));
const LETTERS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];

/** What is said with an article. */
const THE = new Set([
  'AE',
  'BS',
  'CF',
  'CK',
  'DO',
  'FK',
  'FO',
  'GB',
  'GM',
  'KM',
  'KY',
  'MH',
  'MV',
  'NL',
  'PH',
  'SB',
  'SC',
  'US',
]);

const isCountry = (code: string) =>
  !NONE.has(code) && names.of(code) !== undefined && new Intl.Locale(`und-${code}`).region === code;

let found: Map<string, string> | null = null;

/** Countries by their two letters, by name. Made when first asked for. */
export function countries(): ReadonlyMap<string, string> {
  if (!found) {
    const codes = LETTERS.flatMap((one) => LETTERS.map((other) => one + other)).filter(isCountry);
    const all = codes.map((code): [string, string] => [code, names.of(code) ?? code]);
    found = new Map(all.sort(([, a], [, b]) => a.localeCompare(b, LOCALE)));
  }
  return found;
}

/** A country's name; a word that is no country's code as it is. */
export const nameOf = (code: string): string => countries().get(code.toUpperCase()) ?? code;

/** The same within a sentence: `the United Kingdom`. */
export const inWords = (code: string): string => (THE.has(code.toUpperCase()) ? `the ${nameOf(code)}` : nameOf(code));

/** The two letters of what somebody typed: those, or its name; null where it is no country. */
export function codeOf(typed: string): string | null {
  const word = typed.trim();
  if (countries().has(word.toUpperCase())) return word.toUpperCase();
  const plain = (text: string) => text.toLocaleLowerCase(LOCALE).replace(/^the /, '');
  return [...countries()].find(([, name]) => plain(name) === plain(word))?.[0] ?? null;
}
