import { useMemo } from 'react';
import { useSearchParams } from 'react-router';
import { useQuery } from 'urql';
import { Loaded, parts } from '@/shell/parts';
import { MomentsFrame } from '../frame';
import { Hits } from './hits';
import { ModerationRulesDocument, ModerationSettingsDocument } from './query.gen';
import { Settings } from './settings';
import { hits as texts } from './texts';

const DAY_MS = 86_400_000;
const DAYS_USUAL = '30';

/** `/t/:tenant/moments/rules?days=…`: how moderation's rules do, and what they do. */
export function Component() {
  const [params, setParams] = useSearchParams();
  const asked = params.get('days') ?? '';
  const days = asked in texts.days ? asked : DAYS_USUAL;
  // To the hour, so that looking again asks the same.
  const from = useMemo(() => {
    const hour = new Date();
    hour.setMinutes(0, 0, 0);
    return new Date(hour.getTime() - Number(days) * DAY_MS).toISOString();
  }, [days]);
  const [{ data: hits, error }, again] = useQuery({ query: ModerationRulesDocument, variables: { from } });
  const [{ data: settings, error: wrong }, look] = useQuery({ query: ModerationSettingsDocument });
  const retry = (options: { requestPolicy: 'network-only' }) => {
    again(options);
    look(options);
  };
  return (
    <MomentsFrame>
      <Loaded data={hits && settings} error={error ?? wrong} again={retry} height={1200}>
        {({ moderationSettings }) => (
          <div className={parts.stack}>
            {hits && (
              <Hits
                hits={hits.moderationHits}
                days={days}
                setDays={(value) => setParams({ days: value }, { replace: true, preventScrollReset: true })}
              />
            )}
            <Settings
              key={moderationSettings.version}
              settings={moderationSettings}
              again={() => look({ requestPolicy: 'network-only' })}
            />
          </div>
        )}
      </Loaded>
    </MomentsFrame>
  );
}
