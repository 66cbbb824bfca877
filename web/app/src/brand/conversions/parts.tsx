import { Paper, Title } from '@mantine/core';
import { money } from '@/money/money';
import { day } from '@/time/time';
import type { Conversion } from './detail';
import classes from './detail.module.css';
import { CommissionBadge } from './state-badge';
import { causes, conversions as texts } from './texts';

/** What payees earn from it, corrections among them. */
export function Commissions({ commissions }: { commissions: Conversion['commissions'] }) {
  return (
    <Paper component="section" aria-labelledby="commissions">
      <Title order={2} id="commissions">
        {texts.commissions}
      </Title>
      {commissions.length === 0 ? (
        <p className={classes.soft}>{texts.commissionsNone}</p>
      ) : (
        <ul className={classes.rows}>
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
    </Paper>
  );
}

/** What was bought. */
export function Lines({ lines }: { lines: Conversion['lines'] }) {
  if (lines.length === 0) return null;
  return (
    <Paper component="section" aria-labelledby="lines">
      <Title order={2} id="lines">
        {texts.lines}
      </Title>
      <ul className={classes.rows}>
        {lines.map((line) => (
          <li key={line.position}>
            <span>
              {line.title ?? line.sku}
              <small>{[`${line.quantity} × ${line.sku}`, line.commissionable ? '' : texts.notCommissionable].filter(Boolean).join(' · ')}</small>
            </span>
            <b className="figure">{money(line.amount)}</b>
          </li>
        ))}
      </ul>
    </Paper>
  );
}
