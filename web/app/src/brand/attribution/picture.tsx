import { Button, Group } from '@mantine/core';
import type { Policy } from '@/attribution/policy';
import { roles } from '@/brand/conversions/texts';
import { money } from '@/money/money';
import { Section, parts as shell } from '@/shell/parts';
import { useTenant } from '@/shell/viewer';
import { percent } from '@/terms/rules';
import { Icon } from '@/theme/icon';
import classes from './attribution.module.css';
import { PictureStep } from './picture-step';
import { FIRST_PATH, inOrder, type Part, STEPS_MAX, type Step, shareOut, withOneMore } from './sample';
import { picture as texts } from './texts';

type Props = {
  policy: Policy | null;
  path: Step[];
  setPath: (path: Step[]) => void;
  /** What stands in place of the shares while there are none to show. */
  why: string;
};

/** A path one can draw, and how a policy shares what it earns. */
export function Picture({ policy, path, setPath, why }: Props) {
  const { currency } = useTenant();
  const { steps, parts } = policy ? shareOut(policy, path) : { steps: null, parts: [] };
  const change = (next: Step) => setPath(path.map((step) => (step.id === next.id ? next : step)));
  return (
    <Section title={texts.title} lead={texts.lead(money({ minor: '10000', currency }))}>
      {policy ? <Shares parts={parts} currency={currency} /> : <p className={classes.why}>{why}</p>}
      <ol className={classes.path} aria-label={texts.path}>
        {path.map((step, at) => (
          <PictureStep
            key={step.id}
            step={step}
            place={at + 1}
            placed={steps?.get(step.id)}
            policy={policy}
            change={change}
            settled={() => setPath(inOrder(path))}
            remove={path.length > 1 ? () => setPath(path.filter(({ id }) => id !== step.id)) : undefined}
          />
        ))}
        <li className={classes.step} data-kind="sale">
          <span className={classes.dot}>
            <Icon name="basket" size={16} />
          </span>
          <strong>{texts.sale}</strong>
        </li>
      </ol>
      <Group mt="md" gap="xs">
        <Button
          variant="default"
          size="compact-md"
          leftSection={<Icon name="plus" size={14} />}
          disabled={path.length >= STEPS_MAX}
          onClick={() => setPath(inOrder(withOneMore(path)))}
        >
          {texts.add}
        </Button>
        {path !== FIRST_PATH && (
          <Button variant="subtle" size="compact-md" onClick={() => setPath(FIRST_PATH)}>
            {texts.reset}
          </Button>
        )}
      </Group>
    </Section>
  );
}

const share = (bps: number) => percent(BigInt(bps));

/** The shares alone, at the foot of a narrow screen, where the picture is far from what one types. */
export function Glance({ policy, path }: Pick<Props, 'policy' | 'path'>) {
  const { parts } = policy ? shareOut(policy, path) : { parts: [] };
  return (
    <div className={classes.glance} aria-hidden="true">
      <Bar parts={parts} />
      <small>
        {parts.map(({ party, bps }) => `${texts.parties[party]} ${share(bps)}`).join(' · ') || texts.notValid}
      </small>
    </div>
  );
}

function Bar({ parts }: { parts: Part[] }) {
  return (
    <div className={classes.bar} aria-hidden="true">
      {parts.map(({ party, bps }) => (
        <span key={party} data-party={party} style={{ flexGrow: bps }} />
      ))}
    </div>
  );
}

/** What each party gets: as a bar, and in words. */
function Shares({ parts, currency }: { parts: Part[]; currency: string }) {
  if (parts.length === 0) return <p className={classes.why}>{texts.nobody}</p>;
  return (
    <div className={classes.shares}>
      <Bar parts={parts} />
      <ul className={classes.parts} aria-label={texts.bar} aria-live="polite">
        {parts.map(({ party, role, closer, bps, unboundedBps }) => (
          <li key={party}>
            <span className={classes.swatch} data-party={party} />
            <span>
              {texts.parties[party]}
              <small>
                {closer ? `${roles[role]}, ${texts.closer}` : roles[role]}
                {bps !== unboundedBps && <> · {texts.before(share(unboundedBps))}</>}
              </small>
            </span>
            <b className="figure">{share(bps)}</b>
            <span className={`figure ${shell.soft}`}>{money({ minor: String(bps), currency })}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
