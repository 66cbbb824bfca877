import { Link } from 'react-router';
import { useQuery } from 'urql';
import { money } from '@/money/money';
import { Page } from '@/shell/page';
import { Fact, Facts, Loaded, parts, Section } from '@/shell/parts';
import { day } from '@/time/time';
import { Notices } from './notices';
import { PayoutAccount } from './payout-account';
import { AccountDocument, type AccountQuery } from './query.gen';
import { forms, account as texts } from './texts';

type Affiliate = NonNullable<AccountQuery['viewer']['affiliate']>;

const countries = new Intl.DisplayNames('en-GB', { type: 'region' });

/** `/portal/account`. */
export function Component() {
  const [{ data, error }, again] = useQuery({ query: AccountDocument });
  const refresh = () => again({ requestPolicy: 'network-only' });
  return (
    <Page title={texts.title}>
      <Loaded data={data?.viewer.affiliate} error={error} again={again} height={560}>
        {(affiliate) => (
          <div className={parts.stack}>
            <Facts>
              <Fact name={texts.name} value={affiliate.name} />
              <Fact name={texts.email} value={affiliate.email} />
              <Fact name={texts.country} value={countries.of(affiliate.country)} />
            </Facts>
            <div className={parts.columns}>
              <div className={parts.stack}>
                <PayoutAccount account={affiliate.payoutAccount ?? null} refresh={refresh} />
                <Taxes affiliate={affiliate} />
              </div>
              <div className={parts.stack}>
                <Notices off={affiliate.noticesOff} refresh={refresh} />
                <Sent affiliate={affiliate} />
              </div>
            </div>
          </div>
        )}
      </Loaded>
    </Page>
  );
}

function Taxes({ affiliate: { taxYears, tenants } }: { affiliate: Affiliate }) {
  return (
    <Section
      title={texts.taxTitle}
      lead={texts.taxLead}
      aside={<Link to="/portal/earnings/payouts">{texts.statements}</Link>}
    >
      {taxYears.length === 0 ? (
        <p className={parts.soft}>{texts.taxNone}</p>
      ) : (
        <ul className={parts.rows}>
          {taxYears.map(({ tenantId, year, transfers, total, thresholds }) => (
            <li key={`${tenantId} ${year} ${total.currency}`}>
              <span>
                {texts.taxRow(year, tenants.find(({ id }) => id === tenantId)?.name ?? '')}
                <small>
                  {[
                    texts.transfers(transfers),
                    ...thresholds.map(({ form, reached, amount }) =>
                      reached ? texts.reached(forms[form]) : texts.notReached(forms[form], money(amount)),
                    ),
                  ].join(' · ')}
                </small>
              </span>
              <b className="figure">{money(total)}</b>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

function Sent({ affiliate: { notices } }: { affiliate: Affiliate }) {
  if (notices.nodes.length === 0) return null;
  return (
    <Section title={texts.sent}>
      <ul className={parts.rows}>
        {notices.nodes.map(({ id, subject, createdAt }) => (
          <li key={id}>
            <span>{subject}</span>
            <span className={parts.soft}>{day(createdAt)}</span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
