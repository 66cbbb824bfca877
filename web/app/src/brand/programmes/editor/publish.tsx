import { useClient } from 'urql';
import { confirm } from '@/feedback/confirm';
import { say, warn } from '@/feedback/toasts';
import type { Refusal } from '@/form/refusal';
import { useSend } from '@/form/send';
import { having } from '@/graph/node';
import { asOf, inForce, isWithdrawn, type Known, newest, readVersion, toCome, type Version } from '@/terms/version';
import { VersionWords } from '@/terms/version-words';
import { moment } from '@/time/time';
import type { Programme } from '../frame';
import { ProgrammeDocument } from '../query.gen';
import { Difference } from '../versions/difference';
import classes from './editor.module.css';
import { termsInput } from './input';
import { TermsCreateDocument, type TermsCreateMutation } from './query.gen';
import { publishing as texts } from './texts';

const payload = (data: TermsCreateMutation) => data.termsCreate;

type Asked = { version: Known; groupId: string /** Null for at once. */; from: string | null };

/** What was done: published, dismissed or overtaken by somebody else, or refused and why. */
export type Published = { done: boolean; refusals: Refusal[] };

/** The version whose place it takes: that of the group by then, else that of everybody. */
const replaced = ({ terms: { nodes } }: Programme, groupId: string, at: Date) =>
  inForce(nodes, groupId || null, at) ?? inForce(nodes, null, at);

/** Asks, and makes the next version. Nothing is published on top of a version that was not looked at. */
export function usePublish(programme: Programme) {
  const client = useClient();
  const send = useSend(TermsCreateDocument, payload);
  return async ({ version, groupId, from }: Asked): Promise<Published> => {
    const question = {
      title: texts.title,
      text: <Question programme={programme} version={version} groupId={groupId} from={from} />,
      action: texts.action,
      wide: true,
    };
    if (!(await confirm(question))) return { done: false, refusals: [] };
    const fresh = { requestPolicy: 'network-only' } as const;
    const { data } = await client.query(ProgrammeDocument, { id: programme.id }, fresh).toPromise();
    const known = new Set(programme.terms.nodes.map(({ id }) => id));
    const others = having(data?.node, 'holdDays')?.terms.nodes.filter(
      (one) => !known.has(one.id) && !isWithdrawn(one) && (!one.group || one.group.id === groupId),
    );
    if (others?.[0]) {
      warn(texts.meanwhile(Math.max(...others.map((one) => one.version))));
      return { done: false, refusals: [] };
    }
    const answer = await send({
      input: {
        ...termsInput(version),
        programId: programme.id,
        groupId: groupId || null,
        effectiveFrom: from,
        basedOn: newest(programme.terms.nodes, groupId || null)?.id ?? null,
      },
    });
    if (answer.userErrors.length > 0) return { done: false, refusals: answer.userErrors };
    say(texts.done);
    return { done: true, refusals: [] };
  };
}

/** For whom it is, from when it counts, and what changes. */
function Question({ programme, version, groupId, from }: Asked & { programme: Programme }) {
  const versions = programme.terms.nodes;
  const now = asOf(versions, new Date());
  const at = from ? new Date(from) : now;
  const group = programme.groups.nodes.find(({ id }) => id === groupId);
  const before = replaced(programme, groupId, at);
  const next = toCome(versions, groupId || null, at)[0];
  return (
    <div className={classes.question}>
      <p>
        {texts.whom(group?.name ?? null, programme.name)} <strong>{from ? texts.from(moment(from)) : texts.now}</strong>{' '}
        {at < now ? texts.past : texts.kept}
      </p>
      {next && <p>{texts.planned(next.version, moment(next.effectiveFrom))}</p>}
      <h3>{before ? texts.changes(before.version, !before.group && Boolean(group)) : texts.first}</h3>
      <Changes before={before && readVersion(before)} after={version} currency={programme.currency} />
    </div>
  );
}

function Changes({ before, after, currency }: { before: Version | null; after: Version; currency: string }) {
  if (!before) return <VersionWords version={after} currency={currency} />;
  return <Difference before={before} after={after} currency={currency} />;
}
