// What the widget asks the graph. The server that answers is the one whose build this file is part of.

/** A page of a feed, and everything that is shown of it. */
export const PAGE = `query TributaryWidget($handle: String!, $first: Int!, $after: String) {
  feed(handle: $handle) {
    name
    moments(first: $first, after: $after) {
      pageInfo { hasNextPage endCursor }
      nodes {
        id kind title body rating permalink publishedAt version language badges helpful unhelpful impressionToken
        media { id type width height small: url(size: SMALL) large: url(size: LARGE) }
        creator { name }
        products { id title url rating { count mean } }
      }
    }
  }
}`;

/** Which moments several feeds show now, in which version. The feeds are `f0`, `f1`, …; the variables `h0`, `n0`, … */
export function watch(feeds: number): string {
  const each = (write: (index: number) => string) => Array.from({ length: feeds }, (_, index) => write(index));
  const variables = each((index) => `$h${index}: String!, $n${index}: Int!`).join(', ');
  const fields = each(
    (index) => `f${index}: feed(handle: $h${index}) { moments(first: $n${index}) { nodes { id version } } }`,
  );
  return `query TributaryWatch(${variables}) { ${fields.join(' ')} }`;
}
