import { money } from '@/money/money';
import { Icon, type IconName } from '@/theme/icon';
import { span, together } from '@/time/time';
import type { TouchKind } from './decision';
import { type Dot, type Lane, type Person, stream } from './layout';
import classes from './path.module.css';
import { standings, path as texts, touches } from './texts';

/** The sign of each kind of touch. */
export const ICONS: Record<TouchKind, IconName> = {
  CLICK: 'click',
  CODE: 'tag',
  MOMENT_VIEW: 'eye',
  MOMENT_CLICK: 'moments',
};

type Props = {
  lane: Lane;
  person: Person | undefined;
  saleX: number;
  widest: bigint;
  currency: string;
  at: string;
};

/** Somebody's lane: their name, what each touch was, the stream, and what they get. */
export function LanePart({ lane, person, saleX, widest, currency, at }: Props) {
  const { y, gets } = lane;
  const flow = stream(lane, saleX, widest);
  return (
    <g className={classes.lane} data-role={person?.role}>
      <text className={classes.name} x={4} y={y - 22}>
        {short(person?.name ?? texts.someone, saleX)}
      </text>
      <line className={classes.base} x1={4} x2={saleX} y1={y} y2={y} />
      {flow && <path className={classes.flow} d={flow} />}
      {lane.dots.map((dot) => (
        <Sign key={dot.of[0]?.touch} dot={dot} y={y} at={at} />
      ))}
      <text className={classes.gets} x={saleX + 10} y={y + 5} data-none={gets === 0n || undefined}>
        {gets > 0n ? money({ minor: gets.toString(), currency }) : texts.getsNothing}
      </text>
    </g>
  );
}

/** About how wide a letter of a name is, in pixels. */
const LETTER = 8;
/** A name that fits; the list has all of it. */
function short(name: string, width: number): string {
  const most = Math.max(1, Math.floor(width / LETTER));
  return name.length > most ? `${name.slice(0, most - 1)}…` : name;
}

function Sign({ dot, y, at }: { dot: Dot; y: number; at: string }) {
  const [first] = dot.of;
  if (!first) return null;
  const size = dot.counts ? 14 : 12;
  const radius = dot.counts ? 12 : 10;
  const told = dot.of.length === 1 ? touches[first.kind] : texts.times(dot.of.length);
  const before = together(first.at, at) ? texts.together : texts.before(span(first.at, at));
  return (
    <g className={dot.counts ? classes.sign : classes.signNot}>
      <title>{[told, before, standings[first.standing]].join(' · ')}</title>
      <circle cx={dot.x} cy={y} r={radius} />
      {dot.of.length > 1 ? (
        <text x={dot.x} y={y + 4} textAnchor="middle">
          {`×${dot.of.length}`}
        </text>
      ) : (
        <g transform={`translate(${dot.x - size / 2} ${y - size / 2})`}>
          <Icon name={ICONS[first.kind]} size={size} />
        </g>
      )}
    </g>
  );
}
