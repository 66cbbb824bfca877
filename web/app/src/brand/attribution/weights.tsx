import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Link } from 'react-router';
import { useQuery } from 'urql';
import { models } from '@/brand/conversions/texts';
import { EmptyNotice } from '@/feedback/empty-notice';
import { Loaded, parts, Section } from '@/shell/parts';
import { State } from '@/shell/state';
import { useMay, useTenant } from '@/shell/viewer';
import { Icon } from '@/theme/icon';
import { day } from '@/time/time';
import { draftParams, policyOf } from './draft';
import { AttributionFrame } from './frame';
import { PublishWeights } from './publish-weights';
import { PolicyDocument, type PolicyQuery } from './query.gen';
import { newWeights, weights as texts } from './texts';
import { WeightBars } from './weight-bars';
import { madeFrom } from './words';

/** `/t/:tenant/attribution/weights`: what each kind of touch is worth to the models that learn. */
export function Component() {
  const [{ data, error }, again] = useQuery({ query: PolicyDocument });
  const [making, { open, close }] = useDisclosure(false);
  const may = useMay('POLICY_WRITE');
  const create = may && (
    <Button leftSection={<Icon name="plus" size={16} />} onClick={open}>
      {newWeights.open}
    </Button>
  );
  return (
    <AttributionFrame actions={create}>
      <div className={parts.stack}>
        <p className={parts.soft}>{texts.lead}</p>
        <Loaded data={data} error={error} again={again} height={480}>
          {(known) => <Sets known={known} />}
        </Loaded>
      </div>
      {making && <PublishWeights close={close} done={() => again({ requestPolicy: 'network-only' })} />}
    </AttributionFrame>
  );
}

function Sets({ known: { policy, weightSets } }: { known: PolicyQuery }) {
  const tenant = useTenant();
  if (weightSets.nodes.length === 0) return <EmptyNotice title={texts.emptyTitle} text={texts.emptyText} />;
  const now = policyOf(policy);
  const use = (set: PolicyQuery['weightSets']['nodes'][number]) =>
    new URLSearchParams(draftParams({ ...now, model: set.model, weightSet: set }, now));
  return weightSets.nodes.map((set) => (
    <Section
      key={set.id}
      title={texts.name(models[set.model], madeFrom(set))}
      aside={
        set.id === policy.weightSet?.id ? (
          <State tone="good">{texts.inForce}</State>
        ) : (
          <Link to={`/t/${tenant.id}/attribution?${use(set)}`}>{texts.use}</Link>
        )
      }
      lead={texts.published(day(set.createdAt))}
    >
      <WeightBars set={set} />
    </Section>
  ));
}
