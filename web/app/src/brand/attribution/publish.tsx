import { useClient } from 'urql';
import type { Policy } from '@/attribution/policy';
import { confirm } from '@/feedback/confirm';
import { say, warn } from '@/feedback/toasts';
import type { Refusal } from '@/form/refusal';
import { useSend } from '@/form/send';
import classes from './attribution.module.css';
import { inputOf, placed, policyOf } from './draft';
import {
  PolicyCreateDocument,
  type PolicyCreateMutation,
  PolicyDocument,
  PolicyNowDocument,
  type PolicyPartsFragment,
} from './query.gen';
import { fields, publishing as texts } from './texts';
import { differences, type Pair } from './words';

const payload = (data: PolicyCreateMutation) => data.policyCreate;

/** What was done: published, dismissed or overtaken by somebody else, or refused and why. */
export type Published = { done: boolean; refusals: Refusal[] };

/** Asks, and makes a draft the next version. Nothing is published on top of a version that was not looked at. */
export function usePublish(current: PolicyPartsFragment) {
  const client = useClient();
  const send = useSend(PolicyCreateDocument, payload);
  const fresh = { requestPolicy: 'network-only' } as const;
  return async (draft: Policy): Promise<Published> => {
    const changes = differences(policyOf(current), draft);
    const version = current.version + 1;
    const question = { title: texts.title(version), text: <Question changes={changes} />, action: texts.action };
    if (!(await confirm(question))) return { done: false, refusals: [] };
    const { data } = await client.query(PolicyNowDocument, {}, fresh).toPromise();
    if (data && data.policy.id !== current.id) {
      warn(texts.meanwhile(data.policy.version));
      await client.query(PolicyDocument, {}, fresh).toPromise();
      return { done: false, refusals: [] };
    }
    const answer = await send({ input: inputOf(draft) });
    if (answer.userErrors.length > 0) return { done: false, refusals: placed(answer.userErrors) };
    say(texts.done(answer.policy?.version ?? version));
    return { done: true, refusals: [] };
  };
}

function Question({ changes }: { changes: Pair[] }) {
  return (
    <>
      <p className={classes.ask}>{texts.text}</p>
      <p className={classes.ask}>{texts.kept}</p>
      {changes.length === 0 ? (
        <p className={classes.ask}>{texts.same}</p>
      ) : (
        <>
          <strong>{texts.changes}</strong>
          <Changes changes={changes} />
        </>
      )}
    </>
  );
}

/** What differs from the version in force, part by part. */
export function Changes({ changes }: { changes: Pair[] }) {
  return (
    <ul className={classes.changes}>
      {changes.map(({ key, name, left, right }) => (
        <li key={key}>
          <span>{name}</span>
          <strong>{right ?? fields.unused}</strong>
          <small>{fields.was(left ?? fields.unused)}</small>
        </li>
      ))}
    </ul>
  );
}
