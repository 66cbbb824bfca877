import { Anchor, Paper } from '@mantine/core';
import { State } from '@/shell/state';
import { Icon } from '@/theme/icon';
import { day } from '@/time/time';
import { Thumbs } from './media/thumbs';
import classes from './moments.module.css';
import type { MomentPartsFragment } from './query.gen';
import { Marked } from './queue/marked';
import type { RuleFindingPartsFragment } from './queue/query.gen';
import { PaidFor } from './state-badge';
import { kinds, moments as texts } from './texts';

type Props = {
  moment: MomentPartsFragment /** What the rules found in it is marked. */;
  findings?: RuleFindingPartsFragment[];
};

/** What a moment says, as a reader sees it. Its words are hostile until shown otherwise: text, never markup. */
export function Card({ moment, findings = [] }: Props) {
  const { title, body, rating, creator, products, kind, publishedAt, permalink, verifiedBuyer, incentivised } = moment;
  return (
    <Paper component="article" className={classes.card}>
      <div className={classes.by}>
        <strong>{creator?.name ?? texts.nobody}</strong>
        {verifiedBuyer && <State tone="good">{texts.verified}</State>}
        {incentivised && <PaidFor />}
        <span>
          {[kinds[kind], day(publishedAt), products.map((one) => one.title).join(', ')].filter(Boolean).join(' · ')}
        </span>
      </div>
      {rating !== null && rating !== undefined && (
        <div className={classes.stars} role="img" aria-label={texts.rating(rating)}>
          {[1, 2, 3, 4, 5].map((star) => (
            <Icon key={star} name={star <= rating ? 'starFull' : 'star'} size={18} />
          ))}
        </div>
      )}
      {title && (
        <h2 className={classes.title}>
          <Marked text={title} field="TITLE" findings={findings} />
        </h2>
      )}
      <p className={classes.body}>
        {body ? <Marked text={body} field="BODY" findings={findings} /> : texts.erasedText}
      </p>
      <Thumbs moment={moment} />
      {permalink && /^https?:\/\//.test(permalink) && (
        <Anchor className={classes.original ?? ''} href={permalink} target="_blank" rel="noreferrer noopener" size="sm">
          {texts.original}
        </Anchor>
      )}
    </Paper>
  );
}
