import { Button } from '@mantine/core';
import { useState } from 'react';
import { held } from '@/brand/fraud/texts';
import { money } from '@/money/money';
import { isOutside, voidReason, worth } from '@/path/outside';
import { parts, Section } from '@/shell/parts';
import { useMay } from '@/shell/viewer';
import { day } from '@/time/time';
import type { Conversion } from './detail';
import { Hold } from './hold';
import { CommissionBadge } from './state-badge';
import { causes, conversions as texts } from './texts';

type Commission = Conversion['commissions'][number];

/** What payees earn from it, corrections among them; what is not yet payable can be held. */
export function Commissions({ commissions, again }: { commissions: Commission[]; again: () => void }) {
  const may = useMay('COMMISSION_WRITE');
  const [holding, setHolding] = useState<Commission | null>(null);
  return (
    <Section title={texts.commissions}>
      {commissions.length === 0 ? (
        <p className={parts.soft}>{texts.commissionsNone}</p>
      ) : (
        <ul className={parts.rows}>
          {commissions.map((commission) => (
            <li key={commission.id}>
              <span>
                {commission.payee.name}
                <small>{about(commission)}</small>
                {voidReason(commission) && <small>{voidReason(commission)}</small>}
              </span>
              {may && commission.state === 'PENDING' && !commission.adjusts && (
                <Button
                  variant="subtle"
                  size="compact-sm"
                  aria-label={held.holdOf(commission.payee.name)}
                  onClick={() => setHolding(commission)}
                >
                  {held.hold}
                </Button>
              )}
              <CommissionBadge commission={commission} />
              <b className="figure">{money(worth(commission))}</b>
            </li>
          ))}
        </ul>
      )}
      {holding && <Hold commission={holding} close={() => setHolding(null)} done={again} />}
    </Section>
  );
}

/** Where it comes from, and when it is due; what limits cut to nothing is due never. */
const about = ({ cause, program, maturesAt, amount, why }: Commission) =>
  [causes[cause], program.name, isOutside(why) ? texts.cut(money(amount)) : day(maturesAt)].join(' · ');

/** What was bought. */
export function Lines({ lines }: { lines: Conversion['lines'] }) {
  if (lines.length === 0) return null;
  return (
    <Section title={texts.lines}>
      <ul className={parts.rows}>
        {lines.map((line) => (
          <li key={line.position}>
            <span>
              {line.title ?? line.sku}
              <small>
                {[`${line.quantity} × ${line.sku}`, line.commissionable ? '' : texts.notCommissionable]
                  .filter(Boolean)
                  .join(' · ')}
              </small>
            </span>
            <b className="figure">{money(line.amount)}</b>
          </li>
        ))}
      </ul>
    </Section>
  );
}
