import { Checkbox, Group, Switch, Textarea, TextInput } from '@mantine/core';
import { say } from '@/feedback/toasts';
import { Form, Submit, useForm } from '@/form/form';
import { useSend } from '@/form/send';
import { parts, Section } from '@/shell/parts';
import { useMay } from '@/shell/viewer';
import { day } from '@/time/time';
import { rules } from '../queue/texts';
import {
  type ModerationPartsFragment,
  ModerationSettingsUpdateDocument,
  type ModerationSettingsUpdateMutation,
} from './query.gen';
import classes from './rules.module.css';
import { abouts, moderation as texts } from './texts';
import { check, inputOf, looks, RULES, rejects, type Values, valuesOf } from './values';

const payload = (data: ModerationSettingsUpdateMutation) => data.moderationSettingsUpdate;

/** What the rules do, and changing it. */
export function Settings({ settings, again }: { settings: ModerationPartsFragment; again: () => void }) {
  const may = useMay('MOMENT_MODERATE');
  const send = useSend(ModerationSettingsUpdateDocument, payload);
  const form = useForm<Values>({
    initial: valuesOf(settings),
    check,
    send: async (values) => {
      const { userErrors } = await send({ input: inputOf(values, settings.version) });
      if (userErrors.length === 0) say(texts.saved);
      return userErrors.map((one) => {
        if (one.code !== 'CONFLICT') return one;
        again();
        return { ...one, field: null, message: texts.stale };
      });
    },
    done: again,
  });
  const text = (name: string) => ({
    ...form.field(name),
    value: String(form.values[name] ?? ''),
    autoComplete: 'off',
    readOnly: !may,
  });
  const box = (name: string) => ({
    checked: Boolean(form.values[name]),
    disabled: !may,
    onChange: (event: { currentTarget: { checked: boolean } }) => form.set(name, event.currentTarget.checked),
  });
  const list = (name: string) => ({ ...text(name), autosize: true, minRows: 2, maxRows: 8, spellCheck: false });
  return (
    <Form form={form} byButton>
      <div className={parts.stack}>
        <Section
          title={texts.title}
          lead={texts.lead}
          aside={<span>{settings.updatedAt ? texts.since(day(settings.updatedAt)) : texts.standard}</span>}
        >
          <Switch {...box('approves')} name="approves" label={texts.approves} description={texts.approvesHint} />
          {form.values.approves && (
            <TextInput {...text('approveAt')} label={texts.approveAt} inputMode="decimal" mt="md" maw="14rem" />
          )}
        </Section>
        <Section title={texts.each} lead={texts.eachLead}>
          <ul className={classes.rules}>
            {RULES.map((rule) => (
              <li key={rule}>
                <span>
                  {rules[rule]}
                  <small>{abouts[rule]}</small>
                </span>
                <Checkbox {...box(looks(rule))} label={texts.looks} aria-label={texts.looksOf(rules[rule])} />
                <Checkbox
                  {...box(rejects(rule))}
                  checked={Boolean(form.values[rejects(rule)] && form.values[looks(rule)])}
                  disabled={!may || !form.values[looks(rule)]}
                  label={texts.rejects}
                  aria-label={texts.rejectsOf(rules[rule])}
                />
              </li>
            ))}
          </ul>
          <div className={classes.lists}>
            <Textarea {...list('blockedWords')} label={texts.words} description={texts.wordsHint} />
            <div>
              <Textarea {...list('allowedHosts')} label={texts.allowed} description={texts.allowedHint} />
              <Textarea {...list('bannedHosts')} label={texts.banned} description={texts.bannedHint} mt="md" />
            </div>
          </div>
          <div className={classes.numbers}>
            <TextInput {...text('hashtagsMax')} label={texts.hashtags} inputMode="numeric" />
            <TextInput {...text('mentionsMax')} label={texts.mentions} inputMode="numeric" />
          </div>
        </Section>
        {may ? (
          <Group>
            <Submit>{texts.save}</Submit>
          </Group>
        ) : (
          <p className={parts.soft}>{texts.readOnly}</p>
        )}
      </div>
    </Form>
  );
}
