import { Title } from '@mantine/core';
import { type ReactNode, useEffect } from 'react';
import { Link } from 'react-router';
import { Icon } from '@/theme/icon';
import classes from './page.module.css';
import { shell } from './texts';

type Props = {
  title: string;
  /** In place of the title on the screen itself. */
  heading?: string | undefined;
  /** Beside the title: a state, a figure. */
  aside?: ReactNode;
  /** One line below it. */
  lead?: ReactNode;
  /** Buttons. */
  actions?: ReactNode;
  /** The list it came from. */
  back?: { to: string; label: string };
  children: ReactNode;
};

/** A screen: its title, which is also the tab's, what can be done, and its contents. */
export function Page({ title, heading, aside, lead, actions, back, children }: Props) {
  useEffect(() => {
    document.title = shell.title(title);
  }, [title]);
  return (
    <div className={classes.page}>
      <header className={classes.head}>
        <div>
          {back && (
            <Link className={classes.back} to={back.to}>
              <Icon name="left" size={14} />
              {back.label}
            </Link>
          )}
          <div className={classes.title}>
            <Title order={1}>{heading || title}</Title>
            {aside}
          </div>
          {lead && <p className={classes.lead}>{lead}</p>}
        </div>
        {actions && <div className={classes.actions}>{actions}</div>}
      </header>
      {children}
    </div>
  );
}
