import { Button, Group } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { ReactNode } from 'react';
import { useClient } from 'urql';
import { TermsText } from '@/door/terms';
import { EmptyNotice } from '@/feedback/empty-notice';
import { useAct } from '@/form/act';
import { useViewer } from '@/shell/viewer';
import { ViewerDocument } from '@/shell/viewer.gen';
import { day } from '@/time/time';
import { TermsOfUseAcceptDocument } from './query.gen';
import { you as texts } from './texts';

/** What is behind it is seen once the terms of use in force are accepted. */
export function TermsGate({ children }: { children: ReactNode }) {
  const due = useViewer().termsOfUse?.due;
  const client = useClient();
  const [reading, { open, close }] = useDisclosure(false);
  const [accept, accepting] = useAct(TermsOfUseAcceptDocument, (data) => data.termsOfUseAccept);
  if (!due) return children;
  const press = async () => {
    if (!(await accept(() => ({ input: { version: due.version } }), texts.acceptedSaid))) return;
    await client.query(ViewerDocument, {}, { requestPolicy: 'network-only' }).toPromise();
  };
  return (
    <>
      <EmptyNotice
        main
        title={texts.dueTitle}
        text={texts.dueText(due.version, day(due.effectiveFrom))}
        action={
          <Group>
            <Button variant="default" onClick={open}>
              {texts.read}
            </Button>
            <Button loading={accepting} onClick={press}>
              {texts.accept}
            </Button>
          </Group>
        }
      />
      {reading && <TermsText terms={due} close={close} />}
    </>
  );
}
