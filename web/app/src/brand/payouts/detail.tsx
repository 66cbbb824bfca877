import { Button } from '@mantine/core';
import { Link, useParams } from 'react-router';
import { useQuery } from 'urql';
import { causes } from '@/brand/conversions/texts';
import { confirm } from '@/feedback/confirm';
import { EmptyNotice } from '@/feedback/empty-notice';
import { feedback } from '@/feedback/texts';
import { useAct } from '@/form/act';
import { useFresh } from '@/graph/fresh';
import { having } from '@/graph/node';
import { isZero, money } from '@/money/money';
import { download } from '@/session/download';
import { Page } from '@/shell/page';
import { Fact, Facts, Loaded, parts, Section } from '@/shell/parts';
import { useMay, useTenant } from '@/shell/viewer';
import { Icon } from '@/theme/icon';
import { moment } from '@/time/time';
import { payeeName } from './columns';
import { PayoutCancelDocument, PayoutDocument, PayoutNewsDocument, type PayoutQuery } from './query.gen';
import { PayoutBadge } from './state-badge';
import { payouts as texts, payout as words } from './texts';

type Payout = Extract<NonNullable<PayoutQuery['node']>, { attempts: unknown[] }>;

/** `/t/:tenant/payouts/all/:id`. */
export function Component() {
  const { id = '' } = useParams();
  const tenant = useTenant();
  const [{ data, error }, again] = useQuery({ query: PayoutDocument, variables: { id } });
  const payout = having(data?.node, 'attempts');
  useFresh(PayoutNewsDocument, again);
  const missing = data && !payout;
  return (
    <Page
      title={payout ? payeeName(payout) : missing ? feedback.notFoundTitle : feedback.loading}
      aside={payout && <PayoutBadge state={payout.state} />}
      back={{ to: `/t/${tenant.id}/payouts/all`, label: texts.all }}
      actions={payout && <Actions payout={payout} />}
    >
      {missing ? (
        <EmptyNotice title={feedback.notFoundTitle} text={feedback.notFound} />
      ) : (
        <Loaded data={payout} error={error} again={again} height={420}>
          {(known) => <Known payout={known} />}
        </Loaded>
      )}
    </Page>
  );
}

function Known({ payout }: { payout: Payout }) {
  const tenant = useTenant();
  const { commissions, attempts } = payout;
  return (
    <div className={parts.stack}>
      <Facts>
        <Fact name={texts.amount} value={money(payout.amount)} note={payout.reason} strong />
        <Fact name={texts.fee} value={money(payout.fee)} strong />
        {!isZero(payout.recovered) && <Fact name={words.recovered} value={money(payout.recovered)} strong />}
        {!isZero(payout.reversed) && <Fact name={words.reversed} value={money(payout.reversed)} strong />}
        <Fact name={texts.made} value={moment(payout.createdAt)} />
        <Fact
          name={words.inRun}
          value={<Link to={`/t/${tenant.id}/payouts/runs/${payout.run.id}`}>{texts.run}</Link>}
        />
        <Fact name={words.transfer} value={<span className="mono">{payout.stripeTransferId ?? texts.none}</span>} />
      </Facts>
      <div className={parts.columns}>
        <Section title={words.commissions} lead={commissions.pageInfo.hasNextPage ? words.commissionsMore : undefined}>
          <ul className={parts.rows}>
            {commissions.nodes.map(({ id, cause, conversion, payee, amount, createdAt }) => (
              <li key={id}>
                <span>
                  {conversion ? (
                    <Link to={`/t/${tenant.id}/conversions/${conversion.id}`}>{conversion.externalId}</Link>
                  ) : (
                    causes[cause]
                  )}
                  <small>{`${causes[cause]} · ${payee.name} · ${moment(createdAt)}`}</small>
                </span>
                <b className="figure">{money(amount)}</b>
              </li>
            ))}
          </ul>
        </Section>
        <Section title={words.attempts} lead={words.attemptsLead}>
          {attempts.length === 0 ? (
            <p className={parts.soft}>{words.attemptsNone}</p>
          ) : (
            <ul className={parts.rows}>
              {attempts.map(({ number, firstSentAt, outcome }) => (
                <li key={number}>
                  <span>
                    {words.attempt(number)}
                    <small>{firstSentAt ? moment(firstSentAt) : texts.none}</small>
                  </span>
                  <span className={parts.soft}>
                    {outcome ? outcome.toLowerCase().replaceAll('_', ' ') : words.waiting}
                  </span>
                </li>
              ))}
            </ul>
          )}
        </Section>
      </div>
    </div>
  );
}

const STATED = ['TRANSFERRED', 'PARTIALLY_REVERSED', 'REVERSED'];

function Actions({ payout: { id, state } }: { payout: Payout }) {
  const may = useMay('PAYOUT_WRITE');
  const [cancel] = useAct(PayoutCancelDocument, (data) => data.payoutCancel);
  const press = async () => {
    const question = { title: words.cancelTitle, text: words.cancelText, action: words.cancel, danger: true };
    if (!(await confirm(question))) return;
    await cancel((idempotencyKey) => ({ input: { payoutId: id, idempotencyKey } }), words.cancelled);
  };
  const file = (kind: 'csv' | 'pdf') => () =>
    void download(`/v1/payouts/${id}/statement.${kind}`, `statement-${id}.${kind}`);
  return (
    <>
      {STATED.includes(state) && (
        <>
          <Button variant="default" leftSection={<Icon name="download" size={15} />} onClick={file('csv')}>
            {`${words.statement} ${words.csv}`}
          </Button>
          <Button variant="default" leftSection={<Icon name="download" size={15} />} onClick={file('pdf')}>
            {`${words.statement} ${words.pdf}`}
          </Button>
        </>
      )}
      {(state === 'RESERVED' || state === 'BLOCKED') && may && (
        <Button variant="default" onClick={press}>
          {words.cancel}
        </Button>
      )}
    </>
  );
}
