import { confirm } from '@/feedback/confirm';
import { useAct } from '@/form/act';
import {
  EnrollmentApproveDocument,
  EnrollmentBanDocument,
  type EnrollmentPartsFragment,
  EnrollmentRejectDocument,
  EnrollmentSuspendDocument,
} from './query.gen';
import { affiliates as texts } from './texts';

type Enrollment = Pick<EnrollmentPartsFragment, 'id' | 'name'>;

/** What can be decided about an enrollment. */
export function useDecide() {
  const [approve, approving] = useAct(EnrollmentApproveDocument, (data) => data.enrollmentApprove);
  const [reject, rejecting] = useAct(EnrollmentRejectDocument, (data) => data.enrollmentReject);
  const [suspend] = useAct(EnrollmentSuspendDocument, (data) => data.enrollmentSuspend);
  const [ban] = useAct(EnrollmentBanDocument, (data) => data.enrollmentBan);
  const input =
    ({ id }: Enrollment) =>
    () => ({ input: { enrollmentId: id } });
  return {
    busy: approving || rejecting,
    approve: (one: Enrollment) => approve(input(one), texts.approved(one.name)),
    reject: (one: Enrollment) => reject(input(one), texts.rejected(one.name)),
    suspend: async (one: Enrollment) => {
      const question = { title: texts.suspendTitle(one.name), text: texts.suspendText, action: texts.suspend };
      if (await confirm({ ...question, danger: true })) await suspend(input(one), texts.suspended(one.name));
    },
    ban: async (one: Enrollment) => {
      const question = { title: texts.banTitle(one.name), text: texts.banText, action: texts.ban, word: one.name };
      if (await confirm({ ...question, danger: true })) await ban(input(one), texts.banned(one.name));
    },
  };
}
