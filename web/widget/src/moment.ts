// A moment as the widget shows it, read from an answer of the graph. What an older graph does not have is null or empty.
import { address, count, type Json, list, number, object, text } from './read';

export type Kind = 'REVIEW' | 'SOCIAL_POST' | 'VIDEO' | 'QUESTION' | 'ANSWER';
const KINDS: readonly string[] = ['REVIEW', 'SOCIAL_POST', 'VIDEO', 'QUESTION', 'ANSWER'];
/** Most pictures and videos that are shown of one moment. */
const MEDIA_MAX = 12;

export interface Medium {
  video: boolean;
  width: number;
  height: number;
  /** For a card: 320 pixels on the longer side. A video has none. */
  small: string | null;
  /** For the viewer: 1,080 pixels on the longer side, or the video. */
  large: string;
}

const VIDEOS: readonly unknown[] = ['MP4', 'QUICKTIME'];

/** Of a product, over every published review of it. */
export interface Rating {
  count: number;
  mean: number;
}

export interface Product {
  id: string;
  title: string;
  url: string | null;
  /** Undefined where the graph does not say. */
  rating: Rating | null | undefined;
}

export interface Votes {
  helpful: number;
  unhelpful: number;
}

export interface Answer {
  id: string;
  body: string;
  creator: string | null;
}

export interface Moment {
  id: string;
  kind: Kind;
  title: string | null;
  body: string;
  stars: number | null;
  permalink: string | null;
  publishedAt: Date | null;
  version: string;
  verifiedBuyer: boolean;
  incentivised: boolean;
  /** The signed proof that this page was given it. */
  token: string | null;
  creator: string | null;
  /** BCP 47, where it is known. */
  language: string | null;
  products: Product[];
  media: Medium[];
  votes: Votes | null;
  answers: Answer[];
}

function medium(value: unknown, base: string): Medium | null {
  const from = object(value);
  const [width, height, large] = [number(from?.width), number(from?.height), address(from?.large, base)];
  if (!from || !large || !width || !height || width < 1 || height < 1) return null;
  const video = VIDEOS.includes(from.type);
  return { video, width, height, small: video ? null : address(from.small, base), large };
}

function rating(value: unknown): Rating | null {
  const from = object(value);
  const [of, mean] = [count(from?.count), number(from?.mean)];
  return of && mean !== null && mean >= 1 && mean <= 5 ? { count: of, mean } : null;
}

function product(value: unknown): Product | null {
  const from = object(value);
  const [id, title] = [text(from?.id), text(from?.title)];
  if (!from || !id || !title) return null;
  return { id, title, url: address(from.url), rating: from.rating === undefined ? undefined : rating(from.rating) };
}

function answer(value: unknown): Answer | null {
  const from = object(value);
  const [id, body] = [text(from?.id), text(from?.body)];
  return from && id && body ? { id, body, creator: text(object(from.creator)?.name) } : null;
}

function votes(from: Json): Votes | null {
  const [helpful, unhelpful] = [count(from.helpful), count(from.unhelpful)];
  return helpful !== null && unhelpful !== null ? { helpful, unhelpful } : null;
}

const kept = <T>(values: unknown, read: (value: unknown) => T | null): T[] =>
  list(values)
    .map(read)
    .filter((value): value is T & NonNullable<T> => value !== null);

/** Null for what is no moment that could be shown. `base` is the server it came from. */
export function moment(value: unknown, base: string): Moment | null {
  const from = object(value);
  const [id, kind, version] = [text(from?.id), text(from?.kind), text(from?.version)];
  if (!from || !id || !kind || !version || !KINDS.includes(kind)) return null;
  const stars = number(from.rating);
  const published = new Date(text(from.publishedAt) ?? Number.NaN);
  const badges = list(from.badges);
  return {
    id,
    kind: kind as Kind,
    title: text(from.title),
    body: text(from.body) ?? '',
    stars: stars !== null && Number.isInteger(stars) && stars >= 1 && stars <= 5 ? stars : null,
    permalink: address(from.permalink),
    publishedAt: Number.isNaN(published.getTime()) ? null : published,
    version,
    verifiedBuyer: from.verifiedBuyer === true || badges.includes('VERIFIED_BUYER'),
    incentivised: from.incentivised === true || badges.includes('INCENTIVISED'),
    token: text(from.impressionToken),
    creator: text(object(from.creator)?.name),
    language: text(from.language),
    products: kept(from.products, product),
    media: kept(from.media, (value) => medium(value, base)).slice(0, MEDIA_MAX),
    votes: votes(from),
    answers: kept(object(from.answers)?.nodes, answer),
  };
}

export interface Page {
  name: string;
  moments: Moment[];
  /** Where the next page begins; null at the end. */
  next: string | null;
}

/** A page of a feed; null where there is no such feed. */
export function page(data: Json | null, base: string): Page | null {
  const feed = object(data?.feed);
  const connection = object(feed?.moments);
  if (!feed || !connection) return null;
  const info = object(connection.pageInfo);
  return {
    name: text(feed.name) ?? '',
    moments: kept(connection.nodes, (value) => moment(value, base)),
    next: info?.hasNextPage === true ? text(info.endCursor) : null,
  };
}
