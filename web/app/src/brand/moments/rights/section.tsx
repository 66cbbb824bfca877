import { Button, Group } from '@mantine/core';
import { useState } from 'react';
import { parts, Section } from '@/shell/parts';
import { nameOf } from '@/terms/countries';
import { day, relative, moment as time } from '@/time/time';
import { rights as states } from '../texts';
import { Ask } from './ask';
import { Grant } from './grant';
import type { EvidencePartsFragment, RightsPartsFragment, RightsRequestPartsFragment } from './query.gen';
import { Refuse } from './refuse';
import { openOf, possible, scopeText } from './rights';
import { answers, asking, channels, evidence, granting, refusing, history as texts } from './texts';

type Act = 'ASK' | 'GRANT' | 'DECLINE' | 'REVOKE';

/** The rights to a moment: where they stand, what can be noted of them, what was asked and answered. Nothing where nobody has to be asked. */
export function RightsSection({ moment, may }: { moment: RightsPartsFragment; may: boolean }) {
  const [act, setAct] = useState<Act | null>(null);
  if (moment.rights === 'NOT_REQUIRED') return null;
  const requests = moment.rightsRequests ?? [];
  const open = openOf(requests);
  const can = possible(moment.rights, open !== null);
  const close = () => setAct(null);
  const button = (what: Act, label: string, filled = false) => (
    <Button size="compact-sm" variant={filled ? 'filled' : 'default'} onClick={() => setAct(what)}>
      {label}
    </Button>
  );
  return (
    <Section title={texts.title} aside={<span>{states[moment.rights]}</span>}>
      {may && (
        <Group gap="xs" my="xs">
          {can.ask && button('ASK', moment.rights === 'GRANTED' ? asking.longer : asking.action, !can.decline)}
          {can.grant && button('GRANT', granting.action, can.decline)}
          {can.decline && button('DECLINE', refusing.decline)}
          {can.revoke && button('REVOKE', refusing.revoke)}
        </Group>
      )}
      {requests.length === 0 ? (
        <p className={parts.soft}>{texts.none}</p>
      ) : (
        <ul className={parts.rows}>
          {[...requests].reverse().map((request) => (
            <Request key={request.id} request={request} />
          ))}
        </ul>
      )}
      {act === 'ASK' && <Ask moment={moment} close={close} />}
      {act === 'GRANT' && <Grant moment={moment} close={close} />}
      {(act === 'DECLINE' || act === 'REVOKE') && <Refuse moment={moment} what={act} close={close} />}
    </Section>
  );
}

type Actor = RightsRequestPartsFragment['requestedBy'];

const who = (actor: Actor | undefined): string =>
  actor?.kind === 'JOB' ? texts.itself : (actor?.name ?? texts.somebody);

function Request({ request }: { request: RightsRequestPartsFragment }) {
  const { requestedAt, answer, answeredAt, lapsesAt, startsAt, endsAt, revokedAt, scope, terms } = request;
  return (
    <li>
      <span>
        {requestedAt ? texts.asked(who(request.requestedBy)) : texts.unasked}
        <small>
          {[requestedAt && time(requestedAt), terms && texts.under(terms.number), scope && scopeText(scope, nameOf)]
            .filter(Boolean)
            .join(' · ')}
        </small>
        <Evidence of={request.evidence} />
        {lapsesAt && <small>{texts.waiting(relative(lapsesAt, new Date()))}</small>}
        {answer && answeredAt && (
          <small>
            {[
              texts.noted(answers[answer], who(request.answeredBy)),
              time(answeredAt),
              startsAt && texts.window(day(startsAt), endsAt ? day(endsAt) : null),
            ]
              .filter(Boolean)
              .join(' · ')}
          </small>
        )}
        <Evidence of={request.reply} />
        {revokedAt && (
          <small>
            {texts.back(who(request.revokedBy))} · {time(revokedAt)}
          </small>
        )}
        <Evidence of={request.revocation} />
      </span>
    </li>
  );
}

function Evidence({ of }: { of: EvidencePartsFragment | null | undefined }) {
  if (!of) return null;
  return (
    <small title={of.textHash}>
      {[evidence.kept(channels[of.channel], of.messageId), evidence.fingerprint(of.textHash)].join(' · ')}
    </small>
  );
}
