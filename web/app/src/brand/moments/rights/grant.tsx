import { Checkbox, Group, Modal, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useQuery } from 'urql';
import { say } from '@/feedback/toasts';
import { Form, Submit, useForm } from '@/form/form';
import { useSend } from '@/form/send';
import { nameOf } from '@/terms/countries';
import { dayStart } from '@/time/time';
import { EvidenceInputs, evidenceInput, evidenceWrong, NO_EVIDENCE, placed } from './evidence-inputs';
import {
  MomentRightsGrantDocument,
  type MomentRightsGrantMutation,
  type RightsPartsFragment,
  RightsTermsDocument,
} from './query.gen';
import { isWindow, type ScopeDraft, scopeInput, scopeText, scopeWrong, USUAL, windowOf } from './rights';
import classes from './rights.module.css';
import { ScopeInputs } from './scope-inputs';
import { granting as texts } from './texts';

const payload = (data: MomentRightsGrantMutation) => data.momentRightsGrant;

const dayWrong = (day: string) => (day && !dayStart(day) ? texts.dayWrong : null);

/** Notes that an author gave the rights to a moment: what was asked for, or something else, and until when. */
export function Grant({ moment, close }: { moment: RightsPartsFragment; close: () => void }) {
  const send = useSend(MomentRightsGrantDocument, payload);
  const last = moment.rightsRequests?.at(-1);
  const asked = last?.scope && last.terms ? { scope: last.scope, terms: last.terms.number } : null;
  const [other, setOther] = useState(!asked);
  const [scope, setScope] = useState<ScopeDraft>(USUAL);
  const [{ data }] = useQuery({ query: RightsTermsDocument, pause: Boolean(asked) });
  const newest = data?.rightsTerms.nodes[0]?.number ?? null;
  const form = useForm({
    initial: { ...NO_EVIDENCE, startsAt: '', endsAt: '' },
    others: ['uses', 'territories'],
    check: (values) => ({
      ...(other ? scopeWrong(scope) : {}),
      ...evidenceWrong(values),
      startsAt: dayWrong(values.startsAt),
      endsAt:
        dayWrong(values.endsAt) ?? (isWindow(values.startsAt, values.endsAt, new Date()) ? null : texts.windowWrong),
    }),
    send: async (values) => {
      const evidence = await evidenceInput(values);
      const given = { scope: other ? scopeInput(scope) : null, terms: asked ? null : newest };
      const window = windowOf(values.startsAt, values.endsAt);
      const input = { momentId: moment.id, version: moment.version, evidence, ...given, ...window };
      const { userErrors } = await send({ input });
      if (userErrors.length === 0) say(texts.done);
      return placed(userErrors);
    },
    done: close,
  });
  return (
    <Modal opened onClose={close} size="lg" title={<strong>{texts.title}</strong>}>
      <Form form={form} byButton>
        <Stack gap="md">
          <p className={classes.lead}>{texts.lead}</p>
          {asked && (
            <>
              <p className={classes.lead}>{texts.asAsked(scopeText(asked.scope, nameOf))}</p>
              <Checkbox
                label={texts.other}
                checked={other}
                onChange={(event) => setOther(event.currentTarget.checked)}
              />
            </>
          )}
          {other && <ScopeInputs scope={scope} change={setScope} wrong={form.refusal} />}
          <div className={classes.two}>
            <TextInput {...form.field('startsAt')} type="date" label={texts.starts} description={texts.startsHint} />
            <TextInput {...form.field('endsAt')} type="date" label={texts.ends} description={texts.endsHint} />
          </div>
          <EvidenceInputs field={form.field} />
          <Group justify="flex-end">
            <Submit>{texts.save}</Submit>
          </Group>
        </Stack>
      </Form>
    </Modal>
  );
}
