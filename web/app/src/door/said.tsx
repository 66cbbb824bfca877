import { Button, Title } from '@mantine/core';
import { type ReactNode, useEffect } from 'react';
import { Link } from 'react-router';
import { shell } from '@/shell/texts';
import classes from './door.module.css';

type Props = { title: string; text: string; children?: ReactNode };

/** A page of the door that says something and leads on. */
export function Said({ title, text, children }: Props) {
  useEffect(() => {
    document.title = shell.title(title);
  }, [title]);
  return (
    <div role="status">
      <Title order={1}>{title}</Title>
      <p className={classes.lead}>{text}</p>
      <div className={classes.onward}>{children}</div>
    </div>
  );
}

/** Where it leads. */
export function Onward({ to, quiet, children }: { to: string; quiet?: boolean; children: string }) {
  return (
    <Button component={Link} to={to} variant={quiet ? 'default' : 'filled'}>
      {children}
    </Button>
  );
}
