/** An amount as the graph gives it: whole minor units as digits, and a currency of ISO 4217. */
export type Money = { minor: string; currency: string };

const LOCALE = 'en-GB';
const formats = new Map<string, Intl.NumberFormat>();

function format(currency: string, options: Intl.NumberFormatOptions = {}): Intl.NumberFormat {
  const key = currency + JSON.stringify(options);
  let made = formats.get(key);
  if (!made) {
    made = new Intl.NumberFormat(LOCALE, { style: 'currency', currency, ...options });
    formats.set(key, made);
  }
  return made;
}

/** Digits behind the point: 0 for JPY, 2 for GBP, 3 for KWD. */
export function exponent(currency: string): number {
  return format(currency).resolvedOptions().maximumFractionDigits ?? 2;
}

/** `1234` of GBP as `12.34`: exact for any size, for files and fields. */
export function decimal({ minor, currency }: Money): string {
  const digits = exponent(currency);
  const value = BigInt(minor);
  const sign = value < 0n ? '-' : '';
  const text = (value < 0n ? -value : value).toString().padStart(digits + 1, '0');
  const whole = text.slice(0, text.length - digits);
  return digits === 0 ? sign + whole : `${sign}${whole}.${text.slice(text.length - digits)}`;
}

/** For people: `£12.34`. The digits never pass through a float. */
export function money(amount: Money, { sign = false } = {}): string {
  const shown = format(amount.currency, sign ? { signDisplay: 'exceptZero' } : {});
  return shown.format(decimal(amount) as Intl.StringNumericLiteral);
}

/** Without what is behind the point, for large figures: `£1,235`. */
export function roundMoney(amount: Money): string {
  const shown = format(amount.currency, { maximumFractionDigits: 0 });
  return shown.format(decimal(amount) as Intl.StringNumericLiteral);
}

/** What a person typed, `1,234.5` or `12`, as minor units; null where it is no amount of the currency. */
export function minorOf(typed: string, currency: string): string | null {
  const digits = exponent(currency);
  const text = typed.trim();
  if (!/^\d{1,3}(,\d{3})+(\.\d+)?$|^\d+(\.\d+)?$|^\.\d+$/.test(text)) return null;
  const [whole = '', part = ''] = text.replaceAll(',', '').split('.');
  if (part.length > digits) return null;
  return BigInt(whole + part.padEnd(digits, '0')).toString();
}

/** The sum; the amounts are of one currency. */
export function sum(amounts: Money[], currency: string): Money {
  let total = 0n;
  for (const amount of amounts) {
    if (amount.currency !== currency) throw new RangeError('amounts of two currencies');
    total += BigInt(amount.minor);
  }
  return { minor: total.toString(), currency };
}

/** `total` whole parts in proportion to whole weights: the largest remainders get what is over, as the server does it. */
export function apportion(total: bigint, weights: bigint[]): bigint[] {
  const whole = weights.reduce((all, weight) => all + weight, 0n);
  if (whole <= 0n) return weights.map(() => 0n);
  const parts = weights.map((weight, at) => ({ at, part: (total * weight) / whole, over: (total * weight) % whole }));
  let left = total - parts.reduce((all, { part }) => all + part, 0n);
  for (const share of [...parts].sort((a, b) => (b.over === a.over ? a.at - b.at : b.over > a.over ? 1 : -1))) {
    if (left === 0n) break;
    share.part += 1n;
    left -= 1n;
  }
  return parts.map(({ part }) => part);
}

/** Shares an amount by whole weights, so that the parts sum to it. */
export function split({ minor, currency }: Money, weights: bigint[]): Money[] {
  const value = BigInt(minor);
  const parts = apportion(value < 0n ? -value : value, weights);
  return parts.map((part) => ({ minor: (value < 0n ? -part : part).toString(), currency }));
}

/** Whether it is nothing. */
export const isZero = ({ minor }: Money) => BigInt(minor) === 0n;
/** Whether it is below zero. */
export const isNegative = ({ minor }: Money) => BigInt(minor) < 0n;

/** `bps` basis points of it, rounded to the nearest, halves to the even one, as the server does it. */
export function share({ minor, currency }: Money, bps: bigint): Money {
  const value = BigInt(minor) * bps;
  const [quotient, rest] = [value / 10_000n, (value % 10_000n) * 2n];
  const up = rest > 10_000n || (rest === 10_000n && quotient % 2n === 1n);
  return { minor: (up ? quotient + 1n : quotient).toString(), currency };
}

/** An amount of ten-thousandths of minor units, as rates leave it before it is rounded: `£9.6104`. */
export function fineMoney(value: bigint, currency: string): string {
  const digits = exponent(currency) + 4;
  const text = (value < 0n ? -value : value).toString().padStart(digits + 1, '0');
  const at = text.length - digits;
  const shown = format(currency, { maximumFractionDigits: digits });
  return shown.format(`${value < 0n ? '-' : ''}${text.slice(0, at)}.${text.slice(at)}` as Intl.StringNumericLiteral);
}
