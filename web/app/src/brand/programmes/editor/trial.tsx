import { Drawer } from '@mantine/core';
import { useDisclosure, useMediaQuery } from '@mantine/hooks';
import { useState } from 'react';
import { parts, Section } from '@/shell/parts';
import { Trial } from '@/terms/calculator';
import { outcome } from '@/terms/outcome';
import { calculator } from '@/terms/texts';
import { UNTYPED } from '@/terms/trial';
import type { Known } from '@/terms/version';
import { Icon } from '@/theme/icon';
import classes from './editor.module.css';
import { editor as texts } from './texts';

/** Where the calculator has no place beside the rules. */
const NARROW = '(max-width: 62em)';

/** Trying what is written: beside the rules, and where there is no room in a bar below that opens it. */
export function useTrial(version: Known | null, currency: string) {
  const [typed, set] = useState(UNTYPED);
  const [open, { open: show, close }] = useDisclosure(false);
  const narrow = useMediaQuery(NARROW, false, { getInitialValueInEffect: false });
  const trial = version && <Trial version={version} currency={currency} typed={typed} set={set} />;
  const beside = narrow ? null : version ? (
    <Section title={calculator.title} lead={calculator.lead}>
      {trial}
    </Section>
  ) : (
    <Section title={texts.try}>
      <p className={parts.soft}>{texts.tryUnfinished}</p>
    </Section>
  );
  const bar = narrow ? (
    <>
      <button type="button" className={classes.bar} onClick={show} disabled={!version}>
        <span>
          <small>{texts.trial}</small>
          <strong>{version ? outcome(version, typed, currency).says : calculator.unfinished}</strong>
        </span>
        <Icon name="up" size={16} />
      </button>
      <Drawer
        opened={open && version !== null}
        onClose={close}
        position="bottom"
        size="85%"
        title={<strong>{calculator.title}</strong>}
        closeButtonProps={{ 'aria-label': calculator.shut }}
      >
        <p className={parts.lead}>{calculator.lead}</p>
        {trial}
      </Drawer>
    </>
  ) : null;
  return { beside, bar };
}
