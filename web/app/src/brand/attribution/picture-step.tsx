import { ActionIcon, Select } from '@mantine/core';
import type { Policy, TouchKind } from '@/attribution/policy';
import { percent } from '@/terms/rules';
import { Icon, type IconName } from '@/theme/icon';
import classes from './attribution.module.css';
import { agoOf, PARTIES, type Party, type Placed, type Step } from './sample';
import { SpanInput } from './span-input';
import { picture as texts } from './texts';

const ICONS: Record<TouchKind, IconName> = { CLICK: 'click', CODE: 'tag', MOMENT_VIEW: 'eye', MOMENT_CLICK: 'moments' };

/** Every party with everything it may have done. */
const DEEDS = (Object.keys(PARTIES) as Party[]).flatMap((party) =>
  PARTIES[party].kinds.map((kind) => ({
    value: `${party} ${kind}`,
    label: `${texts.parties[party]}: ${texts.deeds[kind]}`,
  })),
);

type Props = {
  step: Step;
  place: number;
  placed: Placed | undefined;
  policy: Policy | null;
  change: (step: Step) => void;
  settled: () => void;
  remove: (() => void) | undefined;
};

/** One touch of the drawn path: who did what, how long before the sale, and what it is worth by its place. */
export function PictureStep({ step, place, placed, policy, change, settled, remove }: Props) {
  const counts = placed?.standing === 'ELIGIBLE' && placed.bps > 0;
  return (
    <li className={classes.step} data-kind={counts ? 'counts' : 'not'}>
      <span className={classes.dot}>
        <Icon name={ICONS[step.kind]} size={16} />
      </span>
      <div className={classes.inputs}>
        <Select
          aria-label={texts.touchOf(place)}
          data={DEEDS}
          value={`${step.party} ${step.kind}`}
          onChange={(next) => {
            const [party, kind] = (next ?? '').split(' ');
            change({ ...step, party: party as Party, kind: kind as TouchKind });
          }}
        />
        <SpanInput
          hideLabel
          label={texts.agoOf(place)}
          value={step.ago}
          error={agoOf(step) === null ? texts.unknownAgo : undefined}
          onChange={(ago) => change({ ...step, ago })}
          settled={settled}
        />
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={texts.remove(place)}
          disabled={!remove}
          onClick={() => remove?.()}
        >
          <Icon name="cross" size={16} />
        </ActionIcon>
        <small>{placed && policy ? told(placed, step, policy) : '\u00a0'}</small>
      </div>
    </li>
  );
}

function told({ standing, keepsBps, bps }: Placed, { kind }: Step, policy: Policy): string {
  if (standing === 'OUTSIDE_WINDOW') {
    return texts.tooEarly(kind === 'MOMENT_VIEW' ? policy.viewWindowDays : policy.clickWindowDays);
  }
  if (standing === 'STOOD_DOWN') return texts.stoodDown;
  const gives = bps === 0 ? texts.nothing : texts.gives(percent(BigInt(bps)));
  return keepsBps < 10_000 ? `${texts.keeps(percent(BigInt(keepsBps)))} · ${gives}` : gives;
}
