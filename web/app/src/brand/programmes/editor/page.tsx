import { Button, Group } from '@mantine/core';
import { useState } from 'react';
import { Link, useNavigate, useParams, useSearchParams } from 'react-router';
import { EmptyNotice } from '@/feedback/empty-notice';
import { feedback } from '@/feedback/texts';
import { say } from '@/feedback/toasts';
import { Form, Submit, useForm } from '@/form/form';
import { useSend } from '@/form/send';
import { Page } from '@/shell/page';
import { Loaded, parts, Section } from '@/shell/parts';
import { useTenant } from '@/shell/viewer';
import { Calculator } from '@/terms/calculator';
import { asOf, inForce, type Known, known, readVersion } from '@/terms/version';
import { type Programme, useProgramme } from '../frame';
import { programmes } from '../texts';
import { alike } from '../versions/compare';
import { Difference } from '../versions/difference';
import { blank, type Draft, draftOf, versionOf } from './draft';
import classes from './editor.module.css';
import { termsInput } from './input';
import { Limits } from './limits';
import { Publishing } from './publishing';
import { TermsCreateDocument, type TermsCreateMutation } from './query.gen';
import { changed, namesOf, refused } from './refused';
import { Rules } from './rules';
import { editor as texts } from './texts';
import { wrong } from './wrong';

const payload = (data: TermsCreateMutation) => data.termsCreate;

/** `/t/:tenant/programmes/:id/terms?group=…&from=…`: the next version, beginning with one there is. */
export function Component() {
  const { id = '' } = useParams();
  const tenant = useTenant();
  const [params] = useSearchParams();
  const { programme, error, again } = useProgramme(id);
  const to = `/t/${tenant.id}/programmes/${id}`;
  const asked = params.get('group') ?? '';
  const group = programme?.groups.nodes.some((one) => one.id === asked) ? asked : '';
  const back = { to, label: programme?.name ?? programmes.title };
  return (
    <Page title={programme ? texts.title(programme.name) : feedback.loading} lead={programme && texts.lead} back={back}>
      <Loaded data={programme} error={error} again={again} height={480}>
        {(found) => (
          <Base key={`${found.id} ${group}`} programme={found} group={group} from={params.get('from')} to={to} />
        )}
      </Loaded>
    </Page>
  );
}

type BaseProps = { programme: Programme; group: string; from: string | null; to: string };

/** What the new version begins with: the one asked for, that of the group, that of everybody, or nothing. */
function Base({ programme, group, from, to }: BaseProps) {
  const versions = programme.terms.nodes;
  const [now] = useState(() => asOf(versions, new Date()));
  const base =
    versions.find(({ id }) => id === from) ?? inForce(versions, group || null, now) ?? inForce(versions, null, now);
  const version = base && known(readVersion(base));
  if (base && !version) return <EmptyNotice title={texts.unknown} text={texts.unknownText} />;
  return <Editor programme={programme} group={group} base={version} to={to} />;
}

type EditorProps = { programme: Programme; group: string; base: Known | null; to: string };

function Editor({ programme, group, base, to }: EditorProps) {
  const { currency } = programme;
  const navigate = useNavigate();
  const send = useSend(TermsCreateDocument, payload);
  const [draft, setDraft] = useState(() => (base ? draftOf(base, currency) : blank()));
  const names = namesOf(draft);
  const form = useForm({
    initial: { groupId: group, later: false as boolean, effectiveFrom: '' },
    others: names,
    check: ({ later, effectiveFrom }) => ({
      ...wrong(draft, currency),
      effectiveFrom: later && Number.isNaN(new Date(effectiveFrom).getTime()) ? texts.wrongTime : null,
    }),
    send: async ({ groupId, later, effectiveFrom }) => {
      const version = versionOf(draft, currency);
      if (!version) return [];
      const answer = await send({
        input: {
          ...termsInput(version),
          programId: programme.id,
          groupId: groupId || null,
          effectiveFrom: later ? new Date(effectiveFrom).toISOString() : null,
        },
      });
      return refused(draft, answer.userErrors);
    },
    done: ({ groupId }) => {
      say(texts.published);
      navigate(groupId ? `${to}?for=${groupId}` : to);
    },
  });
  const change = (next: Draft) => {
    const names = changed(draft, next);
    form.forget((name) => names.some((one) => name === one || name.startsWith(`${one}.`)));
    setDraft(next);
  };
  const version = versionOf(draft, currency);
  return (
    <div className={parts.columns}>
      <Form form={form}>
        <div className={parts.stack}>
          <Rules
            draft={draft}
            currency={currency}
            refusal={form.refusal}
            wrong={(key) => names.some((name) => name.startsWith(`rules.${key}.`) && form.refusal(name))}
            change={(rules) => change({ ...draft, rules })}
          />
          <Limits draft={draft} currency={currency} refusal={form.refusal} change={change} />
          <Publishing
            programme={programme}
            groupId={form.values.groupId}
            later={form.values.later}
            setGroup={(id) => form.set('groupId', id)}
            setLater={(later) => form.set('later', later)}
            groupError={form.refusal('groupId')}
            when={form.field('effectiveFrom')}
          />
          <Group justify="flex-end">
            <Button component={Link} to={to} variant="default">
              {texts.cancel}
            </Button>
            <Submit>{texts.publish}</Submit>
          </Group>
        </div>
      </Form>
      <div className={classes.beside}>
        {version ? (
          <Calculator version={version} currency={currency} />
        ) : (
          <Section title={texts.try}>
            <p className={parts.soft}>{texts.tryUnfinished}</p>
          </Section>
        )}
        {base && version && !alike(base, version) && (
          <Section title={texts.changes} lead={texts.changesLead}>
            <Difference before={base} after={version} currency={currency} />
          </Section>
        )}
      </div>
    </div>
  );
}
