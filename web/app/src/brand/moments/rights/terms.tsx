import { Group, Stack, Textarea } from '@mantine/core';
import { useQuery } from 'urql';
import { confirm } from '@/feedback/confirm';
import { say } from '@/feedback/toasts';
import { Form, Submit, useForm } from '@/form/form';
import { useSend } from '@/form/send';
import { Page } from '@/shell/page';
import { Loaded, parts, Section } from '@/shell/parts';
import { useMay, useTenant } from '@/shell/viewer';
import { moment as time } from '@/time/time';
import {
  RightsTermsDocument,
  type RightsTermsPartsFragment,
  RightsTermsPublishDocument,
  type RightsTermsPublishMutation,
} from './query.gen';
import { board, evidence, history, terms as texts } from './texts';

const payload = (data: RightsTermsPublishMutation) => data.rightsTermsPublish;
const CHARS_MAX = 20_000;

/** `/t/:tenant/moments/rights/terms`: what creators agree to, in its versions. */
export function Component() {
  const tenant = useTenant();
  const may = useMay('MOMENT_MODERATE');
  const [{ data, error }, again] = useQuery({ query: RightsTermsDocument });
  return (
    <Page title={texts.title} lead={texts.lead} back={{ to: `/t/${tenant.id}/moments/rights`, label: board.title }}>
      <Loaded data={data?.rightsTerms.nodes} error={error} again={again} height={480}>
        {(versions) => {
          const [newest, ...earlier] = versions;
          return (
            <div className={parts.stack}>
              {may ? (
                <Publish
                  key={newest?.number ?? 0}
                  newest={newest ?? null}
                  done={() => again({ requestPolicy: 'network-only' })}
                />
              ) : (
                newest && <Version version={newest} />
              )}
              {versions.length === 0 && !may && <p className={parts.soft}>{texts.none}</p>}
              {earlier.length > 0 && (
                <Section title={texts.earlier}>
                  {earlier.map((version) => (
                    <details key={version.number}>
                      <summary>
                        {texts.version(version.number)} · {written(version)}
                      </summary>
                      <p className={parts.said}>{version.body}</p>
                    </details>
                  ))}
                </Section>
              )}
            </div>
          );
        }}
      </Loaded>
    </Page>
  );
}

const written = ({ publishedAt, publishedBy }: RightsTermsPartsFragment): string =>
  texts.by(time(publishedAt), publishedBy?.name ?? history.somebody);

function Version({ version }: { version: RightsTermsPartsFragment }) {
  return (
    <Section title={texts.version(version.number)} lead={written(version)}>
      <p className={parts.said}>{version.body}</p>
    </Section>
  );
}

function Publish({ newest, done }: { newest: RightsTermsPartsFragment | null; done: () => void }) {
  const send = useSend(RightsTermsPublishDocument, payload);
  const form = useForm({
    initial: { body: newest?.body ?? '' },
    check: ({ body }) => ({ body: body.trim() && body.length <= CHARS_MAX ? null : texts.bodyWrong(CHARS_MAX) }),
    send: async ({ body }) => {
      if (body === newest?.body) {
        say(texts.same);
        return [];
      }
      const next = (newest?.number ?? 0) + 1;
      const question = { title: texts.publishTitle(next), text: texts.publishText, action: texts.publish };
      if (!(await confirm(question))) return [];
      const answer = await send({ input: { body } });
      if (answer.rightsTerms) {
        say(texts.published(answer.rightsTerms.number));
        done();
      }
      return answer.userErrors;
    },
  });
  return (
    <Section
      title={newest ? texts.version(newest.number) : texts.first}
      lead={newest ? `${written(newest)} · ${evidence.fingerprint(newest.hash)}` : texts.none}
    >
      <Form form={form} byButton>
        <Stack gap="md">
          <Textarea {...form.field('body')} aria-label={texts.body} autosize minRows={8} maxRows={24} />
          <Group justify="flex-end">
            <Submit>{texts.publish}</Submit>
          </Group>
        </Stack>
      </Form>
    </Section>
  );
}
