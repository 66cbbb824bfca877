// A moment whole, over the page: all of its text, its pictures and videos, its answers, its products.
import type { Settings } from './attributes';
import { element, icon, link, PATHS } from './element';
import type { Medium, Moment } from './moment';
import { badges, byline, nameOf, picture, products, stars } from './parts';
import { fill } from './texts';

export interface ViewerActions {
  /** The moment beside this one; null at the ends. */
  beside(moment: Moment, step: 1 | -1): Moment | null;
  follow(moment: Moment, product: string | null): void;
  /** It has been here for a second, and was come to from the one beside it. */
  seen(moment: Moment): void;
}

export interface Viewer {
  element: HTMLDialogElement;
  open(moment: Moment): void;
  /** Closes it if it shows this one. */
  drop(id: string): void;
}

function medium(settings: Settings, of: Medium): HTMLElement {
  if (!of.video) return element('li', {}, picture(of, settings.texts.picture, '(min-width: 64em) 38em, 100vw'));
  const { width, height } = of;
  const attributes = {
    controls: true,
    playsinline: true,
    preload: 'metadata',
    width,
    height,
    'aria-label': settings.texts.video,
  };
  const video = element('video', attributes);
  video.src = of.large;
  return element('li', {}, video);
}

/** How long a moment is looked at before it was seen, in milliseconds. */
const SEEN_MS = 1_000;

const round = (name: string, label: string, path: string, action: () => void): HTMLButtonElement => {
  const button = element('button', { type: 'button', class: `round ${name}`, 'aria-label': label }, icon(path));
  button.addEventListener('click', action);
  return button;
};

export function viewer(settings: Settings, actions: ViewerActions): Viewer {
  const { texts } = settings;
  // Read when the dialog opens, and again when it shows another.
  const title = element('h2', { class: 'unseen', id: 'viewer-title', 'aria-live': 'polite' });
  const contents = element('div', { class: 'contents' });
  const dialog = element('dialog', { class: 'viewer', 'aria-labelledby': 'viewer-title' });
  let current: Moment | null = null;

  const step = (by: 1 | -1) => {
    const other = current && actions.beside(current, by);
    if (!other) return;
    show(other);
    setTimeout(() => {
      if (current?.id === other.id) actions.seen(other);
    }, SEEN_MS);
  };
  const previous = round('previous', texts.previous, PATHS.previous, () => step(-1));
  const next = round('next', texts.next, PATHS.next, () => step(1));
  const close = round('close', texts.close, PATHS.close, () => dialog.close());
  close.autofocus = true;
  dialog.append(title, element('div', { class: 'bar' }, previous, next, close), contents);

  function show(moment: Moment) {
    current = moment;
    title.textContent = nameOf(settings, moment);
    for (const [button, by] of [
      [previous, -1],
      [next, 1],
    ] as const) {
      button.setAttribute('aria-disabled', String(actions.beside(moment, by) === null));
    }
    const spoken = moment.language ? { lang: moment.language, dir: 'auto' } : { dir: 'auto' };
    const original =
      moment.permalink && link(moment.permalink, { class: 'original', target: '_blank' }, texts.original);
    if (original) original.addEventListener('click', () => actions.follow(moment, null));
    const answers = moment.answers.map((answer) =>
      element(
        'li',
        {},
        element('p', { dir: 'auto' }, answer.body),
        answer.creator && element('p', { class: 'byline' }, element('span', { dir: 'auto' }, answer.creator)),
      ),
    );
    const pieces: (Node | null | false)[] = [
      moment.media.length > 0 &&
        element(
          'ul',
          { class: 'media', role: 'list', tabindex: 0 },
          ...moment.media.map((one) => medium(settings, one)),
        ),
      element(
        'div',
        { class: 'words' },
        moment.stars ? stars(settings, moment.stars) : null,
        moment.kind === 'REVIEW' ? null : element('p', { class: 'kind' }, texts[moment.kind]),
        // The title is the dialog's name, and is not read twice.
        moment.title && element('p', { class: 'title', ...spoken }, moment.title),
        moment.body && element('p', { class: 'body', ...spoken }, moment.body),
        badges(settings, moment),
        moment.incentivised && element('p', { class: 'why' }, texts.incentivisedWhy),
        byline(settings, moment),
        moment.votes &&
          moment.votes.helpful > 0 &&
          element('p', { class: 'votes' }, fill(texts.helpful, { count: moment.votes.helpful })),
        answers.length > 0 && element('h3', {}, texts.answers),
        answers.length > 0 && element('ul', { class: 'answers', role: 'list' }, ...answers),
        products(moment, 12, (product) => actions.follow(moment, product)),
        original,
      ),
    ];
    contents.replaceChildren(...pieces.filter((piece): piece is Node => Boolean(piece)));
    contents.classList.toggle('with-media', moment.media.length > 0);
    dialog.scrollTop = 0;
  }

  dialog.addEventListener('click', (event) => {
    // The dialog itself is what is clicked beside its contents.
    if (event.target === dialog) dialog.close();
  });
  dialog.addEventListener('keydown', (event) => {
    const inText = event.target instanceof HTMLVideoElement || (event.target as Element).classList.contains('media');
    if (inText || (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight')) return;
    const backwards = (event.key === 'ArrowLeft') !== (getComputedStyle(dialog).direction === 'rtl');
    step(backwards ? -1 : 1);
  });
  dialog.addEventListener('close', () => {
    current = null;
    // Ends what plays.
    contents.replaceChildren();
  });

  return {
    element: dialog,
    open(moment) {
      show(moment);
      if (!dialog.open) dialog.showModal();
    },
    drop(id) {
      if (current?.id === id) dialog.close();
    },
  };
}
