import { Paper, Skeleton, Title } from '@mantine/core';
import { type ReactNode, useEffect, useId, useRef } from 'react';
import { NavLink, useLocation } from 'react-router';
import type { CombinedError } from 'urql';
import { FailureNotice } from '@/feedback/failure-notice';
import classes from './parts.module.css';

export { default as parts } from './parts.module.css';

/** Figures and facts in one band. */
export function Facts({ children }: { children: ReactNode }) {
  return <dl className={classes.facts}>{children}</dl>;
}

/** One of them. */
export function Fact({
  name,
  value,
  note,
  strong,
}: {
  name: string;
  value: ReactNode;
  note?: ReactNode;
  strong?: boolean;
}) {
  return (
    <div data-strong={strong}>
      <dt>{name}</dt>
      <dd>
        {value}
        {note && <small>{note}</small>}
      </dd>
    </div>
  );
}

type SectionProps = { title: string; lead?: ReactNode; aside?: ReactNode; children?: ReactNode };

/** A titled part of a screen. */
export function Section({ title, lead, aside, children }: SectionProps) {
  const id = useId();
  return (
    <Paper component="section" aria-labelledby={id}>
      <div className={classes.titled}>
        <Title order={2} id={id}>
          {title}
        </Title>
        {aside}
      </div>
      {lead && <p className={classes.lead}>{lead}</p>}
      {children}
    </Paper>
  );
}

/** The parts of one place, each with an address of its own. */
export function Tabs({ label, places }: { label: string; places: { to: string; label: string; end?: boolean }[] }) {
  const { pathname } = useLocation();
  const tabs = useRef<HTMLElement>(null);
  // Where they are wider than the screen, the one that is open is shown.
  // biome-ignore lint/correctness/useExhaustiveDependencies: another place is another open tab
  useEffect(() => {
    const open = tabs.current?.querySelector<HTMLElement>('[aria-current="page"]');
    if (tabs.current && open) tabs.current.scrollLeft = open.offsetLeft - tabs.current.offsetLeft;
  }, [pathname]);
  return (
    <nav className={classes.tabs} aria-label={label} ref={tabs}>
      {places.map(({ to, label: name, end }) => (
        <NavLink key={to} to={to} end={end}>
          {name}
        </NavLink>
      ))}
    </nav>
  );
}

type LoadedProps<Data> = {
  data: Data | null | undefined;
  error: CombinedError | undefined;
  again: (options: { requestPolicy: 'network-only' }) => void;
  /** How high it will be, so that nothing moves when it comes. */
  height?: number;
  children: (data: Data) => ReactNode;
};

/** What an answer shows; what stands there before it comes; what went wrong. */
export function Loaded<Data>({ data, error, again, height = 240, children }: LoadedProps<Data>) {
  if (data) return children(data);
  if (error) return <FailureNotice error={error} retry={() => again({ requestPolicy: 'network-only' })} />;
  return <Skeleton height={height} radius="lg" />;
}
