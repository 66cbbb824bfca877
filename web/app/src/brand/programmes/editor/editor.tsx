import { Button, Group } from '@mantine/core';
import { useEffect, useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { Form, Submit, useForm } from '@/form/form';
import { forget, keep } from '@/form/kept';
import { useLeaving } from '@/form/leaving';
import { parts, Section } from '@/shell/parts';
import type { Known } from '@/terms/version';
import { aboveWhole } from '@/terms/whole';
import type { Programme } from '../frame';
import { alike } from '../versions/compare';
import { Difference } from '../versions/difference';
import { blank, type Draft, draftOf, versionOf } from './draft';
import classes from './editor.module.css';
import { type KeptTerms, plain } from './kept';
import { Limits } from './limits';
import { PastSales } from './past';
import { usePublish } from './publish';
import { Publishing } from './publishing';
import { changed, namesOf, refused } from './refused';
import { Rules } from './rules';
import { above as aboveTexts, leaving, editor as texts } from './texts';
import { useTrial } from './trial';
import { wrong } from './wrong';

type Props = {
  programme: Programme;
  group: string;
  /** What it begins with, and its id. */
  base: Known | null;
  from: string | null;
  /** What was written before and not published. */
  kept: KeptTerms | null;
  /** What it is kept under. */
  name: string;
  to: string;
};

/** The next version being written. */
export function Editor({ programme, group, base, from, kept, name, to }: Props) {
  const { currency } = programme;
  const navigate = useNavigate();
  const publish = usePublish(programme);
  const [first] = useState(() => (base ? draftOf(base, currency) : blank()));
  const [draft, setDraft] = useState(kept?.draft ?? first);
  const names = namesOf(draft);
  const form = useForm({
    initial: {
      groupId: programme.groups.nodes.some(({ id }) => id === kept?.groupId) ? (kept?.groupId ?? group) : group,
      later: (kept?.later ?? false) as boolean,
      effectiveFrom: kept?.effectiveFrom ?? '',
    },
    others: names,
    check: ({ later, effectiveFrom }) => ({
      ...wrong(draft, currency),
      effectiveFrom: later && Number.isNaN(new Date(effectiveFrom).getTime()) ? texts.wrongTime : null,
    }),
    send: async ({ groupId, later, effectiveFrom }) => {
      const version = versionOf(draft, currency);
      if (!version) return [];
      const { done, refusals } = await publish({
        version,
        groupId,
        from: later ? new Date(effectiveFrom).toISOString() : null,
      });
      if (done) {
        saved();
        forget(name);
        navigate(groupId ? `${to}?for=${groupId}` : to);
      }
      return refused(draft, refusals);
    },
  });
  const { groupId, later, effectiveFrom } = form.values;
  const unsaved = plain(draft) !== plain(first) || groupId !== group || later;
  const saved = useLeaving(unsaved, leaving);
  useEffect(() => {
    if (unsaved) keep<KeptTerms>(name, { draft, groupId, later, effectiveFrom, from });
    else forget(name);
  }, [unsaved, draft, groupId, later, effectiveFrom, from, name]);
  const change = (next: Draft) => {
    const names = changed(draft, next);
    form.forget((name) => names.some((one) => name === one || name.startsWith(`${one}.`)));
    setDraft(next);
  };
  const version = versionOf(draft, currency);
  const { beside, bar } = useTrial(version, currency);
  const warnings = warningsOf(draft, version);
  return (
    <div className={classes.whole}>
      <div className={parts.columns}>
        <Form form={form} byButton>
          <div className={parts.stack}>
            <Rules
              draft={draft}
              currency={currency}
              warnings={warnings}
              refusal={form.refusal}
              wrong={(key) => names.some((name) => name.startsWith(`rules.${key}.`) && form.refusal(name))}
              change={(rules) => change({ ...draft, rules })}
            />
            <Limits draft={draft} currency={currency} warnings={warnings} refusal={form.refusal} change={change} />
            <Publishing
              programme={programme}
              groupId={groupId}
              later={later}
              setGroup={(id) => form.set('groupId', id)}
              setLater={(later) => form.set('later', later)}
              groupError={form.refusal('groupId')}
              when={form.field('effectiveFrom')}
            />
            <Group justify="flex-end">
              <Button component={Link} to={group ? `${to}?for=${group}` : to} variant="default">
                {texts.cancel}
              </Button>
              <Submit>{texts.publish}</Submit>
            </Group>
          </div>
        </Form>
        <div className={classes.beside}>
          {beside}
          {base && version && !alike(base, version) && (
            <Section title={texts.changes} lead={texts.changesLead}>
              <Difference before={base} after={version} currency={currency} />
            </Section>
          )}
        </div>
      </div>
      <div className={classes.past}>
        <PastSales programme={programme} groupId={groupId} version={version} />
      </div>
      {bar}
    </div>
  );
}

/** What can pay more than is sold, by the keys of the rules and bonuses that do. */
function warningsOf({ rules, bonuses, period }: Draft, version: Known | null): Map<string, string> {
  if (!version) return new Map();
  const above = aboveWhole(version);
  const of = (rows: { key: string }[], places: number[], text: string) =>
    places.map((at): [string, string] => [rows[at]?.key ?? '', text]);
  return new Map([
    ...of(rules, above.rules, aboveTexts.rule(period)),
    ...of(bonuses, above.bonuses, aboveTexts.bonus(period)),
    ...of(bonuses, above.unbounded, aboveTexts.unbounded(period)),
  ]);
}
