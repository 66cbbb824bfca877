import { Group, Modal, Stack } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import { useQuery } from 'urql';
import { say } from '@/feedback/toasts';
import { Form, Submit, useForm } from '@/form/form';
import { useSend } from '@/form/send';
import { useTenant } from '@/shell/viewer';
import { EvidenceInputs, evidenceInput, evidenceWrong, NO_EVIDENCE, placed } from './evidence-inputs';
import {
  MomentRightsRequestDocument,
  type MomentRightsRequestMutation,
  type RightsPartsFragment,
  RightsTermsDocument,
} from './query.gen';
import { type ScopeDraft, scopeInput, scopeWrong, USUAL } from './rights';
import classes from './rights.module.css';
import { ScopeInputs } from './scope-inputs';
import { asking as texts } from './texts';

const payload = (data: MomentRightsRequestMutation) => data.momentRightsRequest;

/** Notes that an author was asked for the rights to a moment. */
export function Ask({ moment, close }: { moment: RightsPartsFragment; close: () => void }) {
  const tenant = useTenant();
  const send = useSend(MomentRightsRequestDocument, payload);
  const [scope, setScope] = useState<ScopeDraft>(USUAL);
  const [{ data }] = useQuery({ query: RightsTermsDocument });
  const newest = data?.rightsTerms.nodes[0];
  const form = useForm({
    initial: NO_EVIDENCE,
    others: ['uses', 'territories'],
    check: (values) => ({ ...evidenceWrong(values), ...scopeWrong(scope) }),
    send: async (values) => {
      const evidence = await evidenceInput(values);
      const input = { momentId: moment.id, version: moment.version, scope: scopeInput(scope), evidence };
      const { userErrors } = await send({ input: { ...input, terms: newest?.number ?? null } });
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
          <ScopeInputs
            scope={scope}
            change={(next) => {
              setScope(next);
              form.forget((name) => name === 'uses' || name === 'territories');
            }}
            wrong={form.refusal}
          />
          <EvidenceInputs field={form.field} />
          {data && (
            <p className={classes.lead}>
              {newest ? (
                texts.underTerms(newest.number)
              ) : (
                <>
                  {texts.noTerms} <Link to={`/t/${tenant.id}/moments/rights/terms`}>{texts.toTerms}</Link>
                </>
              )}
            </p>
          )}
          <Group justify="flex-end">
            <Submit disabled={!newest}>{texts.save}</Submit>
          </Group>
        </Stack>
      </Form>
    </Modal>
  );
}
