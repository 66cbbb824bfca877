import { Anchor, Button, Paper, Progress, Title } from '@mantine/core';
import { useQuery } from 'urql';
import { confirm } from '@/feedback/confirm';
import { useAct } from '@/form/act';
import { money } from '@/money/money';
import { leave } from '@/shell/leave';
import { Fact, Facts, Loaded, parts, Section } from '@/shell/parts';
import { State } from '@/shell/state';
import { useMay, useTenant } from '@/shell/viewer';
import { percent } from '@/terms/rules';
import { day } from '@/time/time';
import { WalletFrame } from './frame';
import classes from './plan.module.css';
import {
  BillingDocument,
  type BillingQuery,
  type Plan,
  SubscriptionChangeDocument,
  SubscriptionStartDocument,
} from './query.gen';
import { Subscription } from './subscription';
import { invoiceStates, plans, plan as texts } from './texts';

const count = new Intl.NumberFormat('en-GB');

/** `/t/:tenant/wallet/plan`. */
export function Component() {
  const may = useMay('BILLING_WRITE');
  const [{ data, error }, again] = useQuery({ query: BillingDocument });
  const refresh = () => again({ requestPolicy: 'network-only' });
  return (
    <WalletFrame>
      <Loaded data={data} error={error} again={again} height={560}>
        {({ billing, plans: offers }) => (
          <div className={parts.stack}>
            <Offers billing={billing} offers={offers} may={may} refresh={refresh} />
            <div className={parts.columns}>
              <Usage billing={billing} />
              <div className={parts.stack}>
                {billing.subscription && (
                  <Subscription subscription={billing.subscription} may={may} refresh={refresh} />
                )}
                <Invoices invoices={billing.invoices.nodes} />
              </div>
            </div>
          </div>
        )}
      </Loaded>
    </WalletFrame>
  );
}

type Billing = BillingQuery['billing'];
type OffersProps = { billing: Billing; offers: BillingQuery['plans']; may: boolean; refresh: () => void };

function Offers({ billing, offers, may, refresh }: OffersProps) {
  const tenant = useTenant();
  const [start, starting] = useAct(SubscriptionStartDocument, (data) => data.subscriptionStart);
  const [change, changing] = useAct(SubscriptionChangeDocument, (data) => data.subscriptionChange);
  const currency = billing.subscription?.currency ?? tenant.currency;
  const running = billing.subscription && billing.subscription.state !== 'CANCELLED';
  const choose = async (plan: Plan) => {
    if (running) {
      const question = { title: texts.chooseTitle(plans[plan]), text: texts.chooseText, action: texts.choose };
      if ((await confirm(question)) && (await change(() => ({ input: { plan } }), texts.chosen))) refresh();
      return;
    }
    const answer = await start((idempotencyKey) => ({
      input: { plan, currency, returnPath: `/t/${tenant.id}/wallet/plan`, idempotencyKey },
    }));
    if (answer?.checkoutUrl) leave(answer.checkoutUrl);
  };
  return (
    <div className={classes.offers}>
      {offers.map((offer) => {
        const price = offer.prices.find(({ month }) => month.currency === currency) ?? offer.prices[0];
        const now = offer.plan === billing.plan;
        return (
          <Paper key={offer.plan} component="section" aria-label={plans[offer.plan]} data-now={now || undefined}>
            <div className={parts.titled}>
              <Title order={2}>{plans[offer.plan]}</Title>
              {now && <State tone="river">{texts.now}</State>}
            </div>
            <p className={classes.price}>{price ? texts.price(money(price.month)) : texts.free}</p>
            <ul className={classes.gives}>
              <li>{texts.fee(percent(BigInt(offer.platformFeeBps)))}</li>
              <li>{texts.events(count.format(BigInt(offer.includedEvents)))}</li>
              {price && <li>{texts.more(money(price.thousandEvents))}</li>}
              <li>{texts.seats(count.format(BigInt(offer.seats)))}</li>
            </ul>
            {may && !now && offer.plan !== 'FREE' && (
              <Button fullWidth variant="default" loading={starting || changing} onClick={() => choose(offer.plan)}>
                {texts.choose}
              </Button>
            )}
          </Paper>
        );
      })}
    </div>
  );
}

function Usage({ billing: { usage, seats } }: { billing: Billing }) {
  const [events, included] = [BigInt(usage.events), BigInt(usage.included)];
  const filled = included > 0n ? Number((events * 100n) / included) : 0;
  return (
    <Section title={texts.usage} lead={texts.usageLead(day(usage.since))}>
      <p className={classes.used}>{texts.usageOf(count.format(events), texts.events(count.format(included)))}</p>
      <Progress value={Math.min(100, filled)} aria-label={texts.usageLabel} mb="md" />
      <Facts>
        <Fact name={texts.touches} value={count.format(BigInt(usage.touches))} />
        <Fact name={texts.conversions} value={count.format(BigInt(usage.conversions))} />
        <Fact
          name={texts.seatsUsed}
          value={texts.usageOf(count.format(BigInt(seats.used)), count.format(BigInt(seats.included)))}
        />
        {usage.overage && <Fact name={texts.overage} value={money(usage.overage)} />}
      </Facts>
    </Section>
  );
}

function Invoices({ invoices }: { invoices: Billing['invoices']['nodes'] }) {
  return (
    <Section title={texts.invoices}>
      {invoices.length === 0 ? (
        <p className={parts.soft}>{texts.invoicesNone}</p>
      ) : (
        <ul className={parts.rows}>
          {invoices.map(({ id, number, state, url, createdAt, amountDue }) => (
            <li key={id}>
              <span>
                {url && /^https?:\/\//.test(url) ? (
                  <Anchor href={url} target="_blank" rel="noreferrer noopener">
                    {number ?? texts.invoice}
                  </Anchor>
                ) : (
                  (number ?? texts.invoice)
                )}
                <small>{day(createdAt)}</small>
              </span>
              <State tone={state === 'PAID' ? 'good' : state === 'OPEN' ? 'warn' : 'quiet'}>
                {invoiceStates[state]}
              </State>
              <b className="figure">{money(amountDue)}</b>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
