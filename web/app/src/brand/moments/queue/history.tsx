import { useEffect, useRef } from 'react';
import { useQuery } from 'urql';
import { having } from '@/graph/node';
import { Loaded, parts, Section } from '@/shell/parts';
import { moment as time } from '@/time/time';
import { ModerationBadge } from '../state-badge';
import { rejections } from '../texts';
import { type DecidedPartsFragment, HistoryDocument } from './query.gen';
import { deciders, rules, history as texts } from './texts';

type Decision = NonNullable<DecidedPartsFragment['moderationCase']>['decisions'][number];

/** What was decided about a moment, the latest first, and what it said before. `version`: it is read again when this changes. */
export function History({ id, version }: { id: string; version: string }) {
  const [{ data, error }, again] = useQuery({ query: HistoryDocument, variables: { id } });
  const known = having(data?.node, 'revisions');
  const last = useRef(version);
  useEffect(() => {
    if (last.current !== version) again({ requestPolicy: 'network-only' });
    last.current = version;
  }, [version, again]);
  return (
    <Section title={texts.title}>
      <Loaded data={known} error={error} again={again} height={72}>
        {({ moderationCase, revisions }) => (
          <>
            <Decisions decisions={moderationCase?.decisions ?? []} />
            {revisions && revisions.length > 0 && (
              <details>
                <summary>{texts.earlier}</summary>
                <ul className={parts.rows}>
                  {[...revisions].reverse().map(({ revision, title, body, replacedAt, replacedBy }) => (
                    <li key={revision}>
                      <span>
                        {texts.wording(revision)}
                        <small>{texts.until(time(replacedAt), replacedBy.name ?? deciders.SOURCE)}</small>
                        <span className={parts.said}>{[title, body].filter(Boolean).join('\n')}</span>
                      </span>
                    </li>
                  ))}
                </ul>
              </details>
            )}
          </>
        )}
      </Loaded>
    </Section>
  );
}

function Decisions({ decisions }: { decisions: Decision[] }) {
  if (decisions.length === 0) return <p className={parts.soft}>{texts.none}</p>;
  return (
    <ul className={parts.rows}>
      {[...decisions].reverse().map((decision) => (
        <li key={decision.id}>
          <span>
            <ModerationBadge state={decision.outcome} />{' '}
            {texts.by(decision.decider?.name ?? deciders[decision.decidedBy])}
            <small>{because(decision)}</small>
            {decision.note && <small className={parts.said}>“{decision.note}”</small>}
          </span>
          <span className={parts.soft}>{time(decision.decidedAt)}</span>
        </li>
      ))}
    </ul>
  );
}

/** Why it was decided so. */
function because({ rejectCode, rule, confidence }: Decision): string {
  const why = [rejectCode && rejections[rejectCode], rule && rules[rule]];
  if (confidence !== null && confidence !== undefined) why.push(texts.sure(confidence));
  return why.filter(Boolean).join(' · ');
}
