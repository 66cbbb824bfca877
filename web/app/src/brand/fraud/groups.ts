import type { Money } from '@/money/money';

/** A commission as far as it matters for what is held. */
export type HeldRow = {
  id: string;
  state: string;
  amount: Money;
  maturesAt: string;
  holdReason: string | null;
  payee: { id: string; name: string; kind: 'AFFILIATE' | 'CREATOR' };
  adjusts: { id: string } | null;
  conversion: { id: string } | null;
  fraudFindings: { points: number; payee: { id: string } | null }[];
};

/** What one payee has held of one conversion: decided about together. */
export type Group<Row extends HeldRow = HeldRow> = {
  key: string;
  /** The first of them. */
  row: Row;
  /** Those that are released or voided; their corrections go with them. */
  originals: Row[];
  corrected: boolean;
  sum: Money;
  score: number;
};

export const SCORE_MAX = 100;

/** What findings about a payee, and about the buyer, come to. */
export const scoreOf = (findings: HeldRow['fraudFindings'], payee: string): number =>
  Math.min(
    SCORE_MAX,
    findings.filter((one) => !one.payee || one.payee.id === payee).reduce((sum, { points }) => sum + points, 0),
  );

/** Held commissions by conversion and payee, in the order they came. What is held no longer is left out. */
export function groups<Row extends HeldRow>(rows: Row[]): Group<Row>[] {
  const found = new Map<string, Row[]>();
  for (const row of rows.filter(({ state }) => state === 'HELD')) {
    const key = `${row.conversion?.id ?? row.adjusts?.id ?? row.id} ${row.payee.id} ${row.amount.currency}`;
    found.set(key, [...(found.get(key) ?? []), row]);
  }
  return [...found].flatMap(([key, all]) => {
    const originals = all.filter(({ adjusts }) => !adjusts);
    // A correction alone is on another page with what it corrects.
    const [row] = originals;
    if (!row) return [];
    const minor = all.reduce((sum, { amount }) => sum + BigInt(amount.minor), 0n);
    return [
      {
        key,
        row,
        originals,
        corrected: originals.length < all.length,
        sum: { minor: minor.toString(), currency: row.amount.currency },
        score: scoreOf(row.fraudFindings, row.payee.id),
      },
    ];
  });
}
