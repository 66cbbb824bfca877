import { Link } from 'react-router';
import { useQuery } from 'urql';
import { parts, Section } from '@/shell/parts';
import { readRules } from '@/terms/rules';
import { earns } from '@/terms/words';
import { useEnrollments } from '../enrollments';
import { ofCreators } from './place';
import { PortalProgramsDocument } from './query.gen';
import { programmes as texts } from './texts';

/** The programmes that pay one as a creator; nothing where there are none. */
export function Creators() {
  const [{ data }] = useQuery({ query: PortalProgramsDocument });
  const { brand } = useEnrollments();
  const programs = ofCreators(data?.viewer.affiliate?.programs ?? []);
  if (programs.length === 0) return null;
  return (
    <Section title={texts.creator} lead={texts.creatorLead}>
      <ul className={parts.rows}>
        {programs.map(({ id, tenantId, name, currency, terms }) => (
          <li key={id}>
            <span>
              <Link to={`/portal/programmes/${id}`}>{name}</Link>
              <small>{brand(tenantId)}</small>
            </span>
            <span>{earns(readRules(terms?.rules ?? []), currency)}</span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
