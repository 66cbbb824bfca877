import { Button, Group, Skeleton, TextInput } from '@mantine/core';
import { useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { useQuery } from 'urql';
import { FailureNotice } from '@/feedback/failure-notice';
import { feedback } from '@/feedback/texts';
import { say } from '@/feedback/toasts';
import { Form, Submit, useForm } from '@/form/form';
import { useSend } from '@/form/send';
import { having } from '@/graph/node';
import { Page } from '@/shell/page';
import { parts, Section } from '@/shell/parts';
import { useTenant } from '@/shell/viewer';
import { Calculator } from '@/terms/calculator';
import { RuleList } from '@/terms/rule-list';
import { readRules } from '@/terms/rules';
import { terms } from '@/terms/texts';
import { Icon } from '@/theme/icon';
import { blank, type Draft, draftOf, inputOf, ruleOf, wrong } from './draft';
import { ProgrammeDocument, type ProgrammeQuery, TermsCreateDocument, type TermsCreateMutation } from './query.gen';
import { RuleInputs } from './rule-inputs';
import { programmes, editor as texts } from './texts';

type Programme = Extract<NonNullable<ProgrammeQuery['node']>, { holdDays: number }>;

const payload = (data: TermsCreateMutation) => data.termsCreate;

/** `/t/:tenant/programmes/:id/terms`: the next version of its terms. */
export function Component() {
  const { id = '' } = useParams();
  const tenant = useTenant();
  const [{ data, error }, again] = useQuery({ query: ProgrammeDocument, variables: { id } });
  const programme = having(data?.node, 'holdDays');
  const to = `/t/${tenant.id}/programmes/${id}`;
  if (programme) return <Editor key={programme.id} programme={programme} to={to} />;
  return (
    <Page title={feedback.loading} back={{ to, label: programmes.title }}>
      {error ? (
        <FailureNotice error={error} retry={() => again({ requestPolicy: 'network-only' })} />
      ) : (
        <Skeleton height={480} radius="lg" />
      )}
    </Page>
  );
}

function Editor({ programme, to }: { programme: Programme; to: string }) {
  const { currency } = programme;
  const navigate = useNavigate();
  const send = useSend(TermsCreateDocument, payload);
  const [drafts, setDrafts] = useState<Draft[]>(() => {
    const now = readRules(programme.currentTerms?.rules ?? []).map((rule) => draftOf(rule, currency));
    return now.length ? now : [blank()];
  });
  const form = useForm({
    initial: { effectiveFrom: '' },
    others: drafts.flatMap((_, at) => [
      `rules.${at}.name`,
      `rules.${at}.reward`,
      `rules.${at}.predicate`,
      `rules.${at}`,
    ]),
    check: () => wrong(drafts, currency),
    send: async ({ effectiveFrom }) => {
      const answer = await send({
        input: {
          programId: programme.id,
          effectiveFrom: effectiveFrom ? new Date(effectiveFrom).toISOString() : null,
          rules: drafts.map((draft) => inputOf(draft, currency)),
        },
      });
      return answer.userErrors;
    },
    done: () => {
      say(texts.published);
      navigate(to);
    },
  });
  const change = (at: number, next: Draft) => setDrafts(drafts.map((draft, other) => (other === at ? next : draft)));
  const move = (at: number, by: number) => {
    const next = [...drafts];
    const [draft] = next.splice(at, 1);
    if (draft) next.splice(at + by, 0, draft);
    setDrafts(next);
  };
  const rules = drafts.flatMap((draft) => ruleOf(draft, currency) ?? []);
  return (
    <Page title={texts.title(programme.name)} lead={texts.lead} back={{ to, label: programme.name }}>
      <div className={parts.columns}>
        <Form form={form}>
          <div className={parts.stack}>
            {drafts.map((draft, at) => (
              <RuleInputs
                key={draft.key}
                at={at}
                count={drafts.length}
                draft={draft}
                currency={currency}
                refusal={(name) =>
                  form.refusal(`rules.${at}.${name}`) ?? (name === 'name' ? form.refusal(`rules.${at}`) : undefined)
                }
                change={(next) => change(at, next)}
                move={(by) => move(at, by)}
                remove={() => setDrafts(drafts.filter((_, other) => other !== at))}
              />
            ))}
            <Button
              variant="default"
              leftSection={<Icon name="plus" size={16} />}
              onClick={() => setDrafts([...drafts, blank()])}
            >
              {texts.add}
            </Button>
            <TextInput
              {...form.field('effectiveFrom')}
              type="datetime-local"
              label={texts.from}
              description={texts.fromHint}
            />
            <Group justify="flex-end">
              <Button component={Link} to={to} variant="default">
                {texts.cancel}
              </Button>
              <Submit>{texts.publish}</Submit>
            </Group>
          </div>
        </Form>
        <div className={parts.stack}>
          {rules.length > 0 && (
            <Section title={terms.pays} lead={terms.lead}>
              <RuleList rules={rules} currency={currency} />
            </Section>
          )}
          {rules.length > 0 && <Calculator rules={rules} currency={currency} />}
        </div>
      </div>
    </Page>
  );
}
