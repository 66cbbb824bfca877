import { useAct } from '@/form/act';
import { MomentApproveDocument, MomentFlagDocument, MomentRejectDocument, type RejectCode } from './query.gen';

/** What is decided while the page is being left still arrives. */
const LASTING = { fetchOptions: { keepalive: true } };

/** What can be decided about a moment. */
export type Decision = 'APPROVE' | 'FLAG' | RejectCode;

/** Carries decisions out; resolves to whether it was done. */
export function useModerate() {
  const [approve] = useAct(MomentApproveDocument, (data) => data.momentApprove, LASTING);
  const [flag] = useAct(MomentFlagDocument, (data) => data.momentFlag, LASTING);
  const [reject] = useAct(MomentRejectDocument, (data) => data.momentReject, LASTING);
  return async (momentId: string, decision: Decision, said?: string): Promise<boolean> => {
    const done =
      decision === 'APPROVE'
        ? await approve(() => ({ input: { momentId } }), said)
        : decision === 'FLAG'
          ? await flag(() => ({ input: { momentId } }), said)
          : await reject(() => ({ input: { momentId, code: decision } }), said);
    return done !== null;
  };
}
