// A moment in a carousel or a grid. The whole card opens the viewer; its links stay links.
import type { Settings } from './attributes';
import { element, icon, PATHS } from './element';
import type { Medium, Moment } from './moment';
import { badges, byline, nameOf, picture, products, stars } from './parts';
import { fill } from './texts';

export interface CardActions {
  open(moment: Moment): void;
  follow(moment: Moment, product: string): void;
}

/** How wide a card is, unless a variable says otherwise. */
const CARD_WIDTH = '18em';

function cover({ texts }: Settings, medium: Medium): HTMLElement {
  const { video } = medium;
  return element(
    'div',
    { class: 'cover' },
    // The name of the card says what it is.
    video ? null : picture(medium, '', CARD_WIDTH),
    video && element('span', { class: 'play', role: 'img', 'aria-label': texts.video }, icon(PATHS.play)),
  );
}

export function card(settings: Settings, moment: Moment, actions: CardActions): HTMLLIElement {
  const { texts } = settings;
  const [first] = moment.media;
  const open = element(
    'button',
    { class: 'open', type: 'button', 'aria-haspopup': 'dialog' },
    element('span', { class: 'unseen' }, fill(texts.open, { what: nameOf(settings, moment) })),
  );
  open.addEventListener('click', () => actions.open(moment));
  const spoken = moment.language ? { lang: moment.language, dir: 'auto' } : { dir: 'auto' };
  const text = element(
    'div',
    { class: 'text' },
    moment.stars ? stars(settings, moment.stars) : null,
    moment.kind === 'QUESTION' || moment.kind === 'ANSWER' ? element('p', { class: 'kind' }, texts[moment.kind]) : null,
    moment.title && element('p', { class: 'title', ...spoken }, moment.title),
    moment.body && element('p', { class: 'body', ...spoken }, moment.body),
    moment.answers.length > 0 &&
      element('p', { class: 'count' }, fill(texts.answerCount, { count: moment.answers.length })),
  );
  const footer = element(
    'div',
    { class: 'footer' },
    badges(settings, moment),
    byline(settings, moment),
    products(moment, 1, (product) => actions.follow(moment, product)),
  );
  const item = element('li', { class: shape(moment) }, open, first && cover(settings, first), text, footer);
  item.dataset.moment = moment.id;
  return item;
}

/** A text that is shown larger has at most so many characters. */
const BRIEF_CHARS = 140;

function shape({ media, body }: Moment): string {
  if (media.length > 0) return 'card covered';
  return body.length <= BRIEF_CHARS ? 'card brief' : 'card';
}

/** The room of a card that is on its way. */
export const blank = (): HTMLLIElement => element('li', { class: 'card blank', 'aria-hidden': 'true' });
