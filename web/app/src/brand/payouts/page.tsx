import { EmptyNotice } from '@/feedback/empty-notice';
import { Page } from '@/shell/page';
import { shell } from '@/shell/texts';

export function Component() {
  return (
    <Page title={shell.payouts}>
      <EmptyNotice title={shell.soonTitle} text={shell.soonText} />
    </Page>
  );
}
