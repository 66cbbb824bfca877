import { Outlet } from 'react-router';
import { ConnectionBanner } from '@/shell/connection-banner';
import { shell } from '@/shell/texts';
import { Mark } from '@/theme/mark';
import classes from './door.module.css';
import { River } from './river';
import { door } from './texts';

/** Around the pages before one is signed in. */
export function Component() {
  return (
    <div className={classes.frame}>
      <aside className={classes.aside}>
        <div className={classes.brand}>
          <Mark size={30} />
          {shell.product}
        </div>
        <p className={classes.promise}>{door.promise}</p>
        <River />
      </aside>
      <main id="main" className={classes.main}>
        <ConnectionBanner />
        <div className={classes.inner}>
          <Outlet />
        </div>
      </main>
    </div>
  );
}
