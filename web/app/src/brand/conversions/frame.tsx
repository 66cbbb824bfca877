import type { ReactNode } from 'react';
import { Page } from '@/shell/page';
import { Tabs } from '@/shell/parts';
import { useMay, useTenant } from '@/shell/viewer';
import { held } from '../fraud/texts';
import { conversions as texts, touched, unmatched } from './texts';

type Props = { lead: string; actions?: ReactNode; children: ReactNode };

/** Around the lists of conversions. */
export function ConversionsFrame({ lead, actions, children }: Props) {
  const tenant = useTenant();
  const money = useMay('COMMISSION_READ');
  const touches = useMay('TOUCH_READ');
  const root = `/t/${tenant.id}/conversions`;
  return (
    <Page title={texts.title} lead={lead} actions={actions}>
      <Tabs
        label={held.tabs}
        places={[
          { to: root, label: held.all, end: true },
          ...(money ? [{ to: `${root}/held`, label: held.tab }] : []),
          ...(touches ? [{ to: `${root}/touches`, label: touched.title }] : []),
          { to: `${root}/refunds`, label: unmatched.title },
        ]}
      />
      {children}
    </Page>
  );
}
