import { Modal, TextInput, VisuallyHidden } from '@mantine/core';
import { type KeyboardEvent, useId, useState } from 'react';
import { useNavigate } from 'react-router';
import * as session from '@/session/session';
import { Icon, type IconName } from '@/theme/icon';
import type { Place } from './navigation';
import classes from './palette.module.css';
import { useScheme } from './scheme';
import { shell } from './texts';

type Command = { label: string; icon: IconName; run: () => void };

/** Ctrl-K: to any place by its name. */
export default function Palette({ root, places, close }: { root: string; places: Place[]; close: () => void }) {
  const navigate = useNavigate();
  const { setScheme } = useScheme();
  const list = useId();
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(0);
  const commands: Command[] = [
    ...places.map(({ path, label, icon }) => ({
      label,
      icon,
      run: () => void navigate(path ? `${root}/${path}` : root),
    })),
    { label: `${shell.scheme}: ${shell.light}`, icon: 'sun', run: () => setScheme('light') },
    { label: `${shell.scheme}: ${shell.dark}`, icon: 'moon', run: () => setScheme('dark') },
    { label: `${shell.scheme}: ${shell.system}`, icon: 'screen', run: () => setScheme('auto') },
    { label: shell.signOut, icon: 'out', run: () => void session.signOut() },
  ];
  const found = commands.filter(({ label }) => label.toLowerCase().includes(typed.trim().toLowerCase()));
  const chosen = Math.min(at, found.length - 1);
  const run = (command: Command | undefined) => {
    if (!command) return;
    close();
    command.run();
  };
  const press = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown') setAt((chosen + 1) % found.length);
    else if (event.key === 'ArrowUp') setAt((chosen - 1 + found.length) % found.length);
    else if (event.key === 'Enter') run(found[chosen]);
    else return;
    event.preventDefault();
  };
  return (
    <Modal
      opened
      onClose={close}
      withCloseButton={false}
      yOffset="12vh"
      centered={false}
      padding={0}
      attributes={{ content: { 'aria-label': shell.search } }}
    >
      <TextInput
        data-autofocus
        variant="unstyled"
        size="md"
        role="combobox"
        aria-label={shell.searchHint}
        aria-expanded
        aria-controls={list}
        aria-activedescendant={chosen >= 0 ? `${list}-${chosen}` : undefined}
        placeholder={shell.searchHint}
        leftSection={<Icon name="search" />}
        value={typed}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          setAt(0);
        }}
        onKeyDown={press}
      />
      <div id={list} role="listbox" aria-label={shell.goTo} className={classes.list}>
        {found.map((command, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the input's
          // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the input
          <div
            key={command.label}
            id={`${list}-${index}`}
            role="option"
            aria-selected={index === chosen}
            className={classes.option}
            onMouseMove={() => setAt(index)}
            onClick={() => run(command)}
          >
            <Icon name={command.icon} />
            {command.label}
          </div>
        ))}
        {found.length === 0 && <p className={classes.none}>{shell.searchNone}</p>}
      </div>
      <VisuallyHidden role="status">{found.length}</VisuallyHidden>
    </Modal>
  );
}
