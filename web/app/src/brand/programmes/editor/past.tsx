import { Alert } from '@mantine/core';
import { useState } from 'react';
import { ReplayForm } from '@/brand/attribution/replay-form';
import { Sums } from '@/brand/attribution/replay-outcome';
import { Payees } from '@/brand/attribution/replay-payees';
import { Running } from '@/brand/attribution/replay-running';
import { moments } from '@/brand/attribution/replayed';
import { replay } from '@/brand/attribution/texts';
import { useTrial } from '@/brand/attribution/try';
import { EmptyNotice } from '@/feedback/empty-notice';
import { parts } from '@/shell/parts';
import type { Known } from '@/terms/version';
import { same } from '../versions/compare';
import { termsInput } from './input';
import { past as texts } from './texts';

type Props = { programme: { id: string; currency: string }; groupId: string; version: Known | null };

/** What was asked, and of which terms. */
type Asked = { from: string; to: string; groupId: string; version: Known };

/** What the terms would have paid in a period, beside what was paid. Nothing is changed by it. */
export function PastSales({ programme: { id, currency }, groupId, version }: Props) {
  const [asked, setAsked] = useState<Asked | null>(null);
  const { trial, run, stop } = useTrial();
  const ask = ({ from, to }: { from: string; to: string }) => {
    const period = moments(from, to);
    if (!period || !version) return;
    setAsked({ from, to, groupId, version });
    const terms = { ...termsInput(version), programId: id, groupId: groupId || null };
    run({ ...period, currency, terms: [terms] });
  };
  const changed = asked && (!version || !same([asked.version, asked.groupId], [version, groupId]));
  return (
    <div className={parts.stack}>
      <ReplayForm
        title={texts.title}
        lead={version ? texts.lead : texts.unfinished}
        asked={{ from: asked?.from ?? null, to: asked?.to ?? null, currency, version: null }}
        draft
        versions={[]}
        inForce={null}
        currencies={[currency]}
        busy={trial.state === 'running'}
        unready={!version}
        tried={trial.state === 'done'}
        ask={ask}
      />
      {trial.state === 'running' && asked && (
        <Running since={trial.since} from={asked.from} to={asked.to} stop={stop} />
      )}
      {trial.state === 'refused' && (
        <Alert color="red" role="alert" title={replay.failedTitle}>
          {trial.text}
        </Alert>
      )}
      {trial.state === 'done' && asked && (
        <>
          {changed && <Alert color="amber">{texts.changed}</Alert>}
          {trial.replay.conversions === '0' ? (
            <EmptyNotice title={replay.emptyTitle} text={texts.empty(currency)} />
          ) : (
            <>
              <Sums replay={trial.replay} what={texts.what} from={asked.from} to={asked.to} />
              <Payees payees={trial.replay.payees} name={`${texts.file}-${currency}-${asked.from}-${asked.to}`} />
            </>
          )}
        </>
      )}
    </div>
  );
}
