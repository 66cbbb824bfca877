import { Button } from '@mantine/core';
import { confirm } from '@/feedback/confirm';
import { useAct } from '@/form/act';
import { moment } from '@/time/time';
import type { Programme } from '../frame';
import { TermsWithdrawDocument } from './query.gen';
import { takenBack } from './taken-back';
import { takingBack as texts } from './texts';

type Terms = Programme['terms']['nodes'][number];

/** Takes a planned version back before its time comes, after a question. */
export function TakeBack({ terms: { id, version, effectiveFrom, group } }: { terms: Terms }) {
  const [withdraw, withdrawing] = useAct(TermsWithdrawDocument, takenBack);
  const press = async () => {
    const question = {
      title: texts.title(version),
      text: texts.text(moment(effectiveFrom), group?.name ?? null),
      action: texts.action,
      danger: true,
    };
    if (await confirm(question)) await withdraw(() => ({ input: { termsId: id } }), texts.done(version));
  };
  return (
    <Button
      variant="subtle"
      color="red"
      size="compact-sm"
      loading={withdrawing}
      aria-label={texts.label(version)}
      onClick={press}
    >
      {texts.action}
    </Button>
  );
}
