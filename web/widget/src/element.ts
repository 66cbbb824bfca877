// Makes elements. Text becomes text, whatever it holds; nothing is read as HTML.

type Child = Node | string | null | false | undefined;
type Attributes = Record<string, string | number | boolean | null | undefined>;

function furnish<E extends Element>(made: E, attributes: Attributes, children: Child[]): E {
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined && value !== false)
      made.setAttribute(name, value === true ? '' : String(value));
  }
  made.append(
    ...children.filter((child): child is Node | string => child !== null && child !== false && child !== undefined),
  );
  return made;
}

export const element = <K extends keyof HTMLElementTagNameMap>(
  name: K,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] => furnish(document.createElement(name), attributes, children);

const SVG = 'http://www.w3.org/2000/svg';

/** A picture of one path on 24 × 24, for the eye alone. */
export function icon(path: string, name = 'icon'): SVGElement {
  const line = furnish(document.createElementNS(SVG, 'path'), { d: path }, []);
  return furnish(document.createElementNS(SVG, 'svg'), { viewBox: '0 0 24 24', class: name, 'aria-hidden': 'true' }, [
    line,
  ]) as SVGElement;
}

export const PATHS = {
  previous: 'M15 5l-7 7 7 7',
  next: 'M9 5l7 7-7 7',
  close: 'M6 6l12 12M18 6L6 18',
  check: 'M5 12.5l4.5 4.5L19 7.5',
  play: 'M8 5l11 7-11 7z',
  star: 'M12 2.5l2.9 6.1 6.6.9-4.8 4.7 1.2 6.6L12 17.6l-5.9 3.2 1.2-6.6L2.5 9.5l6.6-.9z',
};

/** A link to another place on the web, which vouches for nothing there. */
export const link = (href: string, attributes: Attributes, ...children: Child[]): HTMLAnchorElement =>
  element('a', { href, rel: 'noopener nofollow ugc', ...attributes }, ...children);
