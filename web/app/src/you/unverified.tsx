import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useClient } from 'urql';
import { useAct } from '@/form/act';
import { useViewer } from '@/shell/viewer';
import { ViewerDocument } from '@/shell/viewer.gen';
import { Icon } from '@/theme/icon';
import { EmailVerificationSendDocument } from './query.gen';
import { unverified as texts } from './texts';
import classes from './you.module.css';

/** Asks for the mail to be looked at, until the address is known to be one's own. */
export function Unverified({ team }: { team?: boolean }) {
  const { user, emailVerified } = useViewer();
  const client = useClient();
  const [sent, setSent] = useState(false);
  const [send, sending] = useAct(EmailVerificationSendDocument, (data) => data.emailVerificationSend);
  const waits = emailVerified === false;
  useEffect(() => {
    if (!waits) return;
    // The link opens in another tab; coming back from there is when it has been done.
    const look = () => void client.query(ViewerDocument, {}, { requestPolicy: 'network-only' }).toPromise();
    window.addEventListener('focus', look);
    return () => window.removeEventListener('focus', look);
  }, [client, waits]);
  if (!waits || !user) return null;
  const press = async () => {
    if (await send(() => ({}), texts.sent(user.email))) setSent(true);
  };
  return (
    <aside className={classes.unverified} aria-label={texts.title}>
      <Icon name="mail" />
      <p>
        <strong>{texts.title}</strong> {texts.text(user.email)} {team && texts.team}
      </p>
      <Button size="compact-sm" variant="default" loading={sending} disabled={sent} onClick={press}>
        {sent ? texts.sentShort : texts.again}
      </Button>
    </aside>
  );
}
