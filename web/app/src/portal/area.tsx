import { Menu } from '@mantine/core';
import { Link, Outlet } from 'react-router';
import { Frame } from '@/shell/frame';
import classes from '@/shell/frame.module.css';
import { PORTAL } from '@/shell/navigation';
import { PersonMenu } from '@/shell/person-menu';
import { SignedIn } from '@/shell/signed-in';
import { shell } from '@/shell/texts';
import { useViewer } from '@/shell/viewer';
import { Mark } from '@/theme/mark';
import { TermsGate } from '@/you/terms-gate';
import { Unverified } from '@/you/unverified';

/** `/portal`: what an affiliate or creator sees, across brands. */
export function Component() {
  return (
    <SignedIn>
      <Area />
    </SignedIn>
  );
}

function Area() {
  const { user, affiliate, tenant } = useViewer();
  return (
    <Frame
      root="/portal"
      places={PORTAL}
      head={
        <div className={classes.who}>
          <Mark size={28} />
          <span className={classes.names}>
            <strong>{shell.product}</strong>
            <small>{shell.portal}</small>
          </span>
        </div>
      }
      foot={
        <PersonMenu name={affiliate?.name ?? user?.name ?? ''} note={affiliate?.email ?? ''}>
          <Menu.Item component={Link} to="/portal/you">
            {shell.you}
          </Menu.Item>
          {tenant && (
            <Menu.Item component={Link} to={`/t/${tenant.id}`}>
              {shell.toBrand(tenant.name)}
            </Menu.Item>
          )}
        </PersonMenu>
      }
    >
      <Unverified />
      <TermsGate>
        <Outlet />
      </TermsGate>
    </Frame>
  );
}
