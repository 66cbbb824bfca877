import type { ReactNode } from 'react';
import { Page } from '@/shell/page';
import { Tabs } from '@/shell/parts';
import { useTenant } from '@/shell/viewer';
import { wallet as texts } from './texts';

/** Around the wallet's parts. */
export function WalletFrame({ actions, children }: { actions?: ReactNode; children: ReactNode }) {
  const tenant = useTenant();
  const root = `/t/${tenant.id}/wallet`;
  return (
    <Page title={texts.title} lead={texts.lead} actions={actions}>
      <Tabs
        label={texts.parts}
        places={[
          { to: root, label: texts.statement, end: true },
          { to: `${root}/fundings`, label: texts.fundings },
          { to: `${root}/books`, label: texts.books },
          { to: `${root}/plan`, label: texts.plan },
        ]}
      />
      {children}
    </Page>
  );
}
