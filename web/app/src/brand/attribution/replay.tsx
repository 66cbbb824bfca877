import { Alert } from '@mantine/core';
import { useEffect, useMemo } from 'react';
import { useSearchParams } from 'react-router';
import { useQuery } from 'urql';
import { Loaded, parts } from '@/shell/parts';
import { useTenant } from '@/shell/viewer';
import { textFilter, useFilters } from '@/table/filters';
import { draftOf, hasDraft, inputOf, policyOf } from './draft';
import { AttributionFrame } from './frame';
import {
  ChannelGroupsDocument,
  PolicyDocument,
  type PolicyQuery,
  PolicyVersionsDocument,
  type PolicyVersionsQuery,
} from './query.gen';
import { ReplayForm } from './replay-form';
import { Outcome } from './replay-outcome';
import { Running } from './replay-running';
import { moments } from './replayed';
import { replay as texts } from './texts';
import { useTrial } from './try';

/** `/t/:tenant/attribution/replay`: what another policy would have paid. */
export function Component() {
  const [{ data, error }, again] = useQuery({ query: PolicyDocument });
  const [{ data: all, error: wrong }, look] = useQuery({ query: PolicyVersionsDocument });
  const retry = (options: { requestPolicy: 'network-only' }) => {
    again(options);
    look(options);
  };
  return (
    <AttributionFrame>
      <Loaded data={all && data} error={error ?? wrong} again={retry} height={480}>
        {(known) => (
          <Replay
            known={known}
            versions={all?.policies.nodes ?? []}
            again={() => retry({ requestPolicy: 'network-only' })}
          />
        )}
      </Loaded>
    </AttributionFrame>
  );
}

/** What is asked stands in the address: a link to it asks the same. */
const FILTERS = { from: textFilter, to: textFilter, currency: textFilter, version: textFilter };

type Versions = PolicyVersionsQuery['policies']['nodes'];

function Replay({ known, versions, again }: { known: PolicyQuery; versions: Versions; again: () => void }) {
  const { currency: ours } = useTenant();
  const [params, setParams] = useSearchParams();
  const { values } = useFilters(FILTERS);
  const [{ data: programmes }] = useQuery({ query: ChannelGroupsDocument });
  const { trial, run, stop } = useTrial();
  const current = known.policy;
  const draft = useMemo(
    () => (hasDraft(params) ? draftOf(params, policyOf(current), known.weightSets.nodes) : null),
    [params, current, known.weightSets.nodes],
  );
  const named = versions.find(({ id }) => id === values.version) ?? null;
  const what = values.version && !named ? null : (named ?? (draft ? null : current));
  const period = moments(values.from ?? '', values.to ?? '');
  const currency = values.currency ?? ours;
  const asked = params.toString();
  // Only another question sets it off.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  useEffect(() => {
    if (!period) return stop();
    if (what) run({ ...period, currency, policyId: what.id });
    else if (draft) run({ ...period, currency, policy: inputOf(draft) });
  }, [asked]);
  const currencies = [...new Set([ours, currency, ...(programmes?.programs.nodes.map((one) => one.currency) ?? [])])];
  const ask = (next: { from: string; to: string; currency: string; version: string | null }) => {
    const { version, ...rest } = next;
    const before = new URLSearchParams(params);
    for (const [name, value] of Object.entries(rest)) before.set(name, value);
    if (version) before.set('version', version);
    else before.delete('version');
    if (before.toString() === asked && period) {
      run(
        what
          ? { ...period, currency, policyId: what.id }
          : { ...period, currency, policy: draft ? inputOf(draft) : null },
      );
    } else setParams(before, { preventScrollReset: true });
  };
  return (
    <div className={parts.stack}>
      <ReplayForm
        asked={{ from: values.from, to: values.to, currency, version: what?.id ?? null }}
        draft={draft !== null}
        versions={versions}
        inForce={current.id}
        currencies={currencies}
        busy={trial.state === 'running'}
        tried={trial.state === 'done'}
        ask={ask}
      />
      {trial.state === 'running' && period && (
        <Running since={trial.since} from={values.from ?? ''} to={values.to ?? ''} stop={stop} />
      )}
      {trial.state === 'refused' && (
        <Alert color="red" role="alert" title={texts.failedTitle}>
          {trial.text}
        </Alert>
      )}
      {trial.state === 'done' && (
        <Outcome
          replay={trial.replay}
          current={current}
          of={what ? { version: what } : { draft: draft ?? policyOf(current) }}
          from={values.from ?? ''}
          to={values.to ?? ''}
          currency={currency}
          published={again}
        />
      )}
    </div>
  );
}
