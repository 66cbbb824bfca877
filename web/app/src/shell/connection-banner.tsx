import { useConnection } from '@/graph/connection';
import { Icon } from '@/theme/icon';
import { clock } from '@/time/time';
import classes from './frame.module.css';
import { shell } from './texts';

/** Says that what is shown may be old; goes away by itself. */
export function ConnectionBanner() {
  const { online, answeredAt } = useConnection();
  return (
    <div role="status">
      {!online && (
        <div className={classes.banner}>
          <Icon name="offline" size={16} />
          {answeredAt ? shell.offline(clock(answeredAt)) : shell.offlineNew}
        </div>
      )}
    </div>
  );
}
