import { Title } from '@mantine/core';
import { EmptyNotice } from '@/feedback/empty-notice';
import { shell } from '@/shell/texts';
import { door } from './texts';

export function Component() {
  return (
    <>
      <Title order={1}>{door.reset}</Title>
      <EmptyNotice title={shell.soonTitle} text={shell.soonText} />
    </>
  );
}
