import { sentence } from '@/form/refusal';
import { parts, Section } from '@/shell/parts';
import type { RuleFindingPartsFragment } from './query.gen';
import classes from './queue.module.css';
import { rules, found as texts } from './texts';

type Props = { known: { confidence: number; findings: RuleFindingPartsFragment[] } | null };

/** What the rules found, what each of it costs, and how sure they are in the end. */
export function Found({ known }: Props) {
  if (!known) return <Section title={texts.title} lead={texts.never} />;
  const { confidence, findings } = known;
  return (
    <Section title={texts.title} aside={<span className="figure">{texts.sure(confidence)}</span>}>
      {findings.length === 0 ? (
        <p className={parts.soft}>{texts.nothing}</p>
      ) : (
        <ul className={parts.rows}>
          {findings.map((finding) => (
            <li key={`${finding.rule} ${finding.reason}`}>
              <span>
                {sentence(finding.sentence)}
                <small>
                  {[rules[finding.rule], texts.times(finding.count), isUnseen(finding) ? texts.unseen : null]
                    .filter(Boolean)
                    .join(' · ')}
                </small>
              </span>
              <span className={classes.cost}>{texts.costs(finding.weight)}</span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

/** Whether it was found in a text that is not shown: the same text as another is found in all of it. */
const isUnseen = ({ spans, reason }: RuleFindingPartsFragment) => spans.length === 0 && reason !== 'SAME_TEXT';
