import { Button, TextInput } from '@mantine/core';
import type { Decision } from '../moderate';
import { moments } from '../texts';
import { claimText } from './claim';
import { Key } from './key';
import type { WaitingPartsFragment } from './query.gen';
import classes from './queue.module.css';
import { Rejecting } from './rejecting';
import { queue as texts } from './texts';

/** The graph takes no longer ones. */
export const NOTE_CHARS_MAX = 500;

type Props = {
  moment: WaitingPartsFragment;
  asking: boolean;
  setAsking: (asking: boolean) => void;
  decide: (decision: Decision) => void;
  hold: () => void;
  note: string;
  setNote: (note: string) => void;
  /** Leaves it for later; null where it is the only one. */
  next: (() => void) | null;
};

/** What can be done with the moment that is read. */
export function Decide({ moment, asking, setAsking, decide, hold, note, setNote, next }: Props) {
  const known = moment.moderationCase;
  const claim = known?.claim;
  return (
    <div className={classes.decide}>
      <div className={classes.buttons}>
        <Button onClick={() => decide('APPROVE')} rightSection={<Key>A</Key>}>
          {moments.approve}
        </Button>
        <Rejecting opened={asking} setOpened={setAsking} reject={decide}>
          <Button variant="default" rightSection={<Key>R</Key>}>
            {moments.reject}
          </Button>
        </Rejecting>
        {moment.moderation !== 'FLAGGED' && (
          <Button variant="default" onClick={() => decide('FLAG')} rightSection={<Key>F</Key>}>
            {moments.flag}
          </Button>
        )}
        {known && (!claim || claim.mine) && (
          <Button variant="subtle" color="gray" onClick={hold} rightSection={<Key>C</Key>}>
            {claim ? texts.giveBack : texts.take}
          </Button>
        )}
        <Button variant="subtle" color="gray" disabled={!next} onClick={() => next?.()} rightSection={<Key>J</Key>}>
          {texts.skip}
        </Button>
      </div>
      {claim && (
        <p className={classes.held} data-mine={claim.mine || undefined}>
          {claimText(claim)}
        </p>
      )}
      <TextInput
        aria-label={texts.note}
        placeholder={texts.note}
        title={texts.noteHint}
        maxLength={NOTE_CHARS_MAX}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
    </div>
  );
}
