import type { MediaType } from './query.gen';

/** Whether it moves. */
export const isVideo = (type: MediaType): boolean => type === 'MP4' || type === 'QUICKTIME';

/** `0:07`, `1:02:30` for a duration in milliseconds. */
export function duration(ms: string): string {
  const seconds = Math.round(Number(ms) / 1000);
  const two = (part: number) => String(part).padStart(2, '0');
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  return hours ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

/** The neighbour of one of so many, from the last to the first and back. */
export const beside = (at: number, way: 1 | -1, count: number): number => (at + way + count) % count;
