// One row that is scrolled by hand, by its buttons or by the arrow keys. Nothing moves by itself.
import type { Settings } from './attributes';
import { element, icon, PATHS } from './element';
import { fill } from './texts';

export interface Row {
  /** Goes beside the heading. */
  buttons: HTMLElement;
  /** After cards came or went. */
  changed(): void;
}

const EDGE_PX = 2;

const calm = () => matchMedia('(prefers-reduced-motion: reduce)').matches;

/** Makes this list scroll. `say` tells where one is to who cannot see it; `onEnd` that the last cards are near. */
export function carousel(
  { texts }: Settings,
  cards: HTMLUListElement,
  say: (text: string) => void,
  onEnd: () => void,
): Row {
  cards.tabIndex = 0;
  const isRtl = () => getComputedStyle(cards).direction === 'rtl';
  const items = () => [...cards.children] as HTMLElement[];
  /** How far a card's beginning is from the row's. */
  const offset = (item: HTMLElement) => {
    const [of, row] = [item.getBoundingClientRect(), cards.getBoundingClientRect()];
    return isRtl() ? row.right - of.right : of.left - row.left;
  };
  const by = (px: number) => cards.scrollBy({ left: isRtl() ? -px : px, behavior: calm() ? 'auto' : 'smooth' });
  const scrolled = () => Math.abs(cards.scrollLeft);
  const room = () => cards.scrollWidth - cards.clientWidth;

  const button = (name: 'previous' | 'next') =>
    element('button', { type: 'button', class: `round ${name}`, 'aria-label': texts[name] }, icon(PATHS[name]));
  const [previous, next] = [button('previous'), button('next')];
  const buttons = element('div', { class: 'buttons' }, previous, next);

  const changed = () => {
    // At an end a button stays where it is, with the focus it may have.
    previous.setAttribute('aria-disabled', String(scrolled() <= EDGE_PX));
    next.setAttribute('aria-disabled', String(scrolled() >= room() - EDGE_PX));
    buttons.hidden = room() <= EDGE_PX;
    if (scrolled() > room() - cards.clientWidth) onEnd();
  };

  /** As many cards on as fit, one at least. */
  const turn = (forwards: boolean) => {
    const width = cards.clientWidth;
    const all = items();
    const away = forwards
      ? all.map(offset).find((at, index) => at > EDGE_PX && at + (all[index]?.offsetWidth ?? 0) > width + EDGE_PX)
      : all.map(offset).find((at) => at >= -width + EDGE_PX);
    if (away !== undefined && (forwards ? away > 0 : away < 0)) by(away);
    else by(forwards ? width : -width);
  };
  let told = false;
  previous.addEventListener('click', () => {
    told = true;
    turn(false);
  });
  next.addEventListener('click', () => {
    told = true;
    turn(true);
  });

  cards.addEventListener('keydown', (event) => {
    if (event.target !== cards || event.ctrlKey || event.metaKey || event.altKey) return;
    const all = items();
    const first = all[0];
    const width = all[1] && first ? Math.abs(offset(all[1]) - offset(first)) : cards.clientWidth;
    const forwards = isRtl() ? 'ArrowLeft' : 'ArrowRight';
    const backwards = isRtl() ? 'ArrowRight' : 'ArrowLeft';
    if (event.key === forwards) by(width);
    else if (event.key === backwards) by(-width);
    else if (event.key === 'Home') by(-scrolled());
    else if (event.key === 'End') by(room() - scrolled());
    else return;
    event.preventDefault();
  });

  const settle = () => {
    changed();
    if (!told) return;
    told = false;
    const all = items();
    const inView = all.filter(
      (item) => offset(item) > -item.offsetWidth / 2 && offset(item) < cards.clientWidth - item.offsetWidth / 2,
    );
    const [from, to] = [inView[0], inView[inView.length - 1]];
    if (from && to) say(fill(texts.place, { from: all.indexOf(from) + 1, to: all.indexOf(to) + 1, count: all.length }));
  };
  let timer: ReturnType<typeof setTimeout> | undefined;
  cards.addEventListener(
    'scroll',
    () => {
      clearTimeout(timer);
      timer = setTimeout(settle, 120);
    },
    { passive: true },
  );
  new ResizeObserver(changed).observe(cards);
  return { buttons, changed };
}
