import type { ReactNode } from 'react';
import { Page } from '@/shell/page';
import { Tabs } from '@/shell/parts';
import { links as texts } from './texts';

/** Around links and codes. */
export function LinksFrame({ children }: { children: ReactNode }) {
  return (
    <Page title={texts.title} lead={texts.lead}>
      <Tabs
        label={texts.parts}
        places={[
          { to: '/portal/links', label: texts.title, end: true },
          { to: '/portal/links/codes', label: texts.codes },
        ]}
      />
      {children}
    </Page>
  );
}
