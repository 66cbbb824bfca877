import { useQuery } from 'urql';
import { Loaded } from '@/shell/parts';
import { Editor } from './editor';
import { AttributionFrame } from './frame';
import { PolicyDocument } from './query.gen';

/** `/t/:tenant/attribution`: the policy in force, and changing it. */
export function Component() {
  const [{ data, error }, again] = useQuery({ query: PolicyDocument });
  return (
    <AttributionFrame>
      <Loaded data={data} error={error} again={again} height={900}>
        {({ policy, weightSets }) => (
          <Editor
            key={policy.id}
            current={policy}
            sets={weightSets.nodes}
            again={() => again({ requestPolicy: 'network-only' })}
          />
        )}
      </Loaded>
    </AttributionFrame>
  );
}
