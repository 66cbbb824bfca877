import { Button, Group } from '@mantine/core';
import { ClaimApproveDocument, ClaimRejectDocument } from '@/brand/home/claims.gen';
import { confirm } from '@/feedback/confirm';
import { useAct } from '@/form/act';
import { State, type Tone } from '@/shell/state';
import { useMay, useTenant } from '@/shell/viewer';
import { type Column, Table } from '@/table/table';
import { day } from '@/time/time';
import { CreatorsFrame } from './frame';
import { type ClaimState, CreatorClaimsDocument, type CreatorClaimsQuery } from './query.gen';
import { claimStates, claims as texts } from './texts';

type Row = CreatorClaimsQuery['creatorClaims']['edges'][number]['node'];

const TONES: Record<ClaimState, Tone> = { REQUESTED: 'river', APPROVED: 'good', REJECTED: 'quiet' };

const COLUMNS: Column<Row>[] = [
  {
    key: 'who',
    head: texts.who,
    cell: (row) => row.affiliateName ?? texts.someone,
    text: (row) => row.affiliateName ?? '',
  },
  {
    key: 'state',
    head: texts.state,
    cell: (row) => <State tone={TONES[row.state]}>{claimStates[row.state]}</State>,
    text: (row) => claimStates[row.state],
  },
  {
    key: 'creator',
    head: texts.creator,
    cell: (row) => row.creator?.name ?? '–',
    text: (row) => row.creator?.name ?? '',
  },
  { key: 'when', head: texts.when, cell: (row) => day(row.createdAt), text: (row) => row.createdAt },
  {
    key: 'evidence',
    head: texts.evidence,
    yields: true,
    cell: (row) => <span title={row.evidence}>{row.evidence}</span>,
    text: (row) => row.evidence,
  },
];

/** `/t/:tenant/creators/claims`: who says to be whom. */
export function Component() {
  const tenant = useTenant();
  const may = useMay('CLAIM_DECIDE');
  const [approve] = useAct(ClaimApproveDocument, (data) => data.creatorClaimApprove);
  const [reject] = useAct(ClaimRejectDocument, (data) => data.creatorClaimReject);
  const agree = async ({ id, affiliateName, creator }: Row) => {
    const [who, author] = [affiliateName ?? texts.someone, creator?.name ?? '–'];
    const question = { title: texts.approveTitle(who, author), text: texts.approveText(who, author) };
    if (!(await confirm({ ...question, action: texts.approve, danger: true }))) return;
    await approve(() => ({ input: { claimId: id } }), texts.approved);
  };
  const deciding: Column<Row> = {
    key: 'acts',
    head: texts.acts,
    align: 'end',
    acts: true,
    text: () => '',
    cell: (row) =>
      row.state === 'REQUESTED' && (
        <Group gap="xs" justify="flex-end" wrap="nowrap">
          <Button
            size="compact-sm"
            variant="subtle"
            color="gray"
            onClick={() => reject(() => ({ input: { claimId: row.id } }), texts.rejected)}
          >
            {texts.reject}
          </Button>
          <Button size="compact-sm" variant="default" onClick={() => agree(row)}>
            {texts.approve}
          </Button>
        </Group>
      ),
  };
  return (
    <CreatorsFrame>
      <Table
        name={texts.title}
        document={CreatorClaimsDocument}
        variables={{}}
        connection={(data) => data.creatorClaims}
        columns={may ? [...COLUMNS, deciding] : COLUMNS}
        fileColumns={COLUMNS}
        id={(row) => row.id}
        href={(row) => (row.creator ? `/t/${tenant.id}/creators/${row.creator.id}` : null)}
        empty={{ title: texts.emptyTitle, text: texts.emptyText }}
      />
    </CreatorsFrame>
  );
}
