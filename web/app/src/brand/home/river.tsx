import { type Money, roundMoney } from '@/money/money';
import { change, counts, type Periods, worths } from './figures';
import type { River as Happenings, Newest } from './happenings';
import classes from './home.module.css';
import { home as texts } from './texts';

const number = new Intl.NumberFormat('en-GB');

/** From moments to payouts: what flowed in the period, against the one before. */
export function River({ river, currency }: { river: Happenings; currency: string }) {
  const now = new Date();
  const { moments, touches, sales, pools, payouts } = river;
  const orders = counts(sales.list, now);
  return (
    <dl className={classes.river} aria-label={texts.river}>
      <Count name={texts.moments} note={texts.momentsNote} of={moments} now={now} />
      <Count name={texts.touches} note={texts.touchesNote} of={touches} now={now} />
      <Sum
        name={texts.sales}
        note={texts.salesNote(number.format(orders.now))}
        worth={worths(sales.list, currency, now)}
        more={sales.more}
      />
      <Sum
        name={texts.commission}
        note={texts.commissionNote}
        worth={worths(pools.list, currency, now)}
        more={pools.more}
      />
      {payouts && (
        <Sum
          name={texts.payouts}
          note={texts.payoutsNote(counts(payouts.list, now).now)}
          worth={worths(payouts.list, currency, now)}
          more={payouts.more}
        />
      )}
      <Water />
    </dl>
  );
}

function Count({ name, note, of, now }: { name: string; note: string; of: Newest; now: Date }) {
  const counted = counts(of.list, now);
  const shown = number.format(counted.now);
  return (
    <Stage
      name={name}
      shown={of.more && counted.before === 0 ? texts.atLeast(shown) : shown}
      note={note}
      trend={of.more ? null : { now: BigInt(counted.now), before: BigInt(counted.before) }}
    />
  );
}

function Sum({ name, note, worth, more }: { name: string; note: string; worth: Periods<Money>; more: boolean }) {
  const trend = { now: BigInt(worth.now.minor), before: BigInt(worth.before.minor) };
  return <Stage name={name} shown={roundMoney(worth.now)} note={note} trend={more ? null : trend} />;
}

type StageProps = { name: string; shown: string; note: string; trend: Periods<bigint> | null };

function Stage({ name, shown, note, trend }: StageProps) {
  const share = trend && change(trend.now, trend.before);
  return (
    <div className={classes.stage}>
      <dt>{name}</dt>
      <dd>
        <span className={classes.figure}>{shown}</span> <span className={classes.note}>{note}</span>
        {trend && (
          <span
            className={classes.trend}
            data-way={share === null || share === 0n ? undefined : share > 0n ? 'up' : 'down'}
          >
            {share === null ? texts.fresh : words(share)}
          </span>
        )}
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
