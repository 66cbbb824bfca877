import { ActionIcon, Anchor, Modal, Skeleton } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { useState } from 'react';
import { useQuery } from 'urql';
import { having } from '@/graph/node';
import { Icon } from '@/theme/icon';
import { beside, isVideo } from './media';
import classes from './media.module.css';
import { type MediaPartsFragment, MomentMediaDocument, type MomentMediaQuery } from './query.gen';
import { media as texts } from './texts';
import { nameOf } from './thumbs';

type Props = {
  moment: { id: string; media: MediaPartsFragment[]; creator?: { name: string } | null };
  /** The one that is shown first. */
  from: number;
  close: () => void;
};

type Shown = Extract<NonNullable<MomentMediaQuery['node']>, { media: unknown }>['media'][number];

/** A moment's pictures and videos, one at a time; arrow keys go on. Addresses of what is not public are good for minutes: they are asked anew. */
export default function Viewer({ moment, from, close }: Props) {
  const [at, setAt] = useState(from);
  const [{ data, error }] = useQuery({
    query: MomentMediaDocument,
    variables: { id: moment.id },
    requestPolicy: 'network-only',
  });
  const media = having(data?.node, 'media')?.media;
  const count = media?.length ?? moment.media.length;
  const shown = media?.[at];
  const go = (way: 1 | -1) => setAt(beside(at, way, count));
  useHotkeys([
    ['ArrowLeft', () => go(-1)],
    ['ArrowRight', () => go(1)],
  ]);
  const type = (shown ?? moment.media[at])?.type ?? 'JPEG';
  const name = nameOf(type, at, count, moment.creator?.name);
  return (
    <Modal opened onClose={close} size="xl" title={<strong>{name}</strong>}>
      <div className={classes.stage}>
        {shown ? (
          <One key={shown.id} media={shown} name={name} />
        ) : error || data ? (
          <p role="alert">{texts.failed}</p>
        ) : (
          <Skeleton height="100%" />
        )}
      </div>
      <div className={classes.foot}>
        <span aria-live="polite">{shown && texts.size(shown.width, shown.height)}</span>
        {shown && (
          <Anchor href={shown.original} target="_blank" rel="noreferrer noopener">
            {texts.original}
          </Anchor>
        )}
        {count > 1 && (
          <>
            <ActionIcon variant="default" size="lg" aria-label={texts.before} onClick={() => go(-1)}>
              <Icon name="left" />
            </ActionIcon>
            <ActionIcon variant="default" size="lg" aria-label={texts.next} onClick={() => go(1)}>
              <Icon name="right" />
            </ActionIcon>
          </>
        )}
      </div>
    </Modal>
  );
}

function One({ media: { type, large, original, width, height }, name }: { media: Shown; name: string }) {
  const [failed, setFailed] = useState(false);
  if (failed) return <p role="alert">{texts.failed}</p>;
  if (isVideo(type)) {
    return (
      // biome-ignore lint/a11y/useMediaCaption: whoever made it gave none
      <video
        src={original}
        width={width}
        height={height}
        controls
        playsInline
        aria-label={name}
        onError={() => setFailed(true)}
      />
    );
  }
  return <img src={large} width={width} height={height} alt={name} onError={() => setFailed(true)} />;
}
