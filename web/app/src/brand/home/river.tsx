import { type Money, roundMoney } from '@/money/money';
import { change } from './figures';
import classes from './home.module.css';
import type { FigureSetPartsFragment } from './query.gen';
import { home as texts } from './texts';

const number = new Intl.NumberFormat('en-GB');

type Figures = FigureSetPartsFragment;

/** From moments to payouts: what flowed in the period, against the one before. */
export function River({ now, before }: { now: Figures; before: Figures }) {
  return (
    <dl className={classes.river} aria-label={texts.river}>
      <Count name={texts.moments} note={texts.momentsNote} now={now.moments} before={before.moments} />
      <Count name={texts.touches} note={texts.touchesNote} now={now.clicks} before={before.clicks} />
      <Sum name={texts.sales} note={texts.salesNote} now={now.sales} before={before.sales} />
      <Sum name={texts.commission} note={() => texts.commissionNote} now={now.commission} before={before.commission} />
      <Sum name={texts.payouts} note={texts.payoutsNote} now={now.paidOut} before={before.paidOut} />
      <Water />
    </dl>
  );
}

type CountProps = { name: string; note: string; now: string | null | undefined; before: string | null | undefined };

function Count({ name, note, now, before }: CountProps) {
  if (now === null || now === undefined) return null;
  const counted = BigInt(now);
  return <Stage name={name} shown={number.format(counted)} note={note} now={counted} before={BigInt(before ?? 0)} />;
}

type Summed = { count: string; amount: Money } | null | undefined;
type SumProps = { name: string; note: (count: bigint) => string; now: Summed; before: Summed };

/** Nothing of what the reader may not know. */
function Sum({ name, note, now, before }: SumProps) {
  if (!now) return null;
  return (
    <Stage
      name={name}
      shown={roundMoney(now.amount)}
      note={note(BigInt(now.count))}
      now={BigInt(now.amount.minor)}
      before={BigInt(before?.amount.minor ?? 0)}
    />
  );
}

type StageProps = { name: string; shown: string; note: string; now: bigint; before: bigint };

function Stage({ name, shown, note, now, before }: StageProps) {
  const share = change(now, before);
  return (
    <div className={classes.stage}>
      <dt>{name}</dt>
      <dd>
        <span className={classes.figure}>{shown}</span> <span className={classes.note}>{note}</span>
        <span
          className={classes.trend}
          data-way={share === null || share === 0n ? undefined : share > 0n ? 'up' : 'down'}
        >
          {share === null ? (now === 0n ? texts.same : texts.fresh) : words(share)}
        </span>
      </dd>
    </div>
  );
}

function words(share: bigint): string {
  if (share === 0n) return texts.same;
  return share > 0n ? texts.up(number.format(share)) : texts.down(number.format(-share));
}

/** Decorative: the water under the figures. */
function Water() {
  return (
    <svg className={classes.water} viewBox="0 0 1000 64" preserveAspectRatio="none" aria-hidden="true">
      <path d="M0 22c120-18 180 18 320 10s220-24 360-8 200 14 320-4v44H0z" fill="var(--river)" opacity=".12" />
      <path d="M0 36c140-14 240 14 380 4s240-16 380 0 160 8 240-2v26H0z" fill="var(--river)" opacity=".2" />
      <path d="M0 50c160-10 260 8 420 2s260-8 580 0v12H0z" fill="var(--mantine-color-amber-5)" opacity=".35" />
    </svg>
  );
}
