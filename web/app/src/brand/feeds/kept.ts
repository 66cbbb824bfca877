/** What the draft of a feed is kept under: that of each person and feed by itself. */
export const draftName = (user: string, feed: string) => `feed ${user} ${feed}`;
