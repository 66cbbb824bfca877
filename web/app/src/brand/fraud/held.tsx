import { Button, Skeleton } from '@mantine/core';
import { Link } from 'react-router';
import { useQuery } from 'urql';
import { EmptyNotice } from '@/feedback/empty-notice';
import { FailureNotice } from '@/feedback/failure-notice';
import { useFresh } from '@/graph/fresh';
import { useMay, useTenant } from '@/shell/viewer';
import { usePage } from '@/table/pages';
import { Pager } from '@/table/table';
import { ConversionsFrame } from '../conversions/frame';
import { HeldCard } from './card';
import classes from './fraud.module.css';
import { groups } from './groups';
import { useNames } from './names';
import { HeldCommissionsDocument, HeldNewsDocument, HoldAtDocument } from './query.gen';
import { held as texts } from './texts';

/** `/t/:tenant/conversions/held`: what waits until somebody has looked. */
export function Component() {
  const tenant = useTenant();
  const sets = useMay('POLICY_WRITE');
  const page = usePage({
    document: HeldCommissionsDocument,
    variables: {},
    connection: (data) => data.commissions,
  });
  const [{ data }] = useQuery({ query: HoldAtDocument });
  useFresh(HeldNewsDocument, page.again);
  const all = groups(page.rows ?? []);
  const names = useNames(all.flatMap(({ row }) => row.fraudFindings));
  return (
    <ConversionsFrame
      lead={texts.lead}
      actions={
        sets && (
          <Button component={Link} to={`/t/${tenant.id}/settings/fraud`} variant="default">
            {texts.signals}
          </Button>
        )
      }
    >
      {page.error ? (
        <FailureNotice error={page.error} retry={page.again} />
      ) : !page.rows ? (
        <Skeleton height={320} radius="lg" />
      ) : all.length === 0 && !page.after ? (
        <EmptyNotice title={texts.emptyTitle} text={texts.emptyText} />
      ) : (
        <ul className={classes.cards} aria-label={texts.title}>
          {all.map((group) => (
            <HeldCard
              key={group.key}
              group={group}
              names={names}
              holdAt={data?.fraudThresholds.holdAt ?? null}
              done={page.again}
            />
          ))}
        </ul>
      )}
      {page.rows && <Pager after={page.after} before={page.before} at={undefined} />}
    </ConversionsFrame>
  );
}
