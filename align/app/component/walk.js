/**
 * In which order beads come: reading order, or the least sure first. A filter takes beads out of the walk, never off the
 * screen.
 */

export const ORDERS = { queue: "least sure first", reading: "reading order" };

/** How far from a reshaped bead its neighbourhood reaches. */
const NEARBY = 4;
const UPCOMING = 40;

export class Walk {
  /** @param {Model} model */
  constructor(model) {
    this.model = model;
    this.order = "queue";
    this.only = null;
    this.passed = new Set();
    this.trail = [];
    this.reshaped = false;
  }

  /** Begin anew, for example in another document. */
  reset() {
    this.passed.clear();
    this.trail = [];
    this.reshaped = false;
  }

  /** Whether the bead at a position is part of the walk. */
  includes(at) {
    return !this.only || this.only(at);
  }

  undecided(at) {
    const status = this.model.index.status[at];
    return status !== "accepted" && status !== "approved";
  }

  /** Where to begin. */
  first() {
    const found = this.order === "queue" ? this.upcoming(-1)[0] : this.scan(-1, 1);
    return found ?? 0;
  }

  /** The first bead of the walk from a position on, then from the beginning; null if the walk is empty. */
  nearest(at) {
    return (this.order === "queue" ? this.upcoming(at)[0] : null) ?? this.scan(at, 1) ?? this.scan(-1, 1);
  }

  /** Position of the next bead, null if there is none. Leaves the present one behind. */
  next(at) {
    if (this.order === "reading") return this.scan(at, 1);
    const here = this.model.index.ids[at];
    if (here) {
      this.passed.add(here);
      this.trail.push(here);
    }
    const near = this.reshaped ? this.leastSureNear(at) : null;
    this.reshaped = false;
    return near ?? this.upcoming(at)[0] ?? null;
  }

  /** Position of the bead before, null if there is none. */
  before(at) {
    if (this.order === "reading") return this.scan(at, -1);
    while (this.trail.length) {
      const found = this.model.find(this.trail.pop());
      if (found >= 0 && found !== at) return found;
    }
    return null;
  }

  /** The next beads of the queue that have not been passed, as many as are worth loading ahead. */
  upcoming(at) {
    if (this.order === "reading") return [];
    const found = [];
    const severe = (one) => this.model.index.severe[one] === 1;
    const { order } = this.model;
    for (const one of [...order.filter(severe), ...order.filter((other) => !severe(other))]) {
      if (one !== at && this.undecided(one) && this.includes(one) && !this.passed.has(this.model.index.ids[one])) found.push(one);
      if (found.length === UPCOMING) break;
    }
    return found;
  }

  leastSureNear(at) {
    const near = [];
    for (let one = Math.max(0, at - NEARBY); one <= Math.min(this.model.count - 1, at + NEARBY); one += 1) {
      if (one !== at && this.undecided(one) && this.includes(one)) near.push(one);
    }
    near.sort((one, other) => this.model.index.confidence[one] - this.model.index.confidence[other]);
    return near[0] ?? null;
  }

  scan(at, step) {
    for (let one = at + step; one >= 0 && one < this.model.count; one += step) if (this.includes(one)) return one;
    return null;
  }
}
