import { Button } from '@mantine/core';
import { confirm } from '@/feedback/confirm';
import { useAct } from '@/form/act';
import { isZero, money } from '@/money/money';
import { parts, Section } from '@/shell/parts';
import { day } from '@/time/time';
import classes from './overview.module.css';
import type { Affiliate } from './page';
import { PayoutRequestDocument, type PhasePartsFragment } from './query.gen';
import { overview as texts } from './texts';

const SOON = 3;

type Props = { earnings: Affiliate['tenantEarnings'][number]; affiliate: Affiliate; refresh: () => void };

/** What one earns with a brand in a currency: where it stands, and when it goes on. */
export function Earnings({ earnings, affiliate, refresh }: Props) {
  const { tenantId, currency, maturing, held, owed, payable } = earnings;
  const name = affiliate.tenants.find(({ id }) => id === tenantId)?.name ?? '';
  const notes = [
    ...(isZero(held.amount) ? [] : [texts.held(money(held.amount)), ...held.notes]),
    ...payable.notes,
    ...(isZero(owed.amount) ? [] : [texts.owed(money(owed.amount))]),
  ];
  const [request] = affiliate.payoutRequests.nodes.filter(
    (one) => one.tenantId === tenantId && one.currency === currency,
  );
  return (
    <Section title={name} aside={<span>{currency}</span>}>
      <dl className={classes.phases}>
        <Phase name={texts.earned} sum={earnings.earned} />
        <Phase name={texts.payable} sum={payable} />
        <Phase name={texts.reserved} sum={earnings.reserved} />
        <Phase name={texts.inTransit} sum={earnings.inTransit} />
        <Phase name={texts.paid} sum={earnings.paid} />
      </dl>
      {notes.length > 0 && (
        <ul className={classes.notes} aria-label={texts.notes}>
          {notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
      {maturing.length > 0 && (
        <ul className={parts.rows}>
          {maturing.slice(0, SOON).map((one) => (
            <li key={one.day}>
              <span>{`${texts.maturing} ${day(one.day)}`}</span>
              <b className="figure">{money(one.amount)}</b>
            </li>
          ))}
          {maturing.length > SOON && (
            <li>
              <span className={parts.soft}>{texts.maturingSoon(maturing.length - SOON)}</span>
            </li>
          )}
        </ul>
      )}
      {request && <Asked request={request} />}
      <PayMe earnings={earnings} affiliate={affiliate} refresh={refresh} />
    </Section>
  );
}

function Phase({ name, sum }: { name: string; sum: PhasePartsFragment }) {
  return (
    <div className={classes.phase} data-none={isZero(sum.amount) || undefined}>
      <dt>{name}</dt>
      <dd>
        {money(sum.amount)}
        {sum.nextAt && <small>{texts.next(day(sum.nextAt))}</small>}
      </dd>
    </div>
  );
}

function Asked({ request: { state, reason, createdAt } }: { request: Affiliate['payoutRequests']['nodes'][number] }) {
  const text =
    state === 'REFUSED'
      ? `${texts.refused(day(createdAt))} ${texts.reasons[reason ?? ''] ?? ''}`
      : texts.underWay(day(createdAt));
  return <p className={parts.lead}>{text}</p>;
}

/** Where the brand pays on demand. */
function PayMe({ earnings: { tenantId, currency, payable }, affiliate, refresh }: Props) {
  const [request, asking] = useAct(PayoutRequestDocument, (data) => data.payoutRequest);
  const offered = affiliate.enrollments.nodes.some(
    ({ tenantId: brand, program }) => brand === tenantId && program?.currency === currency && program.payoutOnDemand,
  );
  if (!offered || isZero(payable.amount) || affiliate.payoutAccount?.state !== 'ACTIVE') return null;
  const press = async () => {
    const title = texts.requestTitle(money(payable.amount));
    if (!(await confirm({ title, text: texts.requestText, action: texts.request }))) return;
    const input = { tenantId, currency };
    if (await request((idempotencyKey) => ({ input: { ...input, idempotencyKey } }), texts.requested)) refresh();
  };
  return (
    <Button mt="md" loading={asking} onClick={press}>
      {texts.request}
    </Button>
  );
}
