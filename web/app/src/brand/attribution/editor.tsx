import { useEffect, useState } from 'react';
import { useSearchParams } from 'react-router';
import { isDataDriven } from '@/attribution/policy';
import { Form, useForm } from '@/form/form';
import { parts } from '@/shell/parts';
import classes from './attribution.module.css';
import { BoundsInputs } from './bounds-inputs';
import { DRAFT_NAMES, draftOf, draftParams, onlyDraft, policyOf, readTyped, typedOf } from './draft';
import { useKeep } from './kept';
import { LateInputs } from './late-inputs';
import { ModelInputs } from './model-inputs';
import { Picture } from './picture';
import { usePublish } from './publish';
import type { PolicyPartsFragment, WeightSetPartsFragment } from './query.gen';
import { FIRST_PATH } from './sample';
import { Foot, Standing } from './standing';
import { picture } from './texts';

/** What is typed stands in the address when the typing rests. */
const TYPING_MS = 300;

type Props = {
  current: PolicyPartsFragment;
  sets: WeightSetPartsFragment[];
  again: () => void;
};

/** The policy in force, being changed. What differs from it stands in the address, so that a link shows the same. */
export function Editor({ current, sets, again }: Props) {
  const now = policyOf(current);
  const [params, setParams] = useSearchParams();
  const publish = usePublish(current);
  const [path, setPath] = useState(FIRST_PATH);
  const keep = useKeep();
  const write = (draft: Record<string, string>) => {
    keep(new URLSearchParams(draft).toString());
    setParams(
      (before) => {
        const rest = [...before].filter(([name]) => !DRAFT_NAMES.includes(name));
        return new URLSearchParams([...rest, ...Object.entries(draft)]);
      },
      { replace: true, preventScrollReset: true },
    );
  };
  const form = useForm({
    initial: typedOf(draftOf(params, now, sets)),
    check: (values) => readTyped(values, sets, now).wrong,
    send: async (values) => {
      const { policy: draft } = readTyped(values, sets, now);
      if (!draft) return [];
      const { done, refusals } = await publish(draft);
      if (done) {
        write({});
        again();
      }
      return refusals;
    },
  });
  const { policy, wrong } = readTyped(form.values, sets, now);
  const draft = policy && draftParams(policy, now);
  const address = draft && new URLSearchParams(draft).toString();
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another draft sets it off
  useEffect(() => {
    if (address === null || address === onlyDraft(params).toString()) return;
    const timer = setTimeout(() => write(draft ?? {}), TYPING_MS);
    return () => clearTimeout(timer);
  }, [address]);
  const startOver = () => {
    for (const [name, value] of Object.entries(typedOf(now))) form.set(name as keyof typeof form.values, value);
  };
  const error = (name: keyof typeof form.values) => wrong[name] ?? form.refusal(name);
  const inputs = { form, error };
  const waits = isDataDriven(form.values.model) && wrong.weightSetId && Object.keys(wrong).length === 1;
  return (
    <div className={classes.editor}>
      <Form form={form}>
        <div className={parts.stack}>
          <ModelInputs {...inputs} sets={sets} />
          <BoundsInputs {...inputs} />
          <LateInputs {...inputs} />
        </div>
      </Form>
      <div className={classes.beside}>
        <Picture policy={policy} path={path} setPath={setPath} why={waits ? picture.needsWeights : picture.notValid} />
        <Standing current={current} draft={policy} />
      </div>
      <Foot
        current={current}
        draft={policy}
        path={path}
        sending={form.sending}
        publish={() => void form.submit()}
        startOver={startOver}
      />
    </div>
  );
}
