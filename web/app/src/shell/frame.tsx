import { ActionIcon, Drawer } from '@mantine/core';
import { useDisclosure, useHotkeys } from '@mantine/hooks';
import { lazy, type ReactNode, Suspense, useEffect, useRef, useState } from 'react';
import { NavLink, useLocation } from 'react-router';
import { Icon } from '@/theme/icon';
import { Mark } from '@/theme/mark';
import { ConnectionBanner } from './connection-banner';
import classes from './frame.module.css';
import type { Place } from './navigation';
import { shell } from './texts';

const Palette = lazy(() => import('./palette'));

type Props = { root: string; places: Place[]; head: ReactNode; foot: ReactNode; children: ReactNode };

/** The frame of an area: its places at the side, or in a drawer on a phone, and the screen. */
export function Frame({ root, places, head, foot, children }: Props) {
  const [open, drawer] = useDisclosure(false);
  const [palette, setPalette] = useState(false);
  const { pathname } = useLocation();
  const main = useRef<HTMLElement>(null);
  const shown = useRef(pathname);

  useHotkeys([['mod+K', () => setPalette(true)]], []);

  useEffect(() => {
    if (shown.current === pathname) return;
    shown.current = pathname;
    drawer.close();
    main.current?.focus({ preventScroll: true });
    window.scrollTo(0, 0);
  }, [pathname, drawer.close]);

  const side = (
    <>
      {head}
      <button type="button" className={classes.search} onClick={() => setPalette(true)}>
        <Icon name="search" size={15} />
        <span>{shell.search}</span>
        <kbd>{navigator.platform.startsWith('Mac') ? '⌘K' : 'Ctrl K'}</kbd>
      </button>
      <nav className={classes.places} aria-label={shell.navigation}>
        {places.map((place) => (
          <NavLink
            key={place.path}
            className={classes.place ?? ''}
            to={place.path ? `${root}/${place.path}` : root}
            end={!place.path}
          >
            <Icon name={place.icon} />
            {place.label}
          </NavLink>
        ))}
      </nav>
      <div className={classes.foot}>{foot}</div>
    </>
  );

  return (
    <div className={classes.frame}>
      <a className={classes.skip} href="#main">
        {shell.skip}
      </a>
      <section className={classes.top} aria-label={shell.bar}>
        <ActionIcon variant="subtle" color="gray" size="lg" aria-label={shell.menu} onClick={drawer.open}>
          <Icon name="menu" size={20} />
        </ActionIcon>
        <Mark size={22} />
        <strong>
          {places.find((place) => place.path && pathname.startsWith(`${root}/${place.path}`))?.label ?? shell.product}
        </strong>
        <ActionIcon
          variant="subtle"
          color="gray"
          size="lg"
          ml="auto"
          aria-label={shell.search}
          onClick={() => setPalette(true)}
        >
          <Icon name="search" size={20} />
        </ActionIcon>
      </section>
      <aside className={classes.side}>{side}</aside>
      <Drawer
        opened={open}
        onClose={drawer.close}
        size="18rem"
        title={<strong>{shell.product}</strong>}
        closeButtonProps={{ 'aria-label': shell.menu }}
      >
        <div className={classes.drawer}>{side}</div>
      </Drawer>
      <main id="main" className={classes.main} ref={main} tabIndex={-1}>
        <ConnectionBanner />
        {children}
      </main>
      {palette && (
        <Suspense fallback={null}>
          <Palette root={root} places={places} close={() => setPalette(false)} />
        </Suspense>
      )}
    </div>
  );
}
