import { Button, Group as Row } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useState } from 'react';
import { confirm } from '@/feedback/confirm';
import { say, warn } from '@/feedback/toasts';
import { sentence } from '@/form/refusal';
import { useSend } from '@/form/send';
import { form } from '@/form/texts';
import { money } from '@/money/money';
import { Unanswered } from '@/session/ask';
import { useMay } from '@/shell/viewer';
import { day } from '@/time/time';
import classes from './fraud.module.css';
import type { Group } from './groups';
import { CommissionReleaseDocument, type CommissionReleaseMutation } from './query.gen';
import { held as texts } from './texts';
import { Void } from './void';

const payload = (data: CommissionReleaseMutation) => data.commissionRelease;

/** Releasing or voiding what somebody has held of a sale, each after a question. `done` reads the list again. */
export function Decide({ group, done }: { group: Group; done: () => void }) {
  const may = useMay('COMMISSION_WRITE');
  const send = useSend(CommissionReleaseDocument, payload);
  const [busy, setBusy] = useState(false);
  const [voids, { open, close }] = useDisclosure(false);
  const { originals, sum, row } = group;
  const who = row.payee.name;

  const release = async () => {
    if (busy) return;
    const question = {
      title: texts.releaseTitle(money(sum), who),
      text: texts.releaseText(who),
      action: texts.release,
    };
    if (!(await confirm(question))) return;
    setBusy(true);
    try {
      for (const { id } of originals) {
        const { userErrors } = await send({ input: { commissionId: id } });
        const [refusal] = userErrors;
        if (refusal) return warn(refusal.code === 'WRONG_STATE' ? texts.overtaken : sentence(refusal.message));
      }
      say(texts.released(who));
    } catch (error) {
      if (!(error instanceof Unanswered)) throw error;
      warn(form.notSent);
    } finally {
      setBusy(false);
      done();
    }
  };

  return (
    <fieldset className={classes.decide} aria-label={texts.actions(who)}>
      <span>{may ? texts.waits(day(row.maturesAt)) : texts.readOnly}</span>
      {may && (
        <Row gap="sm" wrap="nowrap">
          <Button variant="default" onClick={open}>
            {texts.void}
          </Button>
          <Button loading={busy} onClick={release}>
            {texts.release}
          </Button>
        </Row>
      )}
      {voids && <Void group={group} close={close} done={done} />}
    </fieldset>
  );
}
