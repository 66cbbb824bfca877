import { Avatar, Menu, VisuallyHidden } from '@mantine/core';
import type { ReactNode } from 'react';
import * as session from '@/session/session';
import { Icon } from '@/theme/icon';
import classes from './frame.module.css';
import { useScheme } from './scheme';
import { shell } from './texts';

const SCHEMES = [
  ['light', shell.light, 'sun'],
  ['dark', shell.dark, 'moon'],
  ['auto', shell.system, 'screen'],
] as const;

/** Who is signed in, the appearance, and the way out. */
export function PersonMenu({ name, note, children }: { name: string; note: string; children?: ReactNode }) {
  const { scheme, setScheme } = useScheme();
  return (
    <Menu width={220} position="top-start" shadow="md">
      <Menu.Target>
        <button type="button" className={classes.who}>
          <VisuallyHidden>{shell.person}</VisuallyHidden>
          <Avatar size={28} radius="xl" color="river" name={name} />
          <span className={classes.names}>
            <strong>{name}</strong>
            <small>{note}</small>
          </span>
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {children}
        {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is no child of a menu */}
        <div role="group" aria-label={shell.scheme}>
          {SCHEMES.map(([value, label, icon]) => (
            <Menu.Item
              key={value}
              aria-current={scheme === value || undefined}
              leftSection={<Icon name={icon} size={16} />}
              rightSection={scheme === value ? <Icon name="check" size={14} /> : null}
              onClick={() => setScheme(value)}
            >
              {label}
            </Menu.Item>
          ))}
        </div>
        <Menu.Divider />
        <Menu.Item leftSection={<Icon name="out" size={16} />} onClick={() => void session.signOut()}>
          {shell.signOut}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
