/** What is known of the open document: a light index of all beads and the whole beads of a window. */

const EMPTY = { ids: [], confidence: [], status: [], type: [], flagged: [], reviewer: [], codes: [], severe: [], page: [], folio: [] };

export class Model {
  constructor() {
    this.number = "";
    this.version = "";
    this.shape = 0;
    this.seq = 0;
    this.beads = new Map();
    this.index = EMPTY;
    this.order = [];
    this.places = new Map();
    this.languages = ["de", "en"];
  }

  get count() {
    return this.index.ids.length;
  }

  /**
   * Take in what the server sent: all there is to know, or what has changed since what is known.
   * @param {Object} data the payload of the screen
   * @returns {{other: boolean, whole: boolean, lost: boolean}} another document; all positions anew; changes of something
   *   that is not known here, so that everything must be asked for. What is no newer than what is here (Streamlit may
   *   show its last data again) changes nothing.
   */
  take(data) {
    const other = data.document.number !== this.number;
    const lost = !data.index && (other || data.shape !== this.shape);
    if (lost) return { other: false, whole: false, lost };
    if (!other && data.shape === this.shape && data.seq <= this.seq) return { other, whole: false, lost };
    if (data.index) this.begin(data, other);
    if (data.changes) this.patch(data.changes);
    for (const [position, bead] of data.window) this.put(position, bead);
    this.number = data.document.number;
    this.version = data.version;
    this.seq = data.seq;
    this.languages = data.document.languages;
    return { other, whole: Boolean(data.index), lost };
  }

  /** Something is shown that the server did not take: nothing is known for sure until it has told everything. */
  doubt() {
    this.version = "";
    this.seq = -1;
  }

  begin(data, other) {
    const old = other ? [] : [...this.beads.values()];
    this.index = data.index;
    this.order = data.order;
    this.shape = data.shape;
    this.places = new Map(data.index.ids.map((id, position) => [id, position]));
    this.kept = new Map(old.map((bead) => [bead.id, bead]));
    this.beads = new Map();
  }

  /** Rows of the index that are not as they were. */
  patch({ at, ...columns }) {
    for (const [name, values] of Object.entries(columns)) at.forEach((position, place) => (this.index[name][position] = values[place]));
  }

  /** Put a bead where it belongs; one that looks the same stays the same object, so that its row is not drawn anew. */
  put(position, bead) {
    const held = this.beads.get(position) || this.kept?.get(bead.id);
    this.beads.set(position, held && same(held, bead) ? held : bead);
  }

  /** Beads that were fetched: only those that are still missing, what is here is at least as new. */
  fill(window) {
    for (const [position, bead] of window) if (!this.beads.has(position)) this.put(position, bead);
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

  /** About where the text of a page of the translation stands, for which no index is kept. */
  about(page, pages) {
    const at = pages.findIndex((one) => one.number === page);
    return Math.max(0, Math.floor((at / Math.max(1, pages.length)) * this.count));
  }

  /** First and last folio, as words. */
  folios() {
    const all = this.index.folio.filter(Boolean);
    return all.length ? `${all[0]} to ${all.at(-1)}` : "none are known";
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
  return [bead.r, ...texts, (bead.thread || []).map((one) => `${one.id}${one.settled}`), bead.findings.map((one) => one.message), bead.dismissed.map((one) => one.id)].join("|");
}
