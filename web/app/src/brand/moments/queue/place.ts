/** Where one is in the list: the moment that is read, and at which place it stood. */
export type Place = { id: string | null; at: number };

/** The place of what is read now. What has left gives its place to the one after it. */
export function placeOf(place: Place, ids: readonly string[]): number {
  const found = place.id === null ? -1 : ids.indexOf(place.id);
  return found >= 0 ? found : Math.min(place.at, Math.max(0, ids.length - 1));
}

/** One more or one less of what is chosen. */
export const toggled = (chosen: readonly string[], id: string): readonly string[] =>
  chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id];
