import { Button, Loader } from '@mantine/core';
import { useCallback, useEffect, useState } from 'react';
import { useParams } from 'react-router';
import { signOut, useSession, verifyEmail } from '@/session/session';
import { signInFor } from '@/session/way-back';
import { Onward, Said } from './said';
import { door } from './texts';

/** `/verify/:token`: says that the address is one's own. The same link again is fine. */
export function Component() {
  const { token = '' } = useParams();
  const session = useSession();
  const [outcome, setOutcome] = useState<'asking' | 'verified' | 'invalid' | 'unanswered' | 'stranger' | 'other'>(
    'asking',
  );
  const [refusal, setRefusal] = useState<string>(door.verifyInvalid);
  const ask = useCallback(() => {
    setOutcome('asking');
    verifyEmail(token).then(
      ([refused]) => {
        if (refused && refused.code !== 'LINK_INVALID') setRefusal(refused.message);
        if (refused?.code === 'SIGN_IN_REQUIRED') setOutcome('stranger');
        else if (refused?.code === 'OTHER_ACCOUNT') setOutcome('other');
        else setOutcome(refused ? 'invalid' : 'verified');
      },
      () => setOutcome('unanswered'),
    );
  }, [token]);
  const known = session.state !== 'unknown';
  useEffect(() => {
    if (known) ask();
  }, [known, ask]);

  if (outcome === 'verified') {
    return (
      <Said title={door.verifiedTitle} text={door.verified}>
        <Onward to="/">{door.goOn}</Onward>
      </Said>
    );
  }
  if (outcome === 'stranger') {
    return (
      <Said title={door.verifySignInTitle} text={door.verifySignIn}>
        <Onward to={signInFor(`/verify/${token}`)}>{door.signIn}</Onward>
      </Said>
    );
  }
  if (outcome === 'other') {
    const leave = () => signOut().then(() => setOutcome('stranger'));
    return (
      <Said title={door.verifySignInTitle} text={door.verifyOther}>
        <Button onClick={leave}>{door.invitationOtherButton}</Button>
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
