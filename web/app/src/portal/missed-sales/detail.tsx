import { Button, Group, Modal, Title } from '@mantine/core';
import { Link } from 'react-router';
import { confirm } from '@/feedback/confirm';
import { useAct } from '@/form/act';
import { MissedSaleBadge } from '@/missed-sales/state-badge';
import { missedSales } from '@/missed-sales/texts';
import { money } from '@/money/money';
import { Fact, Facts, parts } from '@/shell/parts';
import { day, dayUtc } from '@/time/time';
import { PhaseBadge } from '../earnings/frame';
import { type MissedSalePartsFragment, MissedSaleWithdrawDocument } from './query.gen';
import { missing as texts } from './texts';

type Props = { sale: MissedSalePartsFragment; place: string; close: () => void; withdrawn: () => void };

/** One report: what was said, and what came of it. */
export function Detail({ sale, place, close, withdrawn }: Props) {
  const [withdraw, withdrawing] = useAct(MissedSaleWithdrawDocument, (data) => data.missedSaleWithdraw);
  const press = async () => {
    const question = { title: texts.withdrawTitle, text: texts.withdrawText, action: texts.withdraw, danger: true };
    if (!(await confirm(question))) return;
    if (await withdraw(() => ({ input: { missedSaleId: sale.id } }), texts.withdrawn)) withdrawn();
  };
  return (
    <Modal
      opened
      onClose={close}
      size="lg"
      title={
        <Group gap="sm">
          <strong>{sale.orderReference ?? missedSales.noReference}</strong>
          <MissedSaleBadge state={sale.state} />
        </Group>
      }
    >
      <Facts>
        <Fact name={missedSales.day} value={dayUtc(sale.occurredOn)} />
        <Fact name={missedSales.amount} value={sale.amount ? money(sale.amount) : missedSales.none} />
        <Fact name={texts.programme} value={place} />
        <Fact name={missedSales.reported} value={day(sale.createdAt)} />
        <Fact name={missedSales.decided} value={sale.decidedAt ? day(sale.decidedAt) : missedSales.none} />
      </Facts>
      <Title order={3}>{texts.outcome}</Title>
      <Outcome sale={sale} close={close} />
      <Title order={3} mt="md">
        {missedSales.evidence}
      </Title>
      <p className={parts.said}>{sale.evidence}</p>
      {sale.state === 'REPORTED' && (
        <Group mt="md" justify="flex-end">
          <Button variant="default" loading={withdrawing} onClick={press}>
            {texts.withdraw}
          </Button>
        </Group>
      )}
    </Modal>
  );
}

function Outcome({ sale: { state, reason, commissions }, close }: Pick<Props, 'sale' | 'close'>) {
  if (state === 'REPORTED') return <p className={parts.soft}>{texts.waits}</p>;
  if (state === 'WITHDRAWN') return <p className={parts.soft}>{texts.withdrawn}</p>;
  if (state === 'REJECTED') return <p className={parts.said}>{reason}</p>;
  if (commissions.length === 0) return <p className={parts.soft}>{texts.earnedNothing}</p>;
  return (
    <ul className={parts.rows}>
      {commissions.map(({ id, createdAt, standing, amount }) => (
        <li key={id}>
          <span>
            <Link to="/portal/earnings" onClick={close}>
              {texts.toEarnings}
            </Link>
            <small>{day(createdAt)}</small>
          </span>
          <PhaseBadge phase={standing.phase} />
          <b className="figure">{money(amount)}</b>
        </li>
      ))}
    </ul>
  );
}
