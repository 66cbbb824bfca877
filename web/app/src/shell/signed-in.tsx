import { Loader } from '@mantine/core';
import { type ReactNode, useEffect, useMemo, useState } from 'react';
import { Navigate, useLocation } from 'react-router';
import { Provider, useQuery } from 'urql';
import { EmptyNotice } from '@/feedback/empty-notice';
import { FailureNotice } from '@/feedback/failure-notice';
import { closeSocket, makeClient } from '@/graph/client';
import { switchTo, useSession } from '@/session/session';
import { signInFor } from '@/session/way-back';
import { ConnectionBanner } from './connection-banner';
import { shell } from './texts';
import { ViewerContext } from './viewer';
import { ViewerDocument } from './viewer.gen';

/** Only for people who are signed in; the others come back here once they are. */
export function SignedIn({ children }: { children: ReactNode }) {
  const session = useSession();
  const { pathname, search, hash } = useLocation();
  if (session.state === 'unknown') return <Waiting />;
  if (session.state === 'out') {
    return (
      <Navigate to={session.expired || pathname !== '/' ? signInFor(pathname + search + hash) : '/sign-in'} replace />
    );
  }
  return (
    <Graph key={session.number}>
      <WithViewer>{children}</WithViewer>
    </Graph>
  );
}

/** The graph of one sign-in, with a cache of its own. */
function Graph({ children }: { children: ReactNode }) {
  const client = useMemo(makeClient, []);
  useEffect(() => closeSocket, []);
  return <Provider value={client}>{children}</Provider>;
}

function WithViewer({ children }: { children: ReactNode }) {
  const [{ data, error }, again] = useQuery({ query: ViewerDocument });
  if (data) return <ViewerContext value={data.viewer}>{children}</ViewerContext>;
  if (error) return <FailureNotice error={error} retry={() => again({ requestPolicy: 'network-only' })} />;
  return <Waiting />;
}

/** Before it is known who is there. Says so only if it takes a while. */
export function Waiting() {
  return (
    <>
      <ConnectionBanner />
      <div
        style={{ display: 'grid', placeItems: 'center', minHeight: '100dvh' }}
        role="status"
        aria-label={shell.waiting}
      >
        <Loader color="river" type="dots" />
      </div>
    </>
  );
}

/** A brand that this session is not for yet: goes over to it, if one is a member. */
export function OtherTenant({ tenant, member }: { tenant: string; member: boolean }) {
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    if (!member) return;
    let stopped = false;
    const fail = () => stopped || setFailed(true);
    switchTo(tenant).then((done) => done || fail(), fail);
    return () => {
      stopped = true;
    };
  }, [tenant, member]);
  if (member && !failed) return <Waiting />;
  return <EmptyNotice main title={shell.notYoursTitle} text={shell.notYoursText} />;
}
