import { Button } from '@mantine/core';
import type { RejectCode } from '../query.gen';
import { moments } from '../texts';
import type { MomentVerdict } from './query.gen';
import classes from './queue.module.css';
import { Rejecting } from './rejecting';
import { queue as texts } from './texts';

type Props = {
  count: number;
  of: number;
  busy: boolean;
  all: () => void;
  none: () => void;
  decide: (verdict: MomentVerdict, code: RejectCode | null) => void;
};

/** What can be done with all that are chosen. */
export function Chosen({ count, of, busy, all, none, decide }: Props) {
  return (
    <div className={classes.chosen}>
      <p aria-live="polite">{count > 0 && texts.chosen(count)}</p>
      {count < of && (
        <Button size="compact-sm" variant="subtle" onClick={all}>
          {texts.chooseAll}
        </Button>
      )}
      {count > 0 && (
        <>
          <Button size="compact-sm" variant="subtle" color="gray" onClick={none}>
            {texts.unchoose}
          </Button>
          <div className={classes.many}>
            <Button size="compact-sm" loading={busy} onClick={() => decide('APPROVE', null)}>
              {moments.approve}
            </Button>
            <Rejecting reject={(code) => decide('REJECT', code)}>
              <Button size="compact-sm" variant="default" disabled={busy}>
                {moments.reject}
              </Button>
            </Rejecting>
            <Button size="compact-sm" variant="default" disabled={busy} onClick={() => decide('FLAG', null)}>
              {moments.flag}
            </Button>
          </div>
        </>
      )}
    </div>
  );
}
