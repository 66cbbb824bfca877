import { Button } from '@mantine/core';
import { sayUndoable } from '@/feedback/toasts';
import { useAct } from '@/form/act';
import { CodeDisableDocument, CodeEnableDocument, LinkDisableDocument, LinkEnableDocument } from './query.gen';
import { affiliates as texts } from './texts';

type Turn = () => Promise<unknown>;

function Switch({ on, off, again, busy }: { on: boolean; off: Turn; again: Turn; busy: boolean }) {
  const press = async () => {
    const [turn, back, said] = on ? [off, again, texts.turnedOff] : [again, off, texts.turnedOn];
    if (await turn()) sayUndoable(said, async () => Boolean(await back()));
  };
  return (
    <Button size="compact-sm" variant="subtle" color="gray" loading={busy} onClick={press}>
      {on ? texts.turnOff : texts.turnOn}
    </Button>
  );
}

/** Turns a link off, or on again; it counts at once. */
export function LinkSwitch({ id, on }: { id: string; on: boolean }) {
  const [disable, disabling] = useAct(LinkDisableDocument, (data) => data.linkDisable);
  const [enable, enabling] = useAct(LinkEnableDocument, (data) => data.linkEnable);
  const input = () => ({ input: { linkId: id } });
  return <Switch on={on} off={() => disable(input)} again={() => enable(input)} busy={disabling || enabling} />;
}

/** Turns a code off, or on again. */
export function CodeSwitch({ id, on }: { id: string; on: boolean }) {
  const [disable, disabling] = useAct(CodeDisableDocument, (data) => data.codeDisable);
  const [enable, enabling] = useAct(CodeEnableDocument, (data) => data.codeEnable);
  const input = () => ({ input: { codeId: id } });
  return <Switch on={on} off={() => disable(input)} again={() => enable(input)} busy={disabling || enabling} />;
}
