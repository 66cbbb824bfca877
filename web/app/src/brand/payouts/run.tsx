import { Paper, Title } from '@mantine/core';
import { useParams } from 'react-router';
import { useQuery } from 'urql';
import { EmptyNotice } from '@/feedback/empty-notice';
import { feedback } from '@/feedback/texts';
import { useFresh } from '@/graph/fresh';
import { having } from '@/graph/node';
import { isZero, money, share } from '@/money/money';
import { Page } from '@/shell/page';
import { Fact, Facts, Loaded, parts } from '@/shell/parts';
import { useTenant } from '@/shell/viewer';
import { Table } from '@/table/table';
import { percent } from '@/terms/rules';
import { Icon } from '@/theme/icon';
import { moment } from '@/time/time';
import { PAYOUT_COLUMNS } from './columns';
import { Omitted, Previewed } from './previewed';
import {
  PayoutNewsDocument,
  PayoutsDocument,
  RunDocument,
  RunNewsDocument,
  type RunPartsFragment,
  type RunQuery,
} from './query.gen';
import classes from './run.module.css';
import { RunActions } from './run-actions';
import { RunBadge } from './state-badge';
import { progress, STEPS } from './stepper';
import { payouts as texts, run as words } from './texts';

/** While news do not come by themselves. */
const POLL_MS = 2_500;

/** `/t/:tenant/payouts/runs/:id`: from the draft to the last payout. */
export function Component() {
  const { id = '' } = useParams();
  const tenant = useTenant();
  const [{ data, error }, again] = useQuery({ query: RunDocument, variables: { id, currency: tenant.currency } });
  const run = having(data?.node, 'previewHash');
  useFresh(RunNewsDocument, again, POLL_MS);
  const missing = data && !run;
  const begun = run && progress(run.state).at >= 2;
  return (
    <Page
      title={run ? texts.runOf(moment(run.createdAt)) : missing ? feedback.notFoundTitle : feedback.loading}
      aside={run && <RunBadge state={run.state} />}
      back={{ to: `/t/${tenant.id}/payouts`, label: texts.title }}
    >
      {missing ? (
        <EmptyNotice title={feedback.notFoundTitle} text={feedback.notFound} />
      ) : (
        <Loaded data={run} error={error} again={again} height={420}>
          {(known) => (
            <div className={parts.stack}>
              <Steps run={known} />
              {data && <Figures run={known} data={data} />}
              {begun ? (
                <Table
                  fresh={known.updatedAt}
                  news={PayoutNewsDocument}
                  name={texts.all}
                  titled
                  expected={known.previewSums.shares}
                  document={PayoutsDocument}
                  variables={{ filter: { runId: known.id } }}
                  connection={(answer) => answer.payouts}
                  columns={PAYOUT_COLUMNS}
                  id={(row) => row.id}
                  href={(row) => `/t/${tenant.id}/payouts/all/${row.id}`}
                  empty={{ title: texts.payoutsEmpty, text: texts.payoutsWaiting }}
                />
              ) : (
                known.previewHash && <Previewed run={known} />
              )}
              {known.previewSums.omissions > 0 && <Omitted run={known} />}
            </div>
          )}
        </Loaded>
      )}
    </Page>
  );
}

function Steps({ run }: { run: RunPartsFragment }) {
  const { at } = progress(run.state);
  const [title, text] = words.words[run.state];
  return (
    <Paper component="section" aria-labelledby="now">
      <ol className={classes.steps} aria-label={words.steps}>
        {STEPS.map((step, place) => (
          <li key={step} data-done={place < at || undefined} aria-current={place === at ? 'step' : undefined}>
            <span>{place < at ? <Icon name="check" size={16} /> : place + 1}</span>
            {words[step]}
          </li>
        ))}
      </ol>
      <div className={classes.now}>
        <div role="status">
          <Title order={2} id="now">
            {title}
          </Title>
          <p>{run.pauseReason ? `${words.because(run.pauseReason)} ${text}` : text}</p>
        </div>
        <RunActions run={run} />
      </div>
    </Paper>
  );
}

const who = (actor: RunPartsFragment['approver']) => actor?.name ?? (actor?.job ? words.byItself : texts.none);

type FiguresProps = { run: RunPartsFragment; data: RunQuery };

function Figures({ run, data }: FiguresProps) {
  const { tenant, wallet } = data;
  const { previewTotal: total, previewSums: sums, missing } = run;
  const bps = BigInt(tenant?.platformFeeBps ?? 0);
  return (
    <Facts>
      <Fact name={words.total} value={total ? money(total) : texts.none} strong />
      <Fact
        name={sums.fees ? texts.fee : words.fee}
        value={sums.fees ? money(sums.fees) : total ? money(share(total, bps)) : texts.none}
        note={words.feeNote(percent(bps))}
        strong
      />
      {wallet.currency === run.currency && (
        <Fact
          name={words.wallet}
          value={money(wallet.balance)}
          note={isZero(wallet.onItsWay) ? null : words.onItsWay(money(wallet.onItsWay))}
          strong
        />
      )}
      {missing && !isZero(missing) && <Fact name={words.missing} value={money(missing)} strong />}
      {sums.recovered && !isZero(sums.recovered) && (
        <Fact name={words.recovered} value={money(sums.recovered)} note={words.recoveredNote} />
      )}
      <Fact name={words.draftedBy} value={who(run.drafter)} />
      <Fact name={words.approvedBy} value={who(run.approver)} />
    </Facts>
  );
}
