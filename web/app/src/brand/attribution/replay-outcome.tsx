import { Button, Group } from '@mantine/core';
import { useState } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router';
import type { Policy } from '@/attribution/policy';
import { EmptyNotice } from '@/feedback/empty-notice';
import { warn } from '@/feedback/toasts';
import { type Money, money } from '@/money/money';
import { Fact, Facts, Section } from '@/shell/parts';
import { useMay, useTenant } from '@/shell/viewer';
import { percent } from '@/terms/rules';
import { draftParams, onlyDraft, policyOf } from './draft';
import { useKeep } from './kept';
import { usePublish } from './publish';
import type { PolicyPartsFragment } from './query.gen';
import { Payees } from './replay-payees';
import { changeBps, more, type Replay, tenths } from './replayed';
import { replay as texts } from './texts';
import { daysText } from './words';

/** What was tried: a version that was published, or what is being changed. */
type Tried = { version: PolicyPartsFragment; draft?: never } | { draft: Policy; version?: never };

type Props = {
  replay: Replay;
  current: PolicyPartsFragment;
  of: Tried;
  from: string;
  to: string;
  currency: string;
  published: () => void;
};

const counted = new Intl.NumberFormat('en-GB');
const count = (digits: string) => counted.format(BigInt(digits));

/** What it would have paid, whom, and what can be done with that. */
export function Outcome({ replay, current, of, from, to, currency, published }: Props) {
  if (replay.conversions === '0') return <EmptyNotice title={texts.emptyTitle} text={texts.emptyText} />;
  const what = of.version ? texts.version(of.version.version, of.version.id === current.id) : texts.draft;
  return (
    <>
      <Sums replay={replay} what={what} from={from} to={to} />
      <Next of={of} current={current} published={published} />
      <Payees payees={replay.payees} name={`${texts.file}-${currency}-${from}-${to}`} />
    </>
  );
}

/** What was tried on which days, and what it comes to beside what was paid. */
export function Sums({ replay, what, from, to }: Pick<Props, 'replay' | 'from' | 'to'> & { what: string }) {
  const { conversions, changed, unattributed, paid, wouldPay } = replay;
  return (
    <div>
      <p role="status">
        {texts.triedOf(what, daysText(from, to))} <strong>{texts.nothingChanged}</strong>
      </p>
      <Facts>
        <Fact name={texts.paid} value={money(paid)} note={texts.sums} strong />
        <Fact name={texts.wouldPay} value={money(wouldPay)} note={relative(paid, wouldPay)} strong />
        <Fact name={texts.difference} value={money(more(paid, wouldPay), { sign: true })} strong />
        <Fact name={texts.conversions} value={count(conversions)} strong />
        <Fact
          name={texts.changed}
          value={count(changed)}
          note={texts.of(percent(tenths(BigInt(changed), BigInt(conversions))))}
          strong
        />
        <Fact
          name={texts.unattributed}
          value={count(unattributed)}
          note={texts.of(percent(tenths(BigInt(unattributed), BigInt(conversions))))}
          strong
        />
      </Facts>
    </div>
  );
}

function relative(paid: Money, wouldPay: Money) {
  const bps = changeBps(paid, wouldPay);
  if (bps === null || bps === 0n) return undefined;
  return bps > 0n ? texts.moreBy(percent(bps)) : texts.lessBy(percent(-bps));
}

/** From here one publishes it, or goes back to it. */
function Next({ of, current, published }: Pick<Props, 'of' | 'current' | 'published'>) {
  const tenant = useTenant();
  const may = useMay('POLICY_WRITE');
  const publish = usePublish(current);
  const keep = useKeep();
  const navigate = useNavigate();
  const [params] = useSearchParams();
  const [busy, setBusy] = useState(false);
  const root = `/t/${tenant.id}/attribution`;
  if (of.version?.id === current.id) return null;
  const draft = of.draft ?? policyOf(of.version);
  const search = of.draft ? onlyDraft(params) : new URLSearchParams(draftParams(draft, policyOf(current)));
  const press = async () => {
    setBusy(true);
    try {
      const { done, refusals } = await publish(draft);
      if (refusals[0]) warn(refusals[0].message);
      if (!done) return;
      keep('');
      published();
      navigate(root, { replace: true });
    } finally {
      setBusy(false);
    }
  };
  return (
    <Section title={texts.next} lead={of.draft ? texts.publishLead : texts.versionLead}>
      <Group gap="sm">
        {may && (
          <Button onClick={() => void press()} loading={busy}>
            {texts.publish}
          </Button>
        )}
        <Button component={Link} to={`${root}?${search}`} variant="default">
          {of.draft ? texts.back : texts.asDraft}
        </Button>
      </Group>
    </Section>
  );
}
