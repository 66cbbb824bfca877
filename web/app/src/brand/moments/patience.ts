import type { Decision } from './moderate';

/** How long a decision can be undone. */
const UNDO_MS = 5_000;

type Waiting = { decision: Decision; timer: ReturnType<typeof setTimeout> };

/**
 * Decisions that are carried out a little later, so that they can be undone. A moderated moment never waits again on
 * the server, so this is the only way back into the queue.
 */
export class Patience {
  private waiting = new Map<string, Waiting>();

  /** `leaving`: the page may be gone in a moment. */
  constructor(private carryOut: (id: string, decision: Decision, leaving: boolean) => void) {}

  /** Decides; a second decision about the same moment takes the place of the first. */
  decide(id: string, decision: Decision) {
    this.undo(id);
    const timer = setTimeout(() => this.now(id, false), UNDO_MS);
    this.waiting.set(id, { decision, timer });
  }

  /** Takes a decision back; false if it was carried out meanwhile. */
  undo(id: string): boolean {
    const one = this.waiting.get(id);
    if (!one) return false;
    clearTimeout(one.timer);
    return this.waiting.delete(id);
  }

  /** Whether it waits. */
  has(id: string): boolean {
    return this.waiting.has(id);
  }

  /** Carries out all that waits, at once: the screen is being left. */
  flush() {
    for (const id of [...this.waiting.keys()]) this.now(id, true);
  }

  private now(id: string, leaving: boolean) {
    const one = this.waiting.get(id);
    if (!one) return;
    clearTimeout(one.timer);
    this.waiting.delete(id);
    this.carryOut(id, one.decision, leaving);
  }
}
