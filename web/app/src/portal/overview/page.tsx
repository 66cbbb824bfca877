import { Button } from '@mantine/core';
import { Link } from 'react-router';
import { useQuery } from 'urql';
import { causes } from '@/brand/conversions/texts';
import { EmptyNotice } from '@/feedback/empty-notice';
import { money } from '@/money/money';
import { worth } from '@/path/outside';
import { Page } from '@/shell/page';
import { Loaded, parts, Section } from '@/shell/parts';
import { moment } from '@/time/time';
import { StandingBadge } from '../earnings/frame';
import { Earnings } from './earnings';
import classes from './overview.module.css';
import { OverviewDocument, type OverviewQuery } from './query.gen';
import { overview as texts } from './texts';

/** What is shown of an affiliate. */
export type Affiliate = NonNullable<OverviewQuery['viewer']['affiliate']>;

/** `/portal`. */
export function Component() {
  const [{ data, error }, again] = useQuery({ query: OverviewDocument });
  const affiliate = data?.viewer.affiliate;
  const first = affiliate?.name.split(' ')[0];
  return (
    <Page title={texts.title} heading={first && texts.hello(first)} lead={texts.lead}>
      <Loaded data={affiliate} error={error} again={again} height={320}>
        {(known) => (
          <div className={parts.stack}>
            {known.tenants.length > 0 && <Account account={known.payoutAccount ?? null} />}
            {known.tenants.length === 0 && (
              <EmptyNotice
                title={texts.emptyTitle}
                text={texts.emptyText}
                action={
                  <Button component={Link} to="programmes" variant="default">
                    {texts.find}
                  </Button>
                }
              />
            )}
            {known.tenantEarnings.map((one) => (
              <Earnings
                key={`${one.tenantId} ${one.currency}`}
                earnings={one}
                affiliate={known}
                refresh={() => again({ requestPolicy: 'network-only' })}
              />
            ))}
            <Latest affiliate={known} />
          </div>
        )}
      </Loaded>
    </Page>
  );
}

function Latest({ affiliate: { commissions, tenants } }: { affiliate: Affiliate }) {
  if (commissions.nodes.length === 0) return null;
  return (
    <Section title={texts.latest} aside={<Link to="earnings">{texts.all}</Link>}>
      <ul className={parts.rows}>
        {commissions.nodes.map((commission) => (
          <li key={commission.id}>
            <span>
              {commission.conversion?.externalId ?? causes[commission.cause]}
              <small>
                {`${tenants.find(({ id }) => id === commission.tenantId)?.name ?? ''} · ${moment(commission.createdAt)}`}
              </small>
            </span>
            <StandingBadge commission={commission} />
            <b className="figure">{money(worth(commission))}</b>
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** As long as nothing can be paid: what to do about it. */
function Account({ account }: { account: Affiliate['payoutAccount'] | null }) {
  if (account?.state === 'ACTIVE') return null;
  const due = account && account.requirements.length > 0;
  return (
    <section className={classes.call} aria-label={texts.accountTitle}>
      <div>
        <strong>{texts.accountTitle}</strong>
        <p>{due ? texts.accountDue : texts.accountText}</p>
      </div>
      <Button component={Link} to="account">
        {texts.account}
      </Button>
    </section>
  );
}
