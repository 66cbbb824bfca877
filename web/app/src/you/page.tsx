import { useQuery } from 'urql';
import { Page } from '@/shell/page';
import { Fact, Facts, Loaded, parts, Section } from '@/shell/parts';
import { day, moment } from '@/time/time';
import { Factor } from './factor';
import { Password } from './password';
import { YouDocument, type YouQuery } from './query.gen';
import { Sessions } from './sessions';
import { actions, you as texts } from './texts';

/** `…/you`: one's own account. */
export function Component() {
  const [{ data, error }, again] = useQuery({ query: YouDocument });
  const refresh = () => again({ requestPolicy: 'network-only' });
  return (
    <Page title={texts.title}>
      <Loaded data={data} error={error} again={again} height={560}>
        {({ viewer }) => (
          <div className={parts.stack}>
            <Facts>
              <Fact name={texts.name} value={viewer.user?.name} />
              <Fact name={texts.email} value={viewer.user?.email} />
              {viewer.user && <Fact name={texts.since} value={day(viewer.user.createdAt)} />}
            </Facts>
            <div className={parts.columns}>
              <div className={parts.stack}>
                <Sessions sessions={viewer.sessions} refresh={refresh} />
                <Log entries={viewer.accountLog} />
              </div>
              <div className={parts.stack}>
                <Password refresh={refresh} />
                <Factor factor={viewer.secondFactor ?? null} refresh={refresh} />
                <Terms accepted={viewer.termsOfUse?.accepted ?? []} />
              </div>
            </div>
          </div>
        )}
      </Loaded>
    </Page>
  );
}

/** `payoutAccountOnboard` as “Payout account onboard”. */
const spaced = (action: string) => {
  const words = action.replaceAll(/([A-Z])/g, ' $1').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
};

type Viewer = YouQuery['viewer'];

function Log({ entries }: { entries: Viewer['accountLog'] }) {
  if (entries.length === 0) return null;
  return (
    <Section title={texts.log}>
      <ul className={parts.rows}>
        {entries.map(({ id, action, at, agent }) => (
          <li key={id}>
            <span>
              {actions[action] ?? spaced(action)}
              <small>{agent}</small>
            </span>
            <span className={parts.soft}>{moment(at)}</span>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Terms({ accepted }: { accepted: NonNullable<Viewer['termsOfUse']>['accepted'] }) {
  return (
    <Section title={texts.terms}>
      <ul className={parts.rows}>
        {accepted.length === 0 && (
          <li>
            <span className={parts.soft}>{texts.acceptedNone}</span>
          </li>
        )}
        {accepted.map(({ version, acceptedAt }) => (
          <li key={version}>
            <span>{texts.accepted(version, day(acceptedAt))}</span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
