import { useQuery } from 'urql';
import { OwnEnrollmentsDocument, type OwnEnrollmentsQuery } from './enrollments.gen';

/** An affiliate's own place in a programme. */
export type OwnEnrollment = NonNullable<OwnEnrollmentsQuery['viewer']['affiliate']>['enrollments']['nodes'][number];

/** Keeps room for a name that has not come. */
const ROOM = '\u00a0';

/** The affiliate's brands and programmes by their ids; `all` is null until they have come. */
export function useEnrollments() {
  const [{ data }] = useQuery({ query: OwnEnrollmentsDocument });
  const affiliate = data?.viewer.affiliate;
  const all = affiliate?.enrollments.nodes ?? null;
  const brands = new Map(affiliate?.tenants.map(({ id, name }) => [id, name]));
  const brand = (tenantId: string) => brands.get(tenantId) ?? (affiliate ? '' : ROOM);
  /** `Brand · Programme`. */
  const label = ({ tenantId, program }: Pick<OwnEnrollment, 'tenantId' | 'program'>) =>
    [brand(tenantId), program?.name].filter(Boolean).join(' · ');
  return {
    all,
    /** Hosts that links of an enrollment may lead to. */
    hosts: ({ tenantId }: Pick<OwnEnrollment, 'tenantId'>) =>
      affiliate?.tenants.find(({ id }) => id === tenantId)?.linkHosts ?? [],
    brand,
    label,
    /** The same of an enrollment's id. */
    place: (enrollmentId: string) => {
      const found = all?.find(({ id }) => id === enrollmentId);
      return found ? label(found) : all ? '' : ROOM;
    },
  };
}
