import type { ReactNode } from 'react';
import { useParams } from 'react-router';
import { useQuery } from 'urql';
import { EmptyNotice } from '@/feedback/empty-notice';
import { feedback } from '@/feedback/texts';
import { having } from '@/graph/node';
import { Page } from '@/shell/page';
import { Loaded, Tabs } from '@/shell/parts';
import { useTenant } from '@/shell/viewer';
import { FeedDocument, type FeedPartsFragment } from './query.gen';
import { feeds as texts } from './texts';

type Known = { feed: FeedPartsFragment; again: () => void };

/** Around the parts of a feed. */
export function FeedFrame({ children }: { children: (known: Known) => ReactNode }) {
  const { id = '' } = useParams();
  const tenant = useTenant();
  const [{ data, error }, again] = useQuery({ query: FeedDocument, variables: { id } });
  const feed = having(data?.node, 'handle');
  const missing = Boolean(data && !feed);
  const root = `/t/${tenant.id}/feeds/${id}`;
  return (
    <Page
      title={feed?.name ?? (missing ? feedback.notFoundTitle : feedback.loading)}
      aside={feed && <span className="mono">{feed.handle}</span>}
      back={{ to: `/t/${tenant.id}/feeds`, label: texts.title }}
    >
      {missing ? (
        <EmptyNotice title={feedback.notFoundTitle} text={feedback.notFound} />
      ) : (
        <Loaded data={feed} error={error} again={again} height={720}>
          {(known) => (
            <>
              <Tabs
                label={texts.parts}
                places={[
                  { to: root, label: texts.build, end: true },
                  { to: `${root}/versions`, label: texts.versions },
                  { to: `${root}/embed`, label: texts.embed },
                ]}
              />
              {children({ feed: known, again: () => again({ requestPolicy: 'network-only' }) })}
            </>
          )}
        </Loaded>
      )}
    </Page>
  );
}
