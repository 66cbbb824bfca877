import { Button } from '@mantine/core';
import { Link } from 'react-router';
import { useQuery } from 'urql';
import { money } from '@/money/money';
import { Loaded, parts, Section } from '@/shell/parts';
import { useMay, useTenant } from '@/shell/viewer';
import { Claims } from './claims';
import { AttentionDocument, type AttentionQuery } from './query.gen';
import { home as texts } from './texts';

type Item = { to: string; text: string };

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
  const review = data.payouts?.nodes.filter(({ state }) => state === 'NEEDS_REVIEW').length ?? 0;
  if (review) add('payouts/all?state=NEEDS_REVIEW', texts.review(review));
  const pending = data.moments.nodes.length;
  if (pending) add('moments/queue', texts.pending(`${pending}${data.moments.pageInfo.hasNextPage ? '+' : ''}`));
  const applied = data.enrollments.nodes.filter(({ state }) => state === 'APPLIED').length;
  if (applied) add('affiliates?state=APPLIED', texts.applied(applied));
  const refunds = data.unmatchedRefunds.nodes.length;
  if (refunds)
    add('conversions/refunds', texts.refunds(`${refunds}${data.unmatchedRefunds.pageInfo.hasNextPage ? '+' : ''}`));
  if (data.programs.nodes.length === 0) add('programmes', texts.noProgramme);
  return found;
}

/** The list of it. */
export function Attention({ withMoney }: { withMoney: boolean }) {
  const tenant = useTenant();
  const decides = useMay('CLAIM_DECIDE');
  const [{ data, error }, again] = useQuery({ query: AttentionDocument, variables: { money: withMoney } });
  return (
    <Loaded data={data} error={error} again={again} height={260}>
      {(known) => {
        const list = items(known);
        const claims = known.creatorClaims.nodes.filter(({ state }) => state === 'REQUESTED');
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
      }}
    </Loaded>
  );
}
