import { Navigate } from 'react-router';
import { SignedIn } from './signed-in';
import { useViewer } from './viewer';

/** `/`: to where one belongs. */
export function Start() {
  return (
    <SignedIn>
      <Onward />
    </SignedIn>
  );
}

function Onward() {
  const { tenant } = useViewer();
  return <Navigate to={tenant ? `/t/${tenant.id}` : '/portal'} replace />;
}
