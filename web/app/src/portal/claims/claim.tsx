import { Group, Stack, Textarea, TextInput } from '@mantine/core';
import { say } from '@/feedback/toasts';
import { Form, Submit, useForm } from '@/form/form';
import { useSend } from '@/form/send';
import { Section } from '@/shell/parts';
import { CreatorClaimCreateDocument, type CreatorClaimCreateMutation } from './query.gen';
import { claims as texts } from './texts';
import { readWhose } from './whose';

const payload = (data: CreatorClaimCreateMutation) => data.creatorClaimCreate;

/** Says that moments are one's own. `whose` is what an address brought along. */
export function Claim({ whose, done }: { whose: string; done: () => void }) {
  const send = useSend(CreatorClaimCreateDocument, payload);
  const form = useForm({
    initial: { moment: whose, evidence: '' },
    check: ({ moment, evidence }) => ({
      moment: readWhose(moment) ? null : texts.whoseWrong,
      evidence: evidence.trim() ? null : texts.required,
    }),
    send: async ({ moment, evidence }) => {
      const answer = await send({ input: { ...readWhose(moment), evidence: evidence.trim() } });
      if (answer.userErrors.length === 0) say(texts.sent);
      // One input stands for both of the graph's.
      return answer.userErrors.map((refusal) =>
        refusal.field?.includes('creatorId') ? { ...refusal, field: ['moment'] } : refusal,
      );
    },
    done: () => {
      form.set('moment', '');
      form.set('evidence', '');
      done();
    },
  });
  return (
    <Section title={texts.formTitle}>
      <Form form={form}>
        <Stack gap="md" mt="sm">
          <TextInput
            {...form.field('moment')}
            label={texts.whose}
            description={texts.whoseHint}
            placeholder="https://"
            autoComplete="off"
          />
          <Textarea
            {...form.field('evidence')}
            label={texts.evidence}
            description={texts.evidenceHint}
            minRows={4}
            maxLength={2000}
            autosize
          />
          <Group>
            <Submit>{texts.send}</Submit>
          </Group>
        </Stack>
      </Form>
    </Section>
  );
}
