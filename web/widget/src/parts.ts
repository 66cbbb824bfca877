// What cards and the viewer both show of a moment.
import type { Settings } from './attributes';
import { element, icon, link, PATHS } from './element';
import type { Medium, Moment } from './moment';
import { fill } from './texts';

const STARS = 5;

export function stars({ texts }: Settings, value: number): HTMLElement {
  const label = fill(texts.stars, { stars: value });
  const row = element('div', { class: 'stars', role: 'img', 'aria-label': label });
  for (let star = 1; star <= STARS; star += 1) row.append(icon(PATHS.star, star <= value ? 'star on' : 'star'));
  return row;
}

/** What has to be said beside a moment. */
export function badges({ texts }: Settings, moment: Moment): HTMLElement | null {
  if (!moment.verifiedBuyer && !moment.incentivised) return null;
  return element(
    'ul',
    { class: 'badges', role: 'list' },
    moment.verifiedBuyer && element('li', { class: 'badge verified' }, icon(PATHS.check), texts.verifiedBuyer),
    moment.incentivised &&
      element('li', { class: 'badge incentivised', title: texts.incentivisedWhy }, texts.incentivised),
  );
}

export function byline({ language }: Settings, moment: Moment): HTMLElement | null {
  const { creator, publishedAt } = moment;
  if (!creator && !publishedAt) return null;
  const shown = publishedAt && new Intl.DateTimeFormat(language, { dateStyle: 'medium' }).format(publishedAt);
  return element(
    'p',
    { class: 'byline' },
    creator && element('span', { class: 'creator', dir: 'auto' }, creator),
    publishedAt && element('time', { datetime: publishedAt.toISOString() }, shown),
  );
}

/** `onFollow` is told before the browser goes there. */
export function products(moment: Moment, most: number, onFollow: (product: string) => void): HTMLElement | null {
  const some = moment.products.slice(0, most);
  if (some.length === 0) return null;
  const items = some.map((product) => {
    const name = element('span', { dir: 'auto' }, product.title);
    if (!product.url) return element('li', {}, element('span', { class: 'product' }, name));
    const to = link(product.url, { class: 'product' }, name, icon(PATHS.next));
    to.addEventListener('click', () => onFollow(product.id));
    return element('li', {}, to);
  });
  return element('ul', { class: 'products', role: 'list' }, ...items);
}

/** What it is called, for who cannot see it. */
export function nameOf({ texts }: Settings, moment: Moment): string {
  const what = moment.title ?? texts[moment.kind];
  return moment.creator ? fill(texts.by, { what, who: moment.creator }) : what;
}

/** The longer side of a small and of a large picture, in pixels. */
const SIDES = { small: 320, large: 1080 };

/** A picture that is loaded when it comes near, and takes its room before that. `sizes`: how wide it is shown. */
export function picture({ width, height, small, large }: Medium, alt: string, sizes: string): HTMLImageElement {
  const image = element('img', { loading: 'lazy', decoding: 'async', width, height, alt });
  const wide = (side: number) => Math.max(1, Math.round(width * Math.min(1, side / Math.max(width, height))));
  // After `loading`, which they would not wait for otherwise.
  if (small) {
    image.sizes = sizes;
    image.srcset = `${small} ${wide(SIDES.small)}w, ${large} ${wide(SIDES.large)}w`;
  } else image.src = large;
  image.addEventListener('error', () => image.classList.add('broken'), { once: true });
  return image;
}
