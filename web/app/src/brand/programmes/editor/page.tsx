import { Alert, Button, Group } from '@mantine/core';
import { useState } from 'react';
import { useParams, useSearchParams } from 'react-router';
import { EmptyNotice } from '@/feedback/empty-notice';
import { feedback } from '@/feedback/texts';
import { forget, kept as keptAs } from '@/form/kept';
import { Page } from '@/shell/page';
import { Loaded, Section } from '@/shell/parts';
import { useTenant, useViewer } from '@/shell/viewer';
import { asOf, inForce, known, readVersion } from '@/terms/version';
import { moment } from '@/time/time';
import { type Programme, useProgramme } from '../frame';
import { programmes } from '../texts';
import { Editor } from './editor';
import { nameOf, readKept } from './kept';
import { kept as keptTexts, editor as texts } from './texts';

/** `/t/:tenant/programmes/:id/terms?group=…&from=…`: the next version, beginning with one there is. */
export function Component() {
  const { id = '' } = useParams();
  const tenant = useTenant();
  const [params] = useSearchParams();
  const { programme, error, again } = useProgramme(id);
  const to = `/t/${tenant.id}/programmes/${id}`;
  const asked = params.get('group') ?? '';
  const group = programme?.groups.nodes.some((one) => one.id === asked) ? asked : '';
  const back = { to, label: programme?.name ?? programmes.title };
  return (
    <Page title={programme ? texts.title(programme.name) : feedback.loading} lead={programme && texts.lead} back={back}>
      <Loaded data={programme} error={error} again={again} height={480}>
        {(found) => (
          <Base
            key={`${found.id} ${group} ${params.get('from')}`}
            programme={found}
            group={group}
            from={params.get('from')}
            to={to}
          />
        )}
      </Loaded>
    </Page>
  );
}

type BaseProps = { programme: Programme; group: string; from: string | null; to: string };

/**
 * What the new version begins with: what was written before and not published; else the version asked for, that of the
 * group, that of everybody, or nothing.
 */
function Base({ programme, group, from, to }: BaseProps) {
  const { user } = useViewer();
  const name = nameOf(user?.id ?? '', programme.id, group);
  const [kept, setKept] = useState(() => keptAs(name, readKept));
  const [ask, setAsk] = useState(() => kept !== null && from !== null && kept.of.from !== from);
  const versions = programme.terms.nodes;
  const [now] = useState(() => asOf(versions, new Date()));
  const of = (id: string | null) => versions.find((one) => one.id === id);
  const base =
    (kept ? of(kept.of.from) : of(from)) ?? inForce(versions, group || null, now) ?? inForce(versions, null, now);
  const version = base && known(readVersion(base));
  if (base && !version) return <EmptyNotice title={texts.unknown} text={texts.unknownText} />;
  const throwAway = () => {
    forget(name);
    setKept(null);
    setAsk(false);
  };
  if (kept && ask) {
    return (
      <Section title={keptTexts.title(moment(kept.at))} lead={keptTexts.choose(of(from)?.version ?? 0)}>
        <Group>
          <Button onClick={() => setAsk(false)}>{keptTexts.goOn}</Button>
          <Button variant="default" onClick={throwAway}>
            {keptTexts.beginWith(of(from)?.version ?? 0)}
          </Button>
        </Group>
      </Section>
    );
  }
  return (
    <>
      {kept && (
        <Alert mb="md" role="status" title={keptTexts.title(moment(kept.at))}>
          <Group justify="space-between">
            <span>{keptTexts.text}</span>
            <Button variant="default" size="compact-sm" onClick={throwAway}>
              {keptTexts.throwAway}
            </Button>
          </Group>
        </Alert>
      )}
      <Editor
        key={kept ? 'kept' : 'new'}
        programme={programme}
        group={group}
        base={version}
        from={base?.id ?? null}
        kept={kept?.of ?? null}
        name={name}
        to={to}
      />
    </>
  );
}
