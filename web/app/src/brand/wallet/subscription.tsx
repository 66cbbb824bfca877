import { Button, Group } from '@mantine/core';
import { confirm } from '@/feedback/confirm';
import { useAct } from '@/form/act';
import { leave } from '@/shell/leave';
import { parts, Section } from '@/shell/parts';
import { State } from '@/shell/state';
import { useTenant } from '@/shell/viewer';
import { day } from '@/time/time';
import { type BillingPartsFragment, BillingPortalOpenDocument, SubscriptionCancelDocument } from './query.gen';
import { plans, subscriptionStates, plan as texts } from './texts';

type Props = { subscription: NonNullable<BillingPartsFragment['subscription']>; may: boolean; refresh: () => void };

/** The plan that is paid for, and the ways out of it. */
export function Subscription({ subscription, may, refresh }: Props) {
  const tenant = useTenant();
  const [cancel] = useAct(SubscriptionCancelDocument, (data) => data.subscriptionCancel);
  const [open, opening] = useAct(BillingPortalOpenDocument, (data) => data.billingPortalOpen);
  const { state, cancelAtPeriodEnd, currentPeriodEnd, suspendsAt, wantedPlan } = subscription;
  const end = async () => {
    const question = { title: texts.cancelTitle, text: texts.cancelText, action: texts.cancel, danger: true };
    if ((await confirm(question)) && (await cancel(() => ({ input: {} }), texts.cancelled))) refresh();
  };
  const manage = async () => {
    const answer = await open(() => ({ input: { returnPath: `/t/${tenant.id}/wallet/plan` } }));
    if (answer?.url) leave(answer.url);
  };
  return (
    <Section
      title={texts.subscription}
      aside={<State tone={state === 'ACTIVE' ? 'good' : 'warn'}>{subscriptionStates[state]}</State>}
    >
      <p className={parts.lead}>
        {cancelAtPeriodEnd ? texts.endsOn(day(currentPeriodEnd)) : texts.renews(day(currentPeriodEnd))}
        {wantedPlan && (
          <>
            <br />
            {texts.wanted(plans[wantedPlan])}
          </>
        )}
        {suspendsAt && (
          <>
            <br />
            {texts.suspends(day(suspendsAt))}
          </>
        )}
      </p>
      {may && (
        <Group gap="sm">
          <Button variant="default" loading={opening} onClick={manage}>
            {texts.manage}
          </Button>
          {cancelAtPeriodEnd ? (
            <Button
              variant="default"
              onClick={async () => (await cancel(() => ({ input: { undo: true } }), texts.kept)) && refresh()}
            >
              {texts.undo}
            </Button>
          ) : (
            <Button variant="subtle" color="gray" onClick={end}>
              {texts.cancel}
            </Button>
          )}
        </Group>
      )}
    </Section>
  );
}
