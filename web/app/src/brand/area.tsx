import { Menu } from '@mantine/core';
import { Link, Outlet, useParams } from 'react-router';
import { Frame } from '@/shell/frame';
import { BRAND } from '@/shell/navigation';
import { PersonMenu } from '@/shell/person-menu';
import { OtherTenant, SignedIn } from '@/shell/signed-in';
import { TenantSwitcher } from '@/shell/tenant-switcher';
import { shell } from '@/shell/texts';
import { useViewer } from '@/shell/viewer';
import { Enrol } from '@/you/enrol';
import { TermsGate } from '@/you/terms-gate';
import { Unverified } from '@/you/unverified';

/** `/t/:tenant`: what a brand's team sees. */
export function Component() {
  return (
    <SignedIn>
      <Area />
    </SignedIn>
  );
}

function Area() {
  const { tenant: id = '' } = useParams();
  const { user, tenant, tenants, role, affiliate, permissions, secondFactorMissing } = useViewer();
  const member = tenants.some((one) => one.id === id);
  if (secondFactorMissing && member) return <Enrol />;
  if (tenant?.id !== id) return <OtherTenant key={id} tenant={id} member={member} />;
  return (
    <Frame
      root={`/t/${id}`}
      places={BRAND.filter(({ needs }) => !needs || permissions.includes(needs))}
      head={<TenantSwitcher />}
      foot={
        <PersonMenu name={user?.name ?? ''} note={role ? shell.roles[role] : ''}>
          <Menu.Item component={Link} to={`/t/${id}/you`}>
            {shell.you}
          </Menu.Item>
          {affiliate && (
            <Menu.Item component={Link} to="/portal">
              {shell.portal}
            </Menu.Item>
          )}
        </PersonMenu>
      }
    >
      <Unverified team />
      <TermsGate>
        <Outlet />
      </TermsGate>
    </Frame>
  );
}
