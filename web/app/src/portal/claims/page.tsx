import { Group, Stack, Textarea, TextInput } from '@mantine/core';
import { useSearchParams } from 'react-router';
import { say } from '@/feedback/toasts';
import { Form, Submit, useForm } from '@/form/form';
import { useSend } from '@/form/send';
import { Page } from '@/shell/page';
import { parts, Section } from '@/shell/parts';
import { CreatorClaimCreateDocument, type CreatorClaimCreateMutation } from './query.gen';
import { claims as texts } from './texts';

const payload = (data: CreatorClaimCreateMutation) => data.creatorClaimCreate;

/** `/portal/claims?creator=creator_…`. */
export function Component() {
  const [params] = useSearchParams();
  const send = useSend(CreatorClaimCreateDocument, payload);
  const form = useForm({
    initial: { creatorId: params.get('creator') ?? '', evidence: '' },
    check: ({ creatorId, evidence }) => ({
      creatorId: creatorId.trim().startsWith('creator_') ? null : texts.creatorWrong,
      evidence: evidence.trim() ? null : texts.required,
    }),
    send: async ({ creatorId, evidence }) => {
      const answer = await send({ input: { creatorId: creatorId.trim(), evidence: evidence.trim() } });
      if (answer.userErrors.length === 0) say(texts.sent);
      return answer.userErrors;
    },
    done: () => form.set('evidence', ''),
  });
  return (
    <Page title={texts.title} lead={texts.lead}>
      <div className={parts.columns}>
        <Section title={texts.formTitle}>
          <Form form={form}>
            <Stack gap="md" mt="sm">
              <TextInput
                {...form.field('creatorId')}
                label={texts.creator}
                description={texts.creatorHint}
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
        <Section title={texts.how}>
          <ol className={parts.rows}>
            {texts.steps.map((step) => (
              <li key={step}>
                <span style={{ fontWeight: 400 }}>{step}</span>
              </li>
            ))}
          </ol>
        </Section>
      </div>
    </Page>
  );
}
