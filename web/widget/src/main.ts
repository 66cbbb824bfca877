// The script: each tag of it is a widget. However often it is on a page, what widgets share they share.
import { attributes, type Settings } from './attributes';
import { consent, consented } from './consent';
import { graph } from './graph';
import { reporter } from './report';
import { watch } from './watch';
import { type Shared, widget } from './widget';

export interface Api {
  /** Shows a feed in an element that has the attributes of the tag. Answers how to take it away. */
  mount(element: HTMLElement, server?: string): () => void;
  /** Gives or takes back the visitor's word; answers what stands. */
  consent(word?: boolean): boolean;
}

const nothing = () => {};

/** For whoever writes the page. */
// biome-ignore lint/suspicious/noConsole: a tag that shows nothing has to say why somewhere
const warn = (text: string) => console.warn(`Tributary: ${text}`);

/** The page around a widget never breaks by it. */
function guarded<T>(does: () => T, otherwise: T): T {
  try {
    return does();
  } catch (error) {
    warn(String(error));
    return otherwise;
  }
}

function api(): Api & { tag(script: HTMLScriptElement): void } {
  const all = new Map<string, Shared>();
  const flush = () => {
    for (const { reporter } of all.values()) reporter.flush();
  };
  window.addEventListener('pagehide', flush);
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) flush();
  });

  const shared = (origin: string, key: string): Shared => {
    const known = all.get(`${origin} ${key}`);
    if (known) return known;
    const of = graph(origin, key);
    const made = { graph: of, reporter: reporter(origin, key), watch: watch(of) };
    all.set(`${origin} ${key}`, made);
    return made;
  };

  const settingsOf = (element: HTMLElement): Settings | null => {
    const spoken = element.closest('[lang]')?.getAttribute('lang') ?? '';
    // A page in English says nothing of how its reader writes a date.
    const language = spoken && navigator.language.startsWith(`${spoken}-`) ? navigator.language : spoken;
    const settings = attributes(element.dataset, language);
    if (typeof settings !== 'string') return settings;
    warn(settings);
    return null;
  };

  const put = (settings: Settings, origin: string, insert: (host: HTMLElement) => void) =>
    widget(insert, settings, shared(origin, settings.key), warn);

  function target(selector: string, found: (element: Element) => void): void {
    const look = () => guarded(() => document.querySelector(selector), null);
    const now = look();
    if (now) found(now);
    else if (document.readyState !== 'loading') warn(`nothing on this page is ${selector}`);
    else {
      document.addEventListener('DOMContentLoaded', () => {
        const then = look();
        if (then) guarded(() => found(then), undefined);
        else warn(`nothing on this page is ${selector}`);
      });
    }
  }

  return {
    mount: (element, server) =>
      guarded(() => {
        const settings = settingsOf(element);
        if (!settings) return nothing;
        return put(settings, new URL(server ?? lastOrigin).origin, (host) => element.append(host));
      }, nothing),
    consent: (word) => {
      if (word !== undefined) guarded(() => consent(word === true), undefined);
      return consented();
    },
    tag: (script) =>
      guarded(() => {
        lastOrigin = new URL(script.src).origin;
        // A tag that only brings the script along.
        if (script.dataset.key === undefined && script.dataset.feed === undefined) return;
        const settings = settingsOf(script);
        if (!settings) return;
        const { origin } = new URL(script.src);
        if (settings.target) target(settings.target, (place) => put(settings, origin, (host) => place.append(host)));
        else if (document.body?.contains(script)) put(settings, origin, (host) => script.after(host));
        else warn('a tag that is not in the body needs a data-target');
      }, undefined),
  };
}

let lastOrigin = location.origin;

const page = window as { TributaryWidget?: ReturnType<typeof api> };
const script = document.currentScript;
guarded(() => {
  page.TributaryWidget ??= Object.freeze(api());
  if (script instanceof HTMLScriptElement) page.TributaryWidget.tag(script);
}, undefined);
