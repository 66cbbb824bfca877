import { Button } from '@mantine/core';
import { Link } from 'react-router';
import { confirm } from '@/feedback/confirm';
import { useAct } from '@/form/act';
import classes from '../overview/overview.module.css';
import type { Offer } from './offer';
import { placeOf } from './place';
import { EnrollmentApplyDocument, EnrollmentLeaveDocument } from './query.gen';
import { standings, programmes as texts } from './texts';

type Props = { offer: Offer /** Its terms are theirs. */; mine: boolean; refresh: () => void };

/** Whether one may ask to join, has asked, or is in; and what can be done about it. */
export function Standing({ offer, mine, refresh }: Props) {
  const { open, program, enrollment } = offer;
  const [apply, applying] = useAct(EnrollmentApplyDocument, (data) => data.enrollmentApply);
  const [leave, leaving] = useAct(EnrollmentLeaveDocument, (data) => data.enrollmentLeave);
  const state = enrollment?.state;
  const place = placeOf({ state, audience: program.audience, mine, open });
  const [title, text] = standings[place];
  const ask = async () => {
    if (await apply(() => ({ input: { programId: program.id } }), texts.applied)) refresh();
  };
  const go = async () => {
    if (!enrollment) return;
    const question = {
      title: texts.leaveTitle(program.name),
      text: texts.leaveText,
      action: texts.leave,
      danger: true,
    };
    if (!(await confirm(question))) return;
    if (await leave(() => ({ input: { enrollmentId: enrollment.id } }), texts.left)) refresh();
  };
  return (
    <section className={classes.call} aria-label={title}>
      <div>
        <strong>{title}</strong>
        <p>{text}</p>
      </div>
      {place === 'OPEN' && (
        <Button loading={applying} onClick={ask}>
          {texts.apply}
        </Button>
      )}
      {(place === 'CREATOR' || place === 'FOR_CREATORS') && (
        <Button component={Link} to="/portal/claims" variant="default">
          {place === 'CREATOR' ? texts.moments : texts.claim}
        </Button>
      )}
      {state === 'ACTIVE' && (
        <Button component={Link} to="/portal/links" variant="default">
          {texts.makeLink}
        </Button>
      )}
      {(state === 'ACTIVE' || state === 'APPLIED' || state === 'SUSPENDED') && (
        <Button variant="subtle" color="red" loading={leaving} onClick={go}>
          {state === 'APPLIED' ? texts.withdraw : texts.leave}
        </Button>
      )}
    </section>
  );
}
