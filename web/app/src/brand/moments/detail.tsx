import { Button, Menu } from '@mantine/core';
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
import { useModerate } from './moderate';
import { MomentDocument, MomentNewsDocument, type MomentQuery, type RejectCode } from './query.gen';
import { Sales } from './sales';
import { ModerationBadge } from './state-badge';
import { rejections, moments as texts } from './texts';

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
                <Card moment={known} />
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
  const { moderation } = moment;
  return (
    <>
      {(moderation === 'PENDING' || moderation === 'APPROVED') && (
        <Button variant="subtle" color="gray" onClick={() => moderate(moment, 'FLAG')}>
          {texts.flag}
        </Button>
      )}
      {moderation !== 'REJECTED' && (
        <Menu position="bottom-end" shadow="md">
          <Menu.Target>
            <Button variant="default">{texts.reject}</Button>
          </Menu.Target>
          <Menu.Dropdown>
            {(Object.entries(rejections) as [RejectCode, string][]).map(([code, label]) => (
              <Menu.Item key={code} onClick={() => moderate(moment, code)}>
                {label}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
      {moderation !== 'APPROVED' && <Button onClick={() => moderate(moment, 'APPROVE')}>{texts.approve}</Button>}
    </>
  );
}
