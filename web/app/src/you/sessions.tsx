import { Button } from '@mantine/core';
import { confirm } from '@/feedback/confirm';
import { useAct } from '@/form/act';
import { parts, Section } from '@/shell/parts';
import { State } from '@/shell/state';
import { relative } from '@/time/time';
import { SessionRevokeDocument, SessionRevokeOthersDocument, type YouQuery } from './query.gen';
import { you as texts } from './texts';

/** Every browser one is signed in with. */
export function Sessions({ sessions, refresh }: { sessions: YouQuery['viewer']['sessions']; refresh: () => void }) {
  const [revoke] = useAct(SessionRevokeDocument, (data) => data.sessionRevoke);
  const [revokeOthers] = useAct(SessionRevokeOthersDocument, (data) => data.sessionRevokeOthers);
  const now = new Date();
  const open = sessions.filter(({ revokedAt, expiresAt }) => !revokedAt && new Date(expiresAt) > now);
  const endOthers = async () => {
    const question = { title: texts.endOthersTitle, text: texts.endOthersText, action: texts.endOthers, danger: true };
    if ((await confirm(question)) && (await revokeOthers(() => ({}), texts.othersEnded))) refresh();
  };
  return (
    <Section
      title={texts.sessions}
      lead={texts.sessionsLead}
      aside={
        open.length > 1 && (
          <Button variant="subtle" size="compact-sm" onClick={endOthers}>
            {texts.endOthers}
          </Button>
        )
      }
    >
      <ul className={parts.rows}>
        {open.map(({ id, device, usedAt, current }) => (
          <li key={id}>
            <span>
              {device}
              <small>{texts.used(relative(usedAt, now))}</small>
            </span>
            {current ? (
              <State tone="good">{texts.here}</State>
            ) : (
              <Button
                size="compact-sm"
                variant="default"
                onClick={async () => (await revoke(() => ({ input: { sessionId: id } }), texts.ended)) && refresh()}
              >
                {texts.end}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}
