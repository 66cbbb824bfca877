import { Link, useSearchParams } from 'react-router';
import { useQuery } from 'urql';
import { models } from '@/brand/conversions/texts';
import { Loaded, parts } from '@/shell/parts';
import { State } from '@/shell/state';
import { PAGE_ROWS } from '@/table/pages';
import { type Column, Table } from '@/table/table';
import { moment } from '@/time/time';
import { SideBySide } from './compare';
import { draftOf, hasDraft, policyOf } from './draft';
import { AttributionFrame } from './frame';
import {
  PoliciesDocument,
  PolicyDocument,
  type PolicyPartsFragment,
  type PolicyQuery,
  PolicyVersionsDocument,
} from './query.gen';
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
    cell: ({ id, version }) =>
      id === inForce ? (
        ''
      ) : (
        <Link to={compare(id)} preventScrollReset>
          {texts.compareWith(version)}
        </Link>
      ),
    text: () => '',
  },
];

/** `/t/:tenant/attribution/versions`: every version, and two of them side by side. */
export function Component() {
  const [{ data: now, error: wrong }, look] = useQuery({ query: PolicyDocument });
  const [{ data, error }, again] = useQuery({ query: PolicyVersionsDocument });
  // The list's first page comes with the rest, so that nothing moves when it does.
  const [{ data: page }] = useQuery({ query: PoliciesDocument, variables: { first: PAGE_ROWS, after: null } });
  const retry = (options: { requestPolicy: 'network-only' }) => {
    look(options);
    again(options);
  };
  return (
    <AttributionFrame>
      <Loaded data={now && page && data} error={error ?? wrong} again={retry} height={600}>
        {({ policies, policy }) => now && <Versions now={now} versions={policies.nodes} inForce={policy.id} />}
      </Loaded>
    </AttributionFrame>
  );
}

type Props = { now: PolicyQuery; versions: PolicyPartsFragment[]; inForce: string };

function Versions({ now, versions, inForce }: Props) {
  const [params] = useSearchParams();
  const compare = (id: string) => {
    const next = new URLSearchParams(params);
    next.set('left', id);
    next.delete('right');
    return `?${next}`;
  };
  const shown = columns(inForce, compare);
  const draft = hasDraft(params) ? draftOf(params, policyOf(now.policy), now.weightSets.nodes) : null;
  return (
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
        expected={versions.length}
        fresh={inForce}
        empty={{ title: texts.emptyTitle }}
      />
      <SideBySide versions={versions} inForce={inForce} draft={draft} />
    </div>
  );
}
