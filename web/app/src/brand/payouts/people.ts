import { useQuery } from 'urql';
import { PayoutPeopleDocument } from './query.gen';
import { payouts as texts } from './texts';

/** Names for the ids that payouts and runs carry. */
export function usePeople() {
  const [{ data }] = useQuery({ query: PayoutPeopleDocument, requestPolicy: 'cache-first' });
  const affiliates = new Map(data?.enrollments.nodes.map(({ affiliateId, name }) => [affiliateId, name]));
  const members = new Map(data?.members.map(({ userId, name }) => [userId, name]));
  return {
    affiliate: (id: string) => affiliates.get(id) ?? texts.unknownPerson,
    member: (id: string | null | undefined) => (id && members.get(id)) || texts.none,
  };
}
