import type { ReactNode } from 'react';
import { useSearchParams } from 'react-router';
import { Page } from '@/shell/page';
import { Tabs } from '@/shell/parts';
import { useTenant } from '@/shell/viewer';
import { onlyDraft } from './draft';
import { attribution as texts } from './texts';

/** Around the parts of attribution. What is being changed stands in the address and goes along to each of them. */
export function AttributionFrame({ actions, children }: { actions?: ReactNode; children: ReactNode }) {
  const tenant = useTenant();
  const [params] = useSearchParams();
  const root = `/t/${tenant.id}/attribution`;
  const draft = onlyDraft(params).toString();
  const to = (path: string) => (draft ? `${path}?${draft}` : path);
  return (
    <Page title={texts.title} lead={texts.lead} actions={actions}>
      <Tabs
        label={texts.parts}
        places={[
          { to: to(root), label: texts.policy, end: true },
          { to: to(`${root}/replay`), label: texts.replay },
          { to: to(`${root}/versions`), label: texts.versions },
          { to: to(`${root}/weights`), label: texts.weights },
        ]}
      />
      {children}
    </Page>
  );
}
