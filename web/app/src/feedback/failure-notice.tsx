import { Button } from '@mantine/core';
import type { CombinedError } from '@urql/core';
import { failure } from '@/graph/failure';
import { Icon } from '@/theme/icon';
import classes from './feedback.module.css';
import { feedback } from './texts';

/** Title and text for a code. */
function words(code: string): [string, string] {
  if (code === 'OFFLINE') return [feedback.offlineTitle, feedback.offline];
  if (code === 'FORBIDDEN') return [feedback.forbiddenTitle, feedback.forbidden];
  if (code === 'NOT_FOUND' || code === 'INVALID_ID') return [feedback.notFoundTitle, feedback.notFound];
  if (code === 'RATE_LIMITED' || code === 'HTTP_429') return [feedback.failedTitle, feedback.throttled];
  return [feedback.failedTitle, feedback.failed];
}

/** In the place of what did not come. */
export function FailureNotice({ error, retry }: { error: CombinedError; retry?: () => void }) {
  const { kind, code, requestId } = failure(error);
  const [title, text] = words(code);
  return (
    <div className={classes.notice} role="alert">
      <Icon name={kind === 'offline' ? 'offline' : 'cross'} size={24} />
      <p className={classes.title}>{title}</p>
      <p className={classes.text}>{text}</p>
      {requestId && code === 'INTERNAL' && <p className={classes.request}>{feedback.request(requestId)}</p>}
      {retry && code !== 'FORBIDDEN' && code !== 'NOT_FOUND' && (
        <Button variant="default" onClick={retry}>
          {feedback.retry}
        </Button>
      )}
    </div>
  );
}
