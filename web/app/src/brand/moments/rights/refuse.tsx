import { Checkbox, Group, Modal, Stack } from '@mantine/core';
import { useState } from 'react';
import { say } from '@/feedback/toasts';
import { Form, Submit, useForm } from '@/form/form';
import { useSend } from '@/form/send';
import { EvidenceInputs, evidenceInput, evidenceWrong, NO_EVIDENCE, placed } from './evidence-inputs';
import {
  MomentRightsDeclineDocument,
  type MomentRightsDeclineMutation,
  MomentRightsRevokeDocument,
  type MomentRightsRevokeMutation,
  type RightsPartsFragment,
} from './query.gen';
import classes from './rights.module.css';
import { refusing as texts } from './texts';

const declined = (data: MomentRightsDeclineMutation) => data.momentRightsDecline;
const revoked = (data: MomentRightsRevokeMutation) => data.momentRightsRevoke;

type Props = { moment: RightsPartsFragment; what: 'DECLINE' | 'REVOKE'; close: () => void };

/** Notes that an author said no, or took back what they gave; with their message, where there is one. */
export function Refuse({ moment, what, close }: Props) {
  const decline = useSend(MomentRightsDeclineDocument, declined);
  const revoke = useSend(MomentRightsRevokeDocument, revoked);
  const [withEvidence, setWithEvidence] = useState(true);
  const isDecline = what === 'DECLINE';
  const form = useForm({
    initial: NO_EVIDENCE,
    check: (values) => (withEvidence ? evidenceWrong(values) : {}),
    send: async (values) => {
      const evidence = withEvidence ? await evidenceInput(values) : null;
      const input = { momentId: moment.id, version: moment.version, evidence };
      const { userErrors } = await (isDecline ? decline({ input }) : revoke({ input }));
      if (userErrors.length === 0) say(isDecline ? texts.declined : texts.revoked);
      return placed(userErrors);
    },
    done: close,
  });
  return (
    <Modal
      opened
      onClose={close}
      size="lg"
      title={<strong>{isDecline ? texts.declineTitle : texts.revokeTitle}</strong>}
    >
      <Form form={form} byButton>
        <Stack gap="md">
          <p className={classes.lead}>{isDecline ? texts.declineLead : texts.revokeLead}</p>
          <Checkbox
            label={texts.withEvidence}
            checked={withEvidence}
            onChange={(event) => setWithEvidence(event.currentTarget.checked)}
          />
          {withEvidence && <EvidenceInputs field={form.field} />}
          <Group justify="flex-end">
            <Submit {...(isDecline ? {} : { color: 'red.8', 'data-danger': true })}>{texts.save}</Submit>
          </Group>
        </Stack>
      </Form>
    </Modal>
  );
}
