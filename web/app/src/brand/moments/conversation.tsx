import { Link } from 'react-router';
import { parts, Section } from '@/shell/parts';
import { useTenant } from '@/shell/viewer';
import type { Moment } from './detail';
import { nameOf } from './name';
import { ModerationBadge } from './state-badge';
import { moments as texts } from './texts';

/** The question a moment answers, and the answers to a question; nothing where there are none. */
export function Conversation({ moment: { question, answers } }: { moment: Moment }) {
  const tenant = useTenant();
  const to = (id: string) => `/t/${tenant.id}/moments/${id}`;
  return (
    <>
      {question && (
        <Section title={texts.answersTo}>
          <p className={parts.said}>
            <Link to={to(question.id)}>{nameOf(question)}</Link>
          </p>
        </Section>
      )}
      {answers.nodes.length > 0 && (
        <Section title={texts.answers} lead={answers.pageInfo.hasNextPage ? texts.answersMore : undefined}>
          <ul className={parts.rows}>
            {answers.nodes.map((answer) => (
              <li key={answer.id}>
                <Link to={to(answer.id)}>
                  {nameOf(answer)}
                  <small>{answer.creator?.name ?? texts.nobody}</small>
                </Link>
                <ModerationBadge state={answer.moderation} />
              </li>
            ))}
          </ul>
        </Section>
      )}
    </>
  );
}
