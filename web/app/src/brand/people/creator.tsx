import { Button } from '@mantine/core';
import { useClient } from 'urql';
import { confirm } from '@/feedback/confirm';
import { say } from '@/feedback/toasts';
import { useAct } from '@/form/act';
import { CreatorEraseDocument } from './query.gen';
import { people as texts } from './texts';
import { tellOfCreator } from './told';

type Props = { creator: { id: string; name: string }; done: () => void };

/** What a creator may ask for: all that is known of them, and to be forgotten. */
export function CreatorData({ creator: { id, name }, done }: Props) {
  const client = useClient();
  const [erase, busy] = useAct(CreatorEraseDocument, (data) => data.creatorErase);
  const forget = async () => {
    const question = { title: texts.forgetTitle(name), text: texts.creatorForgetText, action: texts.forget };
    if (!(await confirm({ ...question, danger: true, word: texts.word }))) return;
    const answer = await erase(() => ({ input: { creatorId: id } }));
    if (!answer) return;
    say(texts.creatorForgotten(answer.moments ?? 0));
    done();
  };
  return (
    <>
      <Button variant="subtle" color="red" loading={busy} onClick={forget}>
        {texts.forget}
      </Button>
      <Button variant="default" onClick={() => tellOfCreator(client, id, name)}>
        {texts.find}
      </Button>
    </>
  );
}
