import type { HTMLAttributes, ReactNode } from 'react';
import { Small } from '@/brand/moments/media/thumbs';
import { nameOf } from '@/brand/moments/name';
import type { MomentPartsFragment } from '@/brand/moments/query.gen';
import { PaidFor } from '@/brand/moments/state-badge';
import { kinds, moments } from '@/brand/moments/texts';
import { State } from '@/shell/state';
import { Icon } from '@/theme/icon';
import { day } from '@/time/time';
import classes from './feeds.module.css';
import { building as texts } from './texts';

type Props = {
  moment: MomentPartsFragment | null;
  /** Its place among the pins; null where it comes by itself. */
  place: number | null;
  /** Of the handle it is moved by; null where it stays. */
  handle: HTMLAttributes<HTMLElement> | null;
  children?: ReactNode;
};

/** A moment as a feed shows it, in short. Its words are text. */
export function Shown({ moment, place, handle, children }: Props) {
  const name = moment ? nameOf(moment) : texts.gone;
  return (
    <>
      {handle && (
        <button type="button" className={classes.handle} aria-label={texts.handle(name)} {...handle}>
          <Icon name="grip" size={18} />
        </button>
      )}
      {moment && <Small media={moment.media} />}
      <div className={classes.shown}>
        <div className={classes.badges}>
          {place !== null && <State tone="river">{`${texts.pinned} ${place}`}</State>}
          {moment && !moment.publishable && <State tone="warn">{texts.unseen}</State>}
          {moment?.verifiedBuyer && <State tone="good">{moments.verified}</State>}
          {moment?.incentivised && <PaidFor />}
          {moment?.rating && (
            <span className={classes.rating} role="img" aria-label={moments.rating(moment.rating)}>
              {[1, 2, 3, 4, 5].map((star) => (
                <Icon key={star} name={star <= (moment.rating ?? 0) ? 'starFull' : 'star'} size={13} />
              ))}
            </span>
          )}
        </div>
        <strong>{name}</strong>
        {moment?.title && <p>{moment.body}</p>}
        {moment && (
          <small>
            {[
              moment.creator?.name ?? moments.nobody,
              kinds[moment.kind],
              moment.products.map(({ title }) => title).join(', '),
              day(moment.publishedAt),
            ]
              .filter(Boolean)
              .join(' · ')}
          </small>
        )}
      </div>
      {children}
    </>
  );
}
