import { useQuery } from 'urql';
import { Loaded, parts, Section } from '@/shell/parts';
import { shell } from '@/shell/texts';
import { useViewer } from '@/shell/viewer';
import { day } from '@/time/time';
import { SettingsFrame } from './frame';
import { MembersDocument } from './query.gen';
import { settings, members as texts } from './texts';

/** `/t/:tenant/settings/members`. */
export function Component() {
  const { user } = useViewer();
  const [{ data, error }, again] = useQuery({ query: MembersDocument });
  return (
    <SettingsFrame>
      <div className={parts.columns}>
        <Loaded data={data} error={error} again={again}>
          {({ members }) => (
            <Section title={settings.members} lead={texts.lead}>
              <ul className={parts.rows}>
                {members.map(({ userId, name, email, role, createdAt }) => (
                  <li key={userId}>
                    <span>
                      {userId === user?.id ? `${name} (${texts.you})` : name}
                      <small>{`${email} · ${texts.since.toLowerCase()} ${day(createdAt)}`}</small>
                    </span>
                    <span>{shell.roles[role]}</span>
                  </li>
                ))}
              </ul>
            </Section>
          )}
        </Loaded>
        <Section title={texts.roleTitle}>
          <ul className={parts.rows}>
            {Object.entries(texts.roles).map(([role, may]) => (
              <li key={role}>
                <span>
                  {shell.roles[role as keyof typeof shell.roles]}
                  <small>{may}</small>
                </span>
              </li>
            ))}
          </ul>
        </Section>
      </div>
    </SettingsFrame>
  );
}
