import { parts, Section } from '@/shell/parts';
import { moment as time } from '@/time/time';
import type { WaitingPartsFragment } from './query.gen';
import { reasons, reported as texts } from './texts';

type Reported = NonNullable<WaitingPartsFragment['moderationCase']>['reports'];

/** What readers say of a moment; nothing where none does. Their words are text. */
export function Reports({ reports }: { reports: Reported }) {
  if (reports.length === 0) return null;
  return (
    <Section title={texts.title} lead={texts.flags}>
      <ul className={parts.rows}>
        {reports.map(({ id, reason, note, reportedAt }) => (
          <li key={id}>
            <span>
              {reasons[reason]}
              {note && <small className={parts.said}>{note}</small>}
            </span>
            <span className={parts.soft}>{time(reportedAt)}</span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
