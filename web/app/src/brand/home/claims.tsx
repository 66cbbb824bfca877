import { Button } from '@mantine/core';
import { confirm } from '@/feedback/confirm';
import { useAct } from '@/form/act';
import { ClaimApproveDocument, ClaimRejectDocument } from './claims.gen';
import type { AttentionQuery } from './query.gen';
import { home as texts } from './texts';

type Claim = AttentionQuery['creatorClaims']['nodes'][number];

/** Affiliates who say that they are a creator: whose words earned it decides who is paid. */
export function Claims({ claims, may }: { claims: Claim[]; may: boolean }) {
  const [approve] = useAct(ClaimApproveDocument, (data) => data.creatorClaimApprove);
  const [reject] = useAct(ClaimRejectDocument, (data) => data.creatorClaimReject);
  const give = async ({ id, creator, affiliateName }: Claim) => {
    const [who, author] = [affiliateName ?? texts.someone, creator?.name ?? ''];
    const question = { title: texts.claimTitle(who, author), text: texts.claimText(who, author), danger: true };
    if (!(await confirm({ ...question, action: texts.claimApprove }))) return;
    await approve(() => ({ input: { claimId: id } }), texts.claimApproved);
  };
  return claims.map((claim) => (
    <li key={claim.id}>
      <span>
        {texts.claim(claim.affiliateName ?? texts.someone, claim.creator?.name ?? '')}
        <small>{claim.evidence}</small>
      </span>
      {may && (
        <>
          <Button
            size="compact-sm"
            variant="subtle"
            color="gray"
            onClick={() => reject(() => ({ input: { claimId: claim.id } }), texts.claimRejected)}
          >
            {texts.claimReject}
          </Button>
          <Button size="compact-sm" variant="default" onClick={() => give(claim)}>
            {texts.claimApprove}
          </Button>
        </>
      )}
    </li>
  ));
}
