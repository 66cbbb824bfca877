import { Stack, Switch } from '@mantine/core';
import { useAct } from '@/form/act';
import { Section } from '@/shell/parts';
import { type NoticeCause, NoticesSetDocument } from './query.gen';
import { notices, type OwnCause, account as texts } from './texts';

/** Which e-mails one wants; each switch is sent at once. */
export function Notices({ off, refresh }: { off: NoticeCause[]; refresh: () => void }) {
  const [set, setting] = useAct(NoticesSetDocument, (data) => data.noticePreferencesSet);
  const turn = async (cause: NoticeCause, on: boolean) => {
    const next = on ? off.filter((one) => one !== cause) : [...off, cause];
    if (await set(() => ({ input: { off: next } }), texts.saved)) refresh();
  };
  return (
    <Section title={texts.noticesTitle} lead={texts.noticesLead}>
      <Stack gap="sm">
        {(Object.entries(notices) as [OwnCause, string][]).map(([cause, label]) => (
          <Switch
            key={cause}
            label={label}
            checked={!off.includes(cause)}
            disabled={setting}
            onChange={(event) => turn(cause, event.currentTarget.checked)}
          />
        ))}
      </Stack>
    </Section>
  );
}
