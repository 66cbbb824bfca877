import { Button } from '@mantine/core';
import { Link } from 'react-router';
import { EmptyNotice } from '@/feedback/empty-notice';
import { shell } from './texts';

/** An address that leads nowhere. */
export function NotFound() {
  return (
    <EmptyNotice
      main
      title={shell.notFoundTitle}
      text={shell.notFoundText}
      action={
        <Button component={Link} to="/" variant="default">
          {shell.toStart}
        </Button>
      }
    />
  );
}

/** A screen that threw, or whose file is gone since a new version is there. */
export function Broken() {
  return (
    <EmptyNotice
      main
      title={shell.brokenTitle}
      text={shell.brokenText}
      action={
        <Button variant="default" onClick={() => location.reload()}>
          {shell.reload}
        </Button>
      }
    />
  );
}

/** The same where there is no frame around it. */
export function Nowhere() {
  return (
    <main style={{ display: 'grid', minHeight: '100dvh', alignContent: 'center' }}>
      <NotFound />
    </main>
  );
}
