/**
 * The key of what is being sent. It stays while the same values are sent again, so that a second try of something that
 * was done finds it done; other values, or the next intent, get another.
 */
export class Attempt {
  private key: string | null = null;
  private values = '';

  /** The key for these values. */
  for(values: unknown): string {
    const text = JSON.stringify(values);
    if (this.key === null || text !== this.values) {
      this.key = crypto.randomUUID();
      this.values = text;
    }
    return this.key;
  }

  /** It is done: what comes next is something else, even with the same values. */
  done() {
    this.key = null;
  }
}
