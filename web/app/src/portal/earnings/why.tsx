import { Modal } from '@mantine/core';
import { money } from '@/money/money';
import { parts } from '@/shell/parts';
import type { Row } from './page';
import { readReason } from './reason';
import { phases, earnings as texts } from './texts';

/** The arithmetic of a commission, in words. */
export function Why({ commission, close }: { commission: Row; close: () => void }) {
  const { amount, standing, voidReason } = commission;
  const reason = readReason(commission.why);
  const sum = (minor: string) => money({ ...amount, minor });
  const lines = [
    ...(reason?.rules ?? []).map(({ name, base, gives }) => texts.whyRule(name, sum(base), sum(gives))),
    ...(reason
      ? reason.weight === reason.of
        ? [texts.whyWhole]
        : [texts.whyAlone(sum(reason.alone)), texts.whyShare(reason.weight, reason.of, sum(reason.pool))]
      : []),
    ...(voidReason ? [texts.whyVoid(voidReason)] : []),
    ...(standing.note ? [standing.note] : []),
  ];
  return (
    <Modal opened onClose={close} title={<strong>{texts.whyTitle}</strong>}>
      <ul className={parts.rows}>
        {lines.map((line) => (
          <li key={line}>
            <span style={{ fontWeight: 400 }}>{line}</span>
          </li>
        ))}
        <li>
          <span>{`${texts.whyGets} · ${phases[standing.phase]}`}</span>
          <b className="figure">{money(amount)}</b>
        </li>
      </ul>
    </Modal>
  );
}
