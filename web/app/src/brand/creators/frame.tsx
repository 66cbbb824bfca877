import type { ReactNode } from 'react';
import { Page } from '@/shell/page';
import { Tabs } from '@/shell/parts';
import { useTenant } from '@/shell/viewer';
import { creators as texts } from './texts';

/** Around the lists of creators. */
export function CreatorsFrame({ children }: { children: ReactNode }) {
  const tenant = useTenant();
  const root = `/t/${tenant.id}/creators`;
  return (
    <Page title={texts.title} lead={texts.lead}>
      <Tabs
        label={texts.parts}
        places={[
          { to: root, label: texts.all, end: true },
          { to: `${root}/claims`, label: texts.claims },
        ]}
      />
      {children}
    </Page>
  );
}
