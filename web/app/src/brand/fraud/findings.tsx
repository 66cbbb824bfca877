import { evidenceWords, type Names } from './evidence';
import classes from './fraud.module.css';
import type { FindingPartsFragment } from './query.gen';
import { signals, fraud as texts } from './texts';

type Props = {
  findings: FindingPartsFragment[];
  names: Names;
  /** Whether each says whom it is about. */
  whose?: boolean;
};

/** What was found: what it is called, what it rests on, and what it adds to the score. */
export function Findings({ findings, names, whose }: Props) {
  return (
    <ul className={classes.findings}>
      {findings.map((found) => (
        <li key={found.id}>
          <span className={classes.points}>{texts.points(found.points)}</span>
          <div>
            <strong>{signals[found.signal]?.name ?? found.sentence}</strong>
            {whose && <span> {found.payee ? texts.about(found.payee.name) : texts.aboutBuyer}</span>}
            {(signals[found.signal] ? evidenceWords(found, names) : []).map((line) => (
              <p key={line}>{line}</p>
            ))}
          </div>
        </li>
      ))}
    </ul>
  );
}
