import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { ReactNode } from 'react';
import { Link, useParams } from 'react-router';
import { useQuery } from 'urql';
import { EmptyNotice } from '@/feedback/empty-notice';
import { feedback } from '@/feedback/texts';
import { having } from '@/graph/node';
import { Page } from '@/shell/page';
import { Loaded, Tabs } from '@/shell/parts';
import { useMay, useTenant } from '@/shell/viewer';
import { ProgrammeForm } from './programme-form';
import { ProgrammeDocument, type ProgrammeQuery } from './query.gen';
import { programmes as texts } from './texts';

/** A programme with its versions of terms and its groups. */
export type Programme = Extract<NonNullable<ProgrammeQuery['node']>, { holdDays: number }>;

/** The programme of an address. */
export function useProgramme(id: string) {
  const [{ data, error }, again] = useQuery({ query: ProgrammeDocument, variables: { id } });
  const programme = having(data?.node, 'holdDays');
  return { data, programme, missing: Boolean(data && !programme), error, again };
}

type Known = { programme: Programme; data: ProgrammeQuery; again: () => void };

/** Around the parts of a programme. */
export function ProgrammeFrame({ children }: { children: (known: Known) => ReactNode }) {
  const { id = '' } = useParams();
  const tenant = useTenant();
  const may = useMay('PROGRAM_WRITE');
  const [editing, { open, close }] = useDisclosure(false);
  const { data, programme, missing, error, again } = useProgramme(id);
  const root = `/t/${tenant.id}/programmes/${id}`;
  const actions = programme && may && (
    <>
      <Button variant="default" onClick={open}>
        {texts.edit}
      </Button>
      <Button component={Link} to={`${root}/terms`}>
        {programme.terms.nodes.length ? texts.changeTerms : texts.writeTerms}
      </Button>
    </>
  );
  return (
    <Page
      title={programme?.name ?? (missing ? feedback.notFoundTitle : feedback.loading)}
      back={{ to: `/t/${tenant.id}/programmes`, label: texts.title }}
      actions={actions}
    >
      {missing ? (
        <EmptyNotice title={feedback.notFoundTitle} text={feedback.notFound} />
      ) : (
        <Loaded data={programme} error={error} again={again} height={560}>
          {(found) => (
            <>
              <Tabs
                label={texts.parts}
                places={[
                  { to: root, label: texts.pays, end: true },
                  { to: `${root}/versions`, label: texts.versions },
                  // Creators are in no groups.
                  ...(found.audience === 'AFFILIATES' ? [{ to: `${root}/groups`, label: texts.groups }] : []),
                  { to: `${root}/budgets`, label: texts.budgets },
                ]}
              />
              {data && children({ programme: found, data, again: () => again({ requestPolicy: 'network-only' }) })}
            </>
          )}
        </Loaded>
      )}
      {editing && programme && <ProgrammeForm of={programme} close={close} />}
    </Page>
  );
}
