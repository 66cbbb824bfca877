import { lazy, Suspense, useState } from 'react';
import { moments } from '../texts';
import { duration, isVideo } from './media';
import classes from './media.module.css';
import type { MediaPartsFragment } from './query.gen';
import { media as texts } from './texts';

const Viewer = lazy(() => import('./viewer'));

type Moment = { id: string; media: MediaPartsFragment[]; creator?: { name: string } | null };

/** What one of them is called: its place, and who made it. */
export const nameOf = (type: MediaPartsFragment['type'], at: number, of: number, who: string | undefined): string =>
  (isVideo(type) ? texts.video : texts.picture)(at + 1, of, who ?? moments.nobody);

/** The pictures and videos of a moment; each opens the viewer. Nothing where it has none. */
export function Thumbs({ moment }: { moment: Moment }) {
  const [open, setOpen] = useState<number | null>(null);
  const { media, creator } = moment;
  if (media.length === 0) return null;
  return (
    <>
      <ul className={classes.thumbs} aria-label={texts.list}>
        {media.map((one, at) => {
          const name = nameOf(one.type, at, media.length, creator?.name);
          const length = one.durationMs ? duration(one.durationMs) : null;
          return (
            <li key={one.id}>
              <button
                type="button"
                className={classes.thumb}
                aria-label={length ? `${texts.open(name)}, ${length}` : texts.open(name)}
                onClick={() => setOpen(at)}
              >
                <Picture media={one} />
                {length && <span className={classes.length}>{length}</span>}
              </button>
            </li>
          );
        })}
      </ul>
      {open !== null && (
        <Suspense fallback={null}>
          <Viewer moment={moment} from={open} close={() => setOpen(null)} />
        </Suspense>
      )}
    </>
  );
}

/** A small picture of it; of a video its first frame. Its name is said by what is around it. */
function Picture({ media: { type, small, width, height } }: { media: MediaPartsFragment }) {
  if (isVideo(type)) {
    return <video src={`${small}#t=0.1`} preload="metadata" muted playsInline tabIndex={-1} aria-hidden="true" />;
  }
  return <img src={small} width={width} height={height} alt="" loading="lazy" decoding="async" />;
}

/** The first of a moment's pictures, where there is little room. */
export function Small({ media }: { media: readonly MediaPartsFragment[] }) {
  const first = media.find(({ type }) => !isVideo(type));
  return first ? (
    <img className={classes.small} src={first.small} width={52} height={52} alt="" loading="lazy" decoding="async" />
  ) : null;
}
