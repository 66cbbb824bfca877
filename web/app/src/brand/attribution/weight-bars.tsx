import { useQuery } from 'urql';
import { parts } from '@/shell/parts';
import { percent } from '@/terms/rules';
import classes from './attribution.module.css';
import { channelText, ranked } from './channel';
import { ChannelGroupsDocument, type WeightSetPartsFragment } from './query.gen';
import { weights as texts } from './texts';

const counted = new Intl.NumberFormat('en-GB');
const count = (digits: string) => counted.format(BigInt(digits));

/** What each channel weighs, as bars, the heaviest first; and what the weights were made from. */
export function WeightBars({
  set,
}: {
  set: Pick<WeightSetPartsFragment, 'weights' | 'conversions' | 'nulls' | 'from'>;
}) {
  const [{ data }] = useQuery({
    query: ChannelGroupsDocument,
    pause: !set.weights.some(({ channel }) => channel.split('/').length > 2),
  });
  const groups = new Map(
    data?.programs.nodes.flatMap(({ groups: { nodes } }) => nodes).map(({ id, name }) => [id, name]),
  );
  const all = ranked(set.weights);
  return (
    <>
      {set.from && <p className={parts.soft}>{texts.madeFrom(count(set.conversions), count(set.nulls))}</p>}
      <ul className={classes.weights} aria-label={texts.channels}>
        {all.map(({ channel, bps }) => (
          <li key={channel}>
            <span>{channelText(channel, groups)}</span>
            <b className="figure">{percent(bps)}</b>
            <span className={classes.track} aria-hidden="true">
              <span data-role={channel.split('/')[0]} style={{ width: `${Number(bps) / 100}%` }} />
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}
