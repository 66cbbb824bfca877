import { Button, Group } from '@mantine/core';
import { useAct } from '@/form/act';
import { leave } from '@/shell/leave';
import { parts, Section } from '@/shell/parts';
import { State } from '@/shell/state';
import { type AccountPartsFragment, AccountRefreshDocument, OnboardDocument } from './query.gen';
import { states, account as texts } from './texts';

/** Where one is paid: at Stripe, and what Stripe still wants. */
export function PayoutAccount({ account, refresh }: { account: AccountPartsFragment | null; refresh: () => void }) {
  const [onboard, onboarding] = useAct(OnboardDocument, (data) => data.payoutAccountOnboard);
  const [look, looking] = useAct(AccountRefreshDocument, (data) => data.payoutAccountRefresh);
  const [state, text] = account ? states[account.state] : [null, texts.payLead];
  const go = async () => {
    const answer = await onboard(() => ({ input: { returnPath: '/portal/account' } }));
    if (answer?.onboardingUrl) leave(answer.onboardingUrl);
    else refresh();
  };
  const ready = account?.state === 'ACTIVE';
  return (
    <Section title={texts.payTitle} lead={text} aside={state && <State tone={ready ? 'good' : 'warn'}>{state}</State>}>
      {account && account.requirements.length > 0 && (
        <ul className={parts.rows} aria-label={texts.due}>
          {account.requirements.map(({ sentence }) => (
            <li key={sentence}>
              <span>{sentence}</span>
            </li>
          ))}
        </ul>
      )}
      <Group gap="sm" mt="md">
        <Button variant={ready ? 'default' : 'filled'} loading={onboarding} onClick={go}>
          {ready ? texts.change : account ? texts.goOn : texts.begin}
        </Button>
        {account && !ready && (
          <Button variant="default" loading={looking} onClick={async () => (await look(() => ({}))) && refresh()}>
            {texts.check}
          </Button>
        )}
      </Group>
    </Section>
  );
}
