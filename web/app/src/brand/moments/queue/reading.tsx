import { Link } from 'react-router';
import { parts } from '@/shell/parts';
import { useTenant } from '@/shell/viewer';
import { Card } from '../card';
import { moments } from '../texts';
import { Found } from './found';
import { History } from './history';
import type { WaitingPartsFragment } from './query.gen';
import classes from './queue.module.css';
import { Reports } from './reports';

/** The moment that is read: its words, what the rules found in them, what readers say, what was decided. */
export function Reading({ moment }: { moment: WaitingPartsFragment }) {
  const tenant = useTenant();
  const { findings = [], reports = [] } = moment.moderationCase ?? {};
  return (
    <div className={parts.stack}>
      <div aria-live="polite">
        <Card moment={moment} findings={findings} />
      </div>
      <Found known={moment.moderationCase ?? null} />
      <Reports reports={reports} />
      <History id={moment.id} version={moment.version} />
      <p className={classes.whole}>
        <Link to={`/t/${tenant.id}/moments/${moment.id}`}>{moments.whole}</Link>
      </p>
    </div>
  );
}
