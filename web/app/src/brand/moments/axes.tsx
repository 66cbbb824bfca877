import { Button } from '@mantine/core';
import { confirm } from '@/feedback/confirm';
import { useAct } from '@/form/act';
import { parts } from '@/shell/parts';
import { day } from '@/time/time';
import type { Moment } from './detail';
import { MomentEraseDocument, MomentHideDocument, MomentShowDocument } from './query.gen';
import { disclosures, paidDisclosures, rejections, rights, states, moments as texts, visibilities } from './texts';

/** What decides whether a moment is shown: moderation, rights, visibility, disclosure; and the ways to change them. */
export function Axes({ moment, may }: { moment: Moment; may: boolean }) {
  const { moderation, rejectCode, visibility } = moment;
  return (
    <ul className={parts.rows}>
      <li>
        <span>
          {texts.moderation}
          <small>{rejectCode ? `${states[moderation]}: ${rejections[rejectCode]}` : states[moderation]}</small>
        </span>
      </li>
      <li>
        <span>
          {texts.rights}
          <small>{rightsText(moment)}</small>
        </span>
      </li>
      <li>
        <span>
          {texts.visibility}
          <small>{visibilities[visibility]}</small>
        </span>
        {may && visibility !== 'ERASED' && <VisibilityButtons moment={moment} />}
      </li>
      <li>
        <span>
          {texts.disclosure}
          <small>{disclosed(moment)}</small>
        </span>
      </li>
    </ul>
  );
}

/** What is to be said beside it, and whether it says so itself. */
export const disclosed = ({ disclosure, incentivised }: Pick<Moment, 'disclosure' | 'incentivised'>): string =>
  (incentivised ? paidDisclosures : disclosures)[disclosure];

function rightsText({ rights: state, rightsEndsAt, rightsRequestedAt }: Moment): string {
  if (state === 'GRANTED' && rightsEndsAt) return `${rights[state]} ${texts.until(day(rightsEndsAt))}`;
  if (state === 'REQUESTED' && rightsRequestedAt) return `${rights[state]}, ${texts.since(day(rightsRequestedAt))}`;
  return rights[state];
}

function VisibilityButtons({ moment }: { moment: Moment }) {
  const [hide] = useAct(MomentHideDocument, (data) => data.momentHide);
  const [show] = useAct(MomentShowDocument, (data) => data.momentShow);
  const [erase] = useAct(MomentEraseDocument, (data) => data.momentErase);
  const input = () => ({ input: { momentId: moment.id, version: moment.version } });
  const sure = () =>
    confirm({
      title: texts.eraseTitle,
      text: texts.eraseText,
      action: texts.erase,
      danger: true,
      word: texts.eraseWord,
    });
  return (
    <>
      <Button
        size="compact-sm"
        variant="subtle"
        color="red"
        onClick={async () => (await sure()) && erase(input, texts.erased)}
      >
        {texts.erase}
      </Button>
      {moment.visibility === 'VISIBLE' ? (
        <Button size="compact-sm" variant="default" onClick={() => hide(input, texts.hidden)}>
          {texts.hide}
        </Button>
      ) : (
        <Button size="compact-sm" variant="default" onClick={() => show(input, texts.shownAgain)}>
          {texts.show}
        </Button>
      )}
    </>
  );
}
