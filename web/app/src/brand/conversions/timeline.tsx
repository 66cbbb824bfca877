import { money } from '@/money/money';
import type { Decision } from '@/path/decision';
import type { Person } from '@/path/layout';
import { Step, Steps, type Told, When } from '@/path/steps';
import type { Conversion } from './detail';
import { conversions as texts } from './texts';

type Props = {
  conversion: Conversion;
  decision: Decision;
  people: Map<string, Person>;
  told: Map<string, Told>;
};

/** From the first touch to the last refund, each touch with its verdict and its cents. */
export function Timeline({ conversion, decision, people, told }: Props) {
  const { amount, kind, occurredAt, refunds } = conversion;
  return (
    <Steps
      decision={decision}
      people={people}
      touches={told}
      at={occurredAt}
      currency={amount.currency}
      sale={
        <Step kind="sale" icon="basket" title={texts.sale(kind)} value={money(amount)}>
          <When at={occurredAt} />
        </Step>
      }
    >
      {refunds.nodes.toReversed().map((refund) => (
        <Step
          key={refund.id}
          kind="refund"
          icon="refund"
          title={texts.refund(refund.externalId)}
          value={money({ ...refund.amount, minor: `-${refund.amount.minor}` })}
        >
          <When at={refund.occurredAt} />
          <span>{refund.reversed.minor === '0' ? texts.nothingBack : texts.takenBack(money(refund.reversed))}</span>
        </Step>
      ))}
    </Steps>
  );
}
