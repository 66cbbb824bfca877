import { Button } from '@mantine/core';
import { useAct } from '@/form/act';
import { ClaimApproveDocument, ClaimRejectDocument } from './claims.gen';
import type { AttentionQuery } from './query.gen';
import { home as texts } from './texts';

type Claim = AttentionQuery['creatorClaims']['nodes'][number];

/** Affiliates who say that they are a creator: whose words earned it decides who is paid. */
export function Claims({ claims, may }: { claims: Claim[]; may: boolean }) {
  const [approve] = useAct(ClaimApproveDocument, (data) => data.creatorClaimApprove);
  const [reject] = useAct(ClaimRejectDocument, (data) => data.creatorClaimReject);
  return claims.map(({ id, creator, evidence }) => (
    <li key={id}>
      <span>
        {texts.claim(creator?.name ?? '')}
        <small>{evidence}</small>
      </span>
      {may && (
        <>
          <Button
            size="compact-sm"
            variant="subtle"
            color="gray"
            onClick={() => reject(() => ({ input: { claimId: id } }), texts.claimRejected)}
          >
            {texts.claimReject}
          </Button>
          <Button
            size="compact-sm"
            variant="default"
            onClick={() => approve(() => ({ input: { claimId: id } }), texts.claimApproved)}
          >
            {texts.claimApprove}
          </Button>
        </>
      )}
    </li>
  ));
}
