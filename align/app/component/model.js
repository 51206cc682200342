/** What is known of the open document: a light index of all beads and the whole beads of a window. */

const EMPTY = { ids: [], confidence: [], status: [], type: [], flagged: [], reviewer: [], codes: [], severe: [], page: [], folio: [] };

export class Model {
  constructor() {
    this.number = "";
    this.version = "";
    this.seq = 0;
    this.beads = new Map();
    this.index = EMPTY;
    this.queue = [];
    this.places = new Map();
    this.languages = ["de", "en"];
  }

  get count() {
    return this.index.ids.length;
  }

  /**
   * Take in what the server sent.
   * @param {Object} data the payload of the screen
   * @returns {{other: boolean, changed: boolean}} another document; other beads than before
   */
  take(data) {
    const other = data.document.number !== this.number;
    const changed = other || data.version !== this.version;
    if (data.index) {
      this.index = data.index;
      this.queue = data.queue;
      this.places = new Map(data.index.ids.map((id, position) => [id, position]));
    }
    const old = other ? new Map() : new Map([...this.beads.values()].map((bead) => [bead.id, bead]));
    if (changed) this.beads = new Map();
    for (const [position, bead] of data.window) {
      const held = old.get(bead.id);
      this.beads.set(position, held && same(held, bead) ? held : bead);
    }
    this.number = data.document.number;
    this.version = data.version;
    this.seq = data.seq;
    this.languages = data.document.languages;
    return { other, changed };
  }

  /** Another state of a bead, in the window and in the index. */
  replace(at, bead) {
    this.beads.set(at, bead);
    this.index.status[at] = bead.status;
    this.index.flagged[at] = bead.flagged ? 1 : 0;
    this.index.reviewer[at] = bead.reviewer;
  }

  /** Position of a bead, -1 if there is none of that id. */
  find(id) {
    return this.places.get(id) ?? -1;
  }

  /** A sentence of the window by its id. */
  sentence(id) {
    for (const bead of this.beads.values()) {
      const found = [...bead.s, ...bead.t].find((one) => one.i === id);
      if (found) return found;
    }
    return undefined;
  }

  /** The first bead on a page of the original, or on the last page before it where one begins. */
  onPage(page) {
    const before = this.index.page.filter((one) => one !== null && one <= page);
    return before.length ? this.index.page.indexOf(Math.max(...before)) : 0;
  }

  /** First position on a folio, -1 if no bead begins on it. */
  onFolio(folio) {
    return this.index.folio.indexOf(folio);
  }

  /** How many beads somebody has decided, and how many are flagged. */
  tally() {
    const decided = this.index.status.filter((one) => one === "accepted" || one === "approved").length;
    return { decided, flagged: this.index.flagged.filter(Boolean).length };
  }
}

/** Whether two states of a bead look the same; one that was shown ahead of the server's answer never does. */
function same(one, other) {
  return !one.left && look(one) === look(other);
}

function look(bead) {
  const texts = [...bead.s, ...bead.t].map((sentence) => `${sentence.i}:${sentence.r}`);
  return [bead.r, ...texts, (bead.thread || []).map((one) => `${one.id}${one.settled}`), bead.findings.map((one) => one.message)].join("|");
}
