import { Button } from '@mantine/core';
import { Link } from 'react-router';
import { money } from '@/money/money';
import { parts, Section } from '@/shell/parts';
import { useMay, useTenant } from '@/shell/viewer';
import { Claims } from './claims';
import type { AttentionQuery } from './query.gen';
import { home as texts } from './texts';

type Item = { to: string; text: string };
type Count = AttentionQuery['attention']['pendingMoments'];

/** What waits for a person, most pressing first. */
function items(data: AttentionQuery): Item[] {
  const found: Item[] = [];
  const add = (to: string, text: string) => found.push({ to, text });
  const { subscription } = data.billing ?? {};
  if (subscription?.state === 'PAST_DUE' || subscription?.state === 'SUSPENDED') add('wallet/plan', texts.unpaid);
  for (const { id, state, previewTotal } of data.payoutRuns?.nodes ?? []) {
    const to = `payouts/runs/${id}`;
    if (state === 'PREVIEWED' && previewTotal) add(to, texts.runPreviewed(money(previewTotal)));
    if (state === 'PAUSED') add(to, texts.runPaused);
    if (state === 'FUNDING') add(to, texts.runFunding);
    if (state === 'DRAFT') add(to, texts.runDraft);
  }
  const { attention } = data;
  const counted = (to: string, waits: Count, text: (count: string, one: boolean) => string) => {
    if (waits && waits.count > 0) add(to, text(`${waits.count}${waits.atLeast ? '+' : ''}`, waits.count === 1));
  };
  counted('payouts/all?state=NEEDS_REVIEW', attention.payoutsNeedingReview, texts.review);
  counted('payouts/all?state=BLOCKED', attention.blockedPayouts, texts.blocked);
  counted('moments/queue', attention.pendingMoments, texts.pending);
  counted('moments/queue?state=FLAGGED', attention.flaggedMoments, texts.flagged);
  counted('affiliates?state=APPLIED', attention.applications, texts.applied);
  counted('missed-sales?state=REPORTED', attention.missedSales, texts.missed);
  counted('conversions/held', attention.heldCommissions, texts.held);
  const refunds = data.unmatchedRefunds.nodes.length;
  if (refunds)
    add('conversions/refunds', texts.refunds(`${refunds}${data.unmatchedRefunds.pageInfo.hasNextPage ? '+' : ''}`));
  if (data.programs.nodes.length === 0) add('programmes', texts.noProgramme);
  else if (data.tenant?.linkHosts.length === 0) add('settings', texts.noHosts);
  return found;
}

/** The list of it. */
export function Attention({ data }: { data: AttentionQuery }) {
  const tenant = useTenant();
  const decides = useMay('CLAIM_DECIDE');
  const list = items(data);
  const claims = data.creatorClaims.nodes.filter(({ state }) => state === 'REQUESTED');
  return (
    <Section title={texts.attention}>
      {list.length + claims.length === 0 && <p className={parts.soft}>{texts.calm}</p>}
      <ul className={parts.rows}>
        {list.map(({ to, text }) => (
          <li key={to}>
            <span>{text}</span>
            <Button component={Link} to={`/t/${tenant.id}/${to}`} size="compact-sm" variant="default">
              {texts.look}
            </Button>
          </li>
        ))}
        <Claims claims={claims} may={decides} />
      </ul>
    </Section>
  );
}
