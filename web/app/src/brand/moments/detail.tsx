import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useParams } from 'react-router';
import { useQuery } from 'urql';
import { EmptyNotice } from '@/feedback/empty-notice';
import { feedback } from '@/feedback/texts';
import { useFresh } from '@/graph/fresh';
import { having } from '@/graph/node';
import { CopyLink } from '@/shell/copy-link';
import { Page } from '@/shell/page';
import { Fact, Facts, Loaded, parts, Section } from '@/shell/parts';
import { State } from '@/shell/state';
import { useMay, useTenant } from '@/shell/viewer';
import { Axes } from './axes';
import { Card } from './card';
import { Conversation } from './conversation';
import { EditMoment } from './edit';
import { Wants } from './intent';
import { useModerate } from './moderate';
import { MomentDocument, MomentNewsDocument, type MomentQuery } from './query.gen';
import { Found } from './queue/found';
import { History } from './queue/history';
import { Rejecting } from './queue/rejecting';
import { Reports } from './queue/reports';
import { RightsSection } from './rights/section';
import { Sales } from './sales';
import { ModerationBadge } from './state-badge';
import { editing, moments as texts } from './texts';

/** A moment with all that is shown of it. */
export type Moment = Extract<NonNullable<MomentQuery['node']>, { source: string }>;

/** `/t/:tenant/moments/:id`. */
export function Component() {
  const { id = '' } = useParams();
  const tenant = useTenant();
  const [{ data, error }, again] = useQuery({ query: MomentDocument, variables: { id } });
  const moment = having(data?.node, 'source');
  const missing = data && !moment;
  const may = useMay('MOMENT_MODERATE');
  const sees = useMay('CONVERSION_READ');
  useFresh(MomentNewsDocument, again);
  return (
    <Page
      title={moment ? moment.title || texts.moment : missing ? feedback.notFoundTitle : feedback.loading}
      aside={moment && <ModerationBadge state={moment.moderation} />}
      back={{ to: `/t/${tenant.id}/moments`, label: texts.title }}
      actions={moment && may && moment.visibility !== 'ERASED' && <Decisions moment={moment} />}
    >
      {missing ? (
        <EmptyNotice title={feedback.notFoundTitle} text={feedback.notFound} />
      ) : (
        <Loaded data={moment} error={error} again={again} height={480}>
          {(known) => (
            <div className={parts.columns}>
              <div className={parts.stack}>
                <Card moment={known} findings={known.moderationCase?.findings ?? []} />
                <Reports reports={known.moderationCase?.reports ?? []} />
                <Conversation moment={known} />
                <Found known={known.moderationCase ?? null} />
                <History id={known.id} version={known.version} />
                <Facts>
                  <Fact name={texts.source} value={known.source} />
                  <Fact name={texts.external} value={known.externalId} />
                  {known.creator && (
                    <Fact
                      name={texts.claimAt}
                      value={
                        <CopyLink
                          value={`${location.origin}/portal/claims?creator=${known.creator.id}`}
                          shown={texts.claimLink}
                        />
                      }
                      note={texts.claimNote(known.creator.name)}
                    />
                  )}
                </Facts>
              </div>
              <div className={parts.stack}>
                <Section
                  title={texts.publishable}
                  aside={
                    <State tone={known.publishable ? 'good' : 'quiet'}>
                      {known.publishable ? texts.yes : texts.no}
                    </State>
                  }
                  lead={known.publishable ? texts.publishableYes : texts.publishableNo}
                >
                  <Axes moment={known} may={may} />
                </Section>
                <RightsSection moment={known} may={may && known.visibility !== 'ERASED'} />
                <Wants moment={known} may={may} />
                {sees && <Sales moment={known.id} />}
              </div>
            </div>
          )}
        </Loaded>
      )}
    </Page>
  );
}

function Decisions({ moment }: { moment: Moment }) {
  const moderate = useModerate();
  const [writing, { open, close }] = useDisclosure(false);
  const { moderation } = moment;
  return (
    <>
      {(moderation !== 'REJECTED' || moment.rejectEditable) && (
        <Button variant="subtle" color="gray" onClick={open}>
          {editing.action}
        </Button>
      )}
      {writing && <EditMoment moment={moment} close={close} />}
      {(moderation === 'PENDING' || moderation === 'APPROVED') && (
        <Button variant="subtle" color="gray" onClick={() => moderate(moment, 'FLAG')}>
          {texts.flag}
        </Button>
      )}
      {moderation !== 'REJECTED' && (
        <Rejecting reject={(code) => moderate(moment, code)}>
          <Button variant="default">{texts.reject}</Button>
        </Rejecting>
      )}
      {moderation !== 'APPROVED' && <Button onClick={() => moderate(moment, 'APPROVE')}>{texts.approve}</Button>}
    </>
  );
}
