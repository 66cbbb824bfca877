// One widget: a feed in a shadow root, from the room that is kept for it to what is shown, added and taken away.
import type { Settings } from './attributes';
import { blank, card } from './card';
import { carousel, type Row } from './carousel';
import { PAGE } from './document';
import { element } from './element';
import { Failure, type Graph } from './graph';
import { say } from './ld';
import { type Moment, type Page, page } from './moment';
import type { Reporter } from './report';
import { seen } from './seen';
import style from './style.css?inline';
import { fill, textsLanguage } from './texts';
import { viewer } from './viewer';
import { PAGE_MAX, restAfter, type Standing, type Watch, type Watched } from './watch';

/** What all widgets of a server and a key have in common. */
export interface Shared {
  graph: Graph;
  reporter: Reporter;
  watch: Watch;
}

/** Most moments of a widget. */
const MOMENTS_MAX = 80;
/** Moments beyond those shown, when all are read anew. */
const BEYOND = 20;
/** How often a first page is asked for while it does not come. */
const TRIES_MAX = 6;
/** Changed texts are read at most so often, in milliseconds. */
const ANEW_MS = 60_000;
/** The proofs of a page are good for a day at least. */
const PROOFS_MS = 12 * 3600 * 1000;

let sheet: CSSStyleSheet | undefined;

function styled(root: ShadowRoot): void {
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(style);
  }
  root.adoptedStyleSheets = [sheet];
}

/** Puts a widget into a place of the page. Answers how to take it away. */
export function widget(
  insert: (host: HTMLElement) => void,
  settings: Settings,
  { graph, reporter, watch }: Shared,
  warn: (text: string) => void,
): () => void {
  const { texts, layout } = settings;
  const host = element('div', { class: 'tributary-widget', 'data-layout': layout });
  const root = host.attachShadow({ mode: 'open' });
  styled(root);

  let moments: Moment[] = [];
  let next: string | null = null;
  let loading = false;
  let ended = false;
  let onScreen = false;
  let readAt = 0;
  const cards = new Map<string, HTMLElement>();

  const tell = (name: string, detail: Record<string, unknown>) =>
    host.dispatchEvent(
      new CustomEvent(`tributary:${name}`, {
        bubbles: true,
        composed: true,
        detail: { feed: settings.feed, ...detail },
      }),
    );

  const heading = element('div', {
    class: 'heading',
    role: 'heading',
    'aria-level': settings.headingLevel,
    dir: 'auto',
  });
  heading.textContent = settings.heading ?? '\u00a0';
  const status = element('p', { class: 'unseen', role: 'status' });
  const list = element('ul', { class: `cards ${layout}`, role: 'list' });
  for (let place = 0; place < settings.limit; place += 1) list.append(blank());
  const head = element('div', { class: 'head' }, settings.heading === '' ? null : heading);
  const more = element('button', { type: 'button', class: 'more' }, texts.more);
  const foot = element('div', { class: 'foot' });
  const section = element('section', { 'aria-busy': 'true', lang: textsLanguage(settings.language) });
  if (layout === 'carousel' || settings.heading !== '') section.append(head);
  section.append(list, status);

  const announce = (text: string) => {
    status.textContent = text;
  };

  const byId = (id: string | undefined) => moments.find((moment) => moment.id === id);
  /** False while it may not be told. */
  const view = (id: string | undefined): boolean => {
    const moment = byId(id);
    if (!moment) return true;
    if (!reporter.report('VIEW', moment)) return false;
    tell('view', { moment: moment.id });
    return true;
  };
  const eyes = seen((card) => view((card as HTMLElement).dataset.moment));

  const click = ({ id }: Moment, product: string | null) => {
    const moment = byId(id);
    if (!moment) return;
    reporter.report(product === null ? 'MOMENT_CLICK' : 'PRODUCT_CLICK', moment);
    tell('click', { moment: id, product });
  };
  const whole = viewer(settings, {
    beside: ({ id }, step) => moments[moments.findIndex((moment) => moment.id === id) + step] ?? null,
    follow: click,
    seen: (moment) => void view(moment.id),
  });
  section.append(whole.element);
  root.append(section);

  const row: Row | null = layout === 'carousel' ? carousel(settings, list, announce, () => void add()) : null;
  if (row) {
    section.setAttribute('aria-roledescription', texts.carousel);
    row.buttons.hidden = true;
    head.append(row.buttons);
  } else {
    section.append(foot);
  }
  more.addEventListener('click', () => void add());

  const make = (moment: Moment): HTMLElement => {
    // What is kept of a moment may be newer than its card.
    const open = ({ id }: Moment) => {
      const now = byId(id);
      if (!now) return;
      click(now, null);
      whole.open(now);
    };
    const made = card(settings, moment, { open, follow: click });
    cards.set(moment.id, made);
    return made;
  };

  const name = (given: string) => {
    const shown = settings.heading ?? given;
    if (shown) heading.textContent = shown;
    section.setAttribute('aria-label', shown || given);
  };

  const changed = () => {
    host.hidden = moments.length === 0;
    const isMore = next !== null && moments.length < MOMENTS_MAX;
    if (!row) {
      if (isMore) foot.replaceChildren(more);
      else foot.remove();
    }
    row?.changed();
    if (settings.jsonLd) say(host, moments);
  };

  const read = async (first: number, after: string | null): Promise<Page> => {
    const data = await graph.ask(PAGE, { handle: settings.feed, first, after });
    const read = page(data, graph.origin);
    if (!read) throw new Failure('FEED_UNKNOWN', false);
    return read;
  };

  function leave(id: string): void {
    const card = cards.get(id);
    moments = moments.filter((moment) => moment.id !== id);
    cards.delete(id);
    whole.drop(id);
    if (!card) return;
    eyes.forget(card);
    const focused = card.contains(root.activeElement);
    const beside = (card.nextElementSibling ?? card.previousElementSibling)?.querySelector<HTMLElement>('.open');
    card.remove();
    if (focused) beside?.focus();
  }

  /** The next page, behind what is there. */
  async function add(): Promise<void> {
    if (loading || ended || next === null || moments.length >= MOMENTS_MAX) return;
    loading = true;
    try {
      const { moments: given, next: then } = await read(Math.min(settings.limit, MOMENTS_MAX - moments.length), next);
      const fresh = given.filter((moment) => !cards.has(moment.id));
      next = then;
      moments = [...moments, ...fresh];
      const made = fresh.map(make);
      list.append(...made);
      for (const card of made) eyes.watch(card);
      // The button may be gone now, and the focus with it.
      const focused = root.activeElement === more;
      changed();
      if (!row) announce(fill(texts.shown, { count: fresh.length }));
      if (focused && !more.isConnected) made[0]?.querySelector<HTMLElement>('.open')?.focus();
    } catch {
      // What is there stays; the button is still there for another try.
    } finally {
      loading = false;
    }
  }

  /** Everything that is shown, read anew: new texts, new proofs. */
  async function anew(): Promise<void> {
    if (loading || Date.now() - readAt < ANEW_MS) return;
    loading = true;
    try {
      const { moments: given } = await read(Math.min(PAGE_MAX, moments.length + BEYOND), null);
      readAt = Date.now();
      for (const old of [...moments]) {
        const fresh = given.find((moment) => moment.id === old.id);
        if (!fresh) {
          leave(old.id);
          continue;
        }
        moments[moments.indexOf(old)] = fresh;
        const before = cards.get(old.id);
        if (fresh.version === old.version || !before) continue;
        whole.drop(old.id);
        const focused = before.contains(root.activeElement);
        const card = make(fresh);
        eyes.forget(before);
        before.replaceWith(card);
        eyes.watch(card);
        if (focused) card.querySelector<HTMLElement>('.open')?.focus();
      }
      changed();
    } catch {
      // The next look asks again.
    } finally {
      loading = false;
    }
  }

  const watched: Watched = {
    feed: settings.feed,
    inSight: () => onScreen && !host.hidden,
    shown: () => moments.length,
    tick() {
      // Whoever took it off the page has said nothing.
      if (!host.isConnected) end();
      else eyes.again();
    },
    tell(standing: Standing | null) {
      let gone = 0;
      let other = false;
      for (const { id, version } of [...moments]) {
        const now = standing?.get(id);
        if (now === undefined) {
          leave(id);
          gone += 1;
        } else if (now !== version) other = true;
      }
      if (gone > 0) {
        changed();
        tell(moments.length > 0 ? 'shown' : 'empty', { moments: moments.map(({ id }) => id) });
      }
      if (other || (moments.length > 0 && Date.now() - readAt > PROOFS_MS)) void anew();
    },
  };

  const eye = new IntersectionObserver((entries) => {
    onScreen = entries[entries.length - 1]?.isIntersecting ?? false;
    if (onScreen) watch.wake();
  });

  function end(): void {
    if (ended) return;
    ended = true;
    clearTimeout(retry);
    eye.disconnect();
    eyes.end();
    watch.remove(watched);
    say(host, []);
    host.remove();
  }

  let retry: ReturnType<typeof setTimeout> | undefined;
  async function begin(tries: number): Promise<void> {
    try {
      const first = await read(settings.limit, null);
      if (ended) return;
      readAt = Date.now();
      moments = first.moments;
      next = first.next;
      name(first.name);
      const made = moments.map(make);
      list.replaceChildren(...made);
      section.removeAttribute('aria-busy');
      changed();
      for (const card of made) eyes.watch(card);
      eye.observe(host);
      watch.add(watched);
      tell(moments.length > 0 ? 'shown' : 'empty', { moments: moments.map(({ id }) => id) });
    } catch (error) {
      if (ended) return;
      // Better nothing than a box without anything in it.
      host.hidden = true;
      const { code, passes, waitMs } = error instanceof Failure ? error : new Failure('FAILED', false);
      tell('failed', { code });
      if (passes && tries < TRIES_MAX) retry = setTimeout(() => void begin(tries + 1), restAfter(tries, waitMs));
      else warn(`${settings.feed}: ${code}`);
    }
  }

  insert(host);
  void begin(0);
  return end;
}
