import classes from './fraud.module.css';
import { fraud as texts } from './texts';

/** A score on its way to a hundred, and where holding begins. Only who may see the thresholds knows that. */
export function Meter({ score, holdAt }: { score: number; holdAt: number | null }) {
  return (
    <div className={classes.meter} data-held={(holdAt !== null && score >= holdAt) || undefined}>
      <svg
        width="100%"
        height="14"
        role="img"
        aria-label={holdAt === null ? texts.score(score) : texts.meter(score, holdAt)}
      >
        <rect className={classes.track} y="4" width="100%" height="6" rx="3" />
        <rect className={classes.score} y="4" width={`${score}%`} height="6" rx="3" />
        {holdAt !== null && <rect className={classes.mark} x={`${holdAt}%`} y="0" width="2" height="14" />}
      </svg>
      <p aria-hidden="true">
        <b>{texts.score(score)}</b>
        {holdAt !== null && <span>{texts.holds(holdAt)}</span>}
      </p>
    </div>
  );
}
