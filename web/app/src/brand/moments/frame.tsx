import type { ReactNode } from 'react';
import { Page } from '@/shell/page';
import { Tabs } from '@/shell/parts';
import { useTenant } from '@/shell/viewer';
import { moments as texts } from './texts';

type Props = { title?: string; lead?: ReactNode; aside?: ReactNode; actions?: ReactNode; children: ReactNode };

/** Around the parts of the moments. */
export function MomentsFrame({ title = texts.title, children, ...page }: Props) {
  const tenant = useTenant();
  const root = `/t/${tenant.id}/moments`;
  return (
    <Page title={title} {...page}>
      <Tabs
        label={texts.parts}
        places={[
          { to: root, label: texts.all, end: true },
          { to: `${root}/queue`, label: texts.queue },
          { to: `${root}/rights`, label: texts.rights },
          { to: `${root}/rules`, label: texts.rules },
          { to: `${root}/day`, label: texts.day },
        ]}
      />
      {children}
    </Page>
  );
}
