import { Button, Loader } from '@mantine/core';
import { useCallback, useEffect, useState } from 'react';
import { useParams } from 'react-router';
import { useSession, verifyEmail } from '@/session/session';
import { Onward, Said } from './said';
import { door } from './texts';

/** `/verify/:token`: says that the address is one's own. The same link again is fine. */
export function Component() {
  const { token = '' } = useParams();
  const session = useSession();
  const [outcome, setOutcome] = useState<'asking' | 'verified' | 'invalid' | 'unanswered'>('asking');
  const [refusal, setRefusal] = useState<string>(door.verifyInvalid);
  const ask = useCallback(() => {
    setOutcome('asking');
    verifyEmail(token).then(
      ([refused]) => {
        if (refused && refused.code !== 'LINK_INVALID') setRefusal(refused.message);
        setOutcome(refused ? 'invalid' : 'verified');
      },
      () => setOutcome('unanswered'),
    );
  }, [token]);
  useEffect(ask, [ask]);

  if (outcome === 'verified') {
    return (
      <Said title={door.verifiedTitle} text={door.verified}>
        <Onward to="/">{door.goOn}</Onward>
      </Said>
    );
  }
  if (outcome === 'invalid') {
    return (
      <Said title={door.linkInvalidTitle} text={refusal}>
        <Onward to="/">{session.state === 'in' ? door.goOn : door.toSignIn}</Onward>
      </Said>
    );
  }
  if (outcome === 'unanswered') {
    return (
      <Said title={door.offlineTitle} text={door.offline}>
        <Button onClick={ask}>{door.retry}</Button>
      </Said>
    );
  }
  return (
    <Said title={door.verifying} text="">
      <Loader type="dots" />
    </Said>
  );
}
