import { money } from '@/money/money';
import { parts, Section } from '@/shell/parts';
import { day } from '@/time/time';
import type { Conversion } from './detail';
import { CommissionBadge } from './state-badge';
import { causes, conversions as texts } from './texts';

/** What payees earn from it, corrections among them. */
export function Commissions({ commissions }: { commissions: Conversion['commissions'] }) {
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
                <small>{`${causes[commission.cause]} · ${commission.program.name} · ${day(commission.maturesAt)}`}</small>
              </span>
              <CommissionBadge state={commission.state} />
              <b className="figure">{money(commission.amount)}</b>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

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
