import type { ReactNode } from 'react';
import { Page } from '@/shell/page';
import { Tabs } from '@/shell/parts';
import { useMay, useTenant } from '@/shell/viewer';
import { settings as texts } from './texts';

/** Around the settings. */
export function SettingsFrame({ actions, children }: { actions?: ReactNode; children: ReactNode }) {
  const tenant = useTenant();
  const tells = useMay('PERSON_ERASE');
  const root = `/t/${tenant.id}/settings`;
  return (
    <Page title={texts.title} actions={actions}>
      <Tabs
        label={texts.parts}
        places={[
          { to: root, label: texts.brand, end: true },
          { to: `${root}/members`, label: texts.members },
          { to: `${root}/keys`, label: texts.keys },
          { to: `/t/${tenant.id}/attribution`, label: texts.policy },
          { to: `${root}/fraud`, label: texts.fraud },
          ...(tells ? [{ to: `${root}/people`, label: texts.people }] : []),
          { to: `${root}/audit`, label: texts.audit },
        ]}
      />
      {children}
    </Page>
  );
}
