// The visitor's word and their click ids, as `t.js` keeps them for the page's origin. Where both are on a page, `t.js`
// speaks; alone the widget reads what it has kept.
import { list, number, object, text } from './read';

interface Script {
  clickIds(): string[];
  consent(word?: boolean): boolean;
}

const CLICK_KEPT_MS = 30 * 24 * 3600 * 1000;
/** Where a browser keeps nothing for a page. */
let forgotten: boolean | undefined;

const script = (): Script | null => {
  const given = (window as { Tributary?: Partial<Script> }).Tributary;
  return given?.consent && given.clickIds ? (given as Script) : null;
};

function kept(name: string): unknown {
  try {
    return JSON.parse(localStorage.getItem(name) ?? 'null');
  } catch {
    return null;
  }
}

/** Whether the visitor lets the brand know what they see; without it nothing is reported. */
export function consented(): boolean {
  try {
    return script()?.consent() ?? forgotten ?? kept('trb_consent') === true;
  } catch {
    return false;
  }
}

/** Takes the visitor's word. `t.js` also tells the server, at once or when it is next on a page. */
export function consent(word: boolean): void {
  const other = script();
  if (other) {
    other.consent(word);
    return;
  }
  try {
    localStorage.setItem('trb_consent', JSON.stringify(word));
    forgotten = undefined;
  } catch {
    forgotten = word;
  }
}

/** The visitor's last click. */
export function clickId(now: number): string | null {
  try {
    const other = script();
    if (other) return text(other.clickIds()[0]);
    const last = object(list(kept('trb_clicks'))[0]);
    return (number(last?.at) ?? 0) > now - CLICK_KEPT_MS ? text(last?.id) : null;
  } catch {
    return null;
  }
}
