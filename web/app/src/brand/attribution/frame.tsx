import { Alert, Button, Group } from '@mantine/core';
import { Fragment, type ReactNode } from 'react';
import { useLeaving } from '@/form/leaving';
import { Page } from '@/shell/page';
import { Tabs } from '@/shell/parts';
import { useTenant } from '@/shell/viewer';
import { moment } from '@/time/time';
import { useKeptDraft } from './kept';
import { keptDraft, leaving, attribution as texts } from './texts';

/** Around the parts of attribution. What is being changed stands in the address and goes along to each of them. */
export function AttributionFrame({ actions, children }: { actions?: ReactNode; children: ReactNode }) {
  const tenant = useTenant();
  const { draft, missing, back, thrown, throwAway } = useKeptDraft();
  const root = `/t/${tenant.id}/attribution`;
  const to = (path: string) => (draft ? `${path}?${draft}` : path);
  useLeaving(draft !== '', leaving, ({ pathname }) => pathname !== root && !pathname.startsWith(`${root}/`));
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
      {back && (
        <Alert mb="md" role="status" title={keptDraft.title(moment(back))}>
          <Group justify="space-between">
            <span>{keptDraft.text}</span>
            <Button variant="default" size="compact-sm" onClick={throwAway}>
              {keptDraft.throwAway}
            </Button>
          </Group>
        </Alert>
      )}
      {!missing && <Fragment key={thrown}>{children}</Fragment>}
    </Page>
  );
}
