import { Link, useSearchParams } from 'react-router';
import { useQuery } from 'urql';
import { models } from '@/brand/conversions/texts';
import { Loaded, parts } from '@/shell/parts';
import { State } from '@/shell/state';
import { useTenant } from '@/shell/viewer';
import { type Column, Table } from '@/table/table';
import { moment } from '@/time/time';
import { SideBySide } from './compare';
import { draftOf, hasDraft, policyOf } from './draft';
import { AttributionFrame } from './frame';
import { PoliciesDocument, PolicyDocument, type PolicyPartsFragment, PolicyVersionsDocument } from './query.gen';
import { versions as texts } from './texts';
import { limitsText } from './words';

const columns = (inForce: string | undefined, compare: (id: string) => string): Column<PolicyPartsFragment>[] => [
  {
    key: 'version',
    head: texts.version,
    cell: ({ version }) => texts.name(version),
    text: ({ version }) => String(version),
  },
  {
    key: 'state',
    head: texts.state,
    cell: ({ id }) => (
      <State tone={id === inForce ? 'good' : 'quiet'}>{id === inForce ? texts.inForce : texts.earlier}</State>
    ),
    text: ({ id }) => (id === inForce ? texts.inForce : texts.earlier),
  },
  { key: 'model', head: texts.model, cell: ({ model }) => models[model], text: ({ model }) => models[model] },
  {
    key: 'limits',
    head: texts.limits,
    wide: true,
    cell: (row) => limitsText(policyOf(row)) || texts.none,
    text: (row) => limitsText(policyOf(row)),
  },
  {
    key: 'since',
    head: texts.since,
    cell: ({ createdAt }) => moment(createdAt),
    text: ({ createdAt }) => createdAt,
  },
  {
    key: 'compare',
    head: texts.compare,
    acts: true,
    cell: ({ id, version }) => (id === inForce ? '' : <Link to={compare(id)}>{texts.compareWith(version)}</Link>),
    text: () => '',
  },
];

/** `/t/:tenant/attribution/versions`: every version, and two of them side by side. */
export function Component() {
  const tenant = useTenant();
  const [params] = useSearchParams();
  const [{ data: now, error: wrong }, look] = useQuery({ query: PolicyDocument });
  const [{ data, error }, again] = useQuery({ query: PolicyVersionsDocument });
  const compare = (id: string) => {
    const next = new URLSearchParams(params);
    next.set('left', id);
    next.delete('right');
    return `?${next}`;
  };
  const shown = columns(data?.policy.id, compare);
  return (
    <AttributionFrame>
      <div className={parts.stack}>
        <p className={parts.soft}>{texts.publishingKeeps}</p>
        <Table
          name={texts.title}
          document={PoliciesDocument}
          variables={{}}
          connection={(found) => found.policies}
          columns={shown}
          fileColumns={shown.filter(({ acts }) => !acts)}
          id={({ id }) => id}
          href={({ id }) => (id === data?.policy.id ? `/t/${tenant.id}/attribution` : compare(id))}
          fresh={data?.policy.id}
          empty={{ title: texts.emptyTitle }}
        />
        <Loaded
          data={now && data}
          error={error ?? wrong}
          again={(options) => {
            look(options);
            again(options);
          }}
          height={420}
        >
          {({ policies, policy: { id } }) => (
            <SideBySide
              versions={policies.nodes}
              inForce={id}
              draft={now && hasDraft(params) ? draftOf(params, policyOf(now.policy), now.weightSets.nodes) : null}
            />
          )}
        </Loaded>
      </div>
    </AttributionFrame>
  );
}
