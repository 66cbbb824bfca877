import type { ReactNode } from 'react';
import { Page } from '@/shell/page';
import { Tabs } from '@/shell/parts';
import { useTenant } from '@/shell/viewer';
import { payouts as texts } from './texts';

/** Around the lists of payouts. */
export function PayoutsFrame({ actions, children }: { actions?: ReactNode; children: ReactNode }) {
  const tenant = useTenant();
  const root = `/t/${tenant.id}/payouts`;
  return (
    <Page title={texts.title} lead={texts.lead} actions={actions}>
      <Tabs
        label={texts.parts}
        places={[
          { to: root, label: texts.runs, end: true },
          { to: `${root}/all`, label: texts.all },
          { to: `${root}/timetable`, label: texts.timetable },
        ]}
      />
      {children}
    </Page>
  );
}
