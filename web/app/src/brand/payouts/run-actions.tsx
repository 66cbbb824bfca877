import { Button } from '@mantine/core';
import { Link } from 'react-router';
import { confirm } from '@/feedback/confirm';
import { useAct } from '@/form/act';
import { parts } from '@/shell/parts';
import { useMay, useTenant, useViewer } from '@/shell/viewer';
import { Approve } from './approve';
import {
  RunCancelDocument,
  RunExecuteDocument,
  type RunPartsFragment,
  RunPauseDocument,
  RunPreviewDocument,
  RunResumeDocument,
} from './query.gen';
import classes from './run.module.css';
import { run as words } from './texts';

/** What can be done with a run where it stands. */
export function RunActions({ run }: { run: RunPartsFragment }) {
  const { user, emailVerified } = useViewer();
  const may = useMay('PAYOUT_WRITE');
  const approves = useMay('PAYOUT_APPROVE');
  const tenant = useTenant();
  const [preview, previewing] = useAct(RunPreviewDocument, (answer) => answer.payoutRunPreview);
  const [execute, executing] = useAct(RunExecuteDocument, (answer) => answer.payoutRunExecute);
  if (!may) return null;
  const { state, id } = run;
  const hurdle =
    emailVerified === false
      ? words.verifyFirst
      : !approves || (run.secondApprover && run.draftedBy === user?.id)
        ? words.secondNeeded
        : null;
  return (
    <div className={classes.buttons}>
      {(state === 'DRAFT' || state === 'PREVIEWED' || state === 'APPROVED' || state === 'FUNDING') && (
        <Cancel id={id} />
      )}
      {state === 'DRAFT' && (
        <Button loading={previewing} onClick={() => preview(() => ({ input: { payoutRunId: id } }), words.previewed)}>
          {words.previewButton}
        </Button>
      )}
      {state === 'PREVIEWED' && (hurdle ? <p className={parts.soft}>{hurdle}</p> : <Approve run={run} />)}
      {state === 'APPROVED' && (
        <Button
          loading={executing}
          onClick={() => execute((idempotencyKey) => ({ input: { payoutRunId: id, idempotencyKey } }), words.executed)}
        >
          {words.executeButton}
        </Button>
      )}
      {state === 'FUNDING' && (
        <Button component={Link} to={`/t/${tenant.id}/wallet`}>
          {words.fundWallet}
        </Button>
      )}
      <PauseResume run={run} />
    </div>
  );
}

function Cancel({ id }: { id: string }) {
  const [cancel] = useAct(RunCancelDocument, (answer) => answer.payoutRunCancel);
  const press = async () => {
    const question = { title: words.cancelTitle, text: words.cancelText, action: words.cancel, danger: true };
    if (await confirm(question)) await cancel(() => ({ input: { payoutRunId: id } }), words.cancelled);
  };
  return (
    <Button variant="subtle" color="gray" onClick={press}>
      {words.cancel}
    </Button>
  );
}

function PauseResume({ run: { state, id } }: { run: RunPartsFragment }) {
  const [pause, pausing] = useAct(RunPauseDocument, (answer) => answer.payoutRunPause);
  const [resume, resuming] = useAct(RunResumeDocument, (answer) => answer.payoutRunResume);
  const input = () => ({ input: { payoutRunId: id } });
  return (
    <>
      {state === 'EXECUTING' && (
        <Button variant="default" loading={pausing} onClick={() => pause(input, words.paused)}>
          {words.pause}
        </Button>
      )}
      {state === 'PAUSED' && (
        <Button loading={resuming} onClick={() => resume(input, words.resumed)}>
          {words.resume}
        </Button>
      )}
    </>
  );
}
