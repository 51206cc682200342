/** What is known of the open document: a light index of all beads and the whole beads of a window. */

export class Model {
  constructor() {
    this.number = "";
    this.version = "";
    this.beads = new Map();
    this.index = { ids: [], confidence: [], status: [], page: [] };
    this.queue = [];
    this.places = new Map();
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
    const old = new Map([...this.beads.values()].map((bead) => [bead.id, bead]));
    if (changed) this.beads = new Map();
    for (const [position, bead] of data.window) {
      const held = old.get(bead.id);
      this.beads.set(position, held && !other && same(held, bead) ? held : bead);
    }
    this.number = data.document.number;
    this.version = data.version;
    this.languages = data.document.languages;
    return { other, changed };
  }

  /** Position of a bead, -1 if there is none of that id. */
  find(id) {
    return this.places.get(id) ?? -1;
  }

  /** The first bead on a page of the original, or on the last page before it where one begins. */
  onPage(page) {
    const before = this.index.page.filter((one) => one !== null && one <= page);
    return before.length ? this.index.page.indexOf(Math.max(...before)) : 0;
  }

  /** First position on a folio, -1 if no bead stands on it. */
  onFolio(folio) {
    return this.index.folio.findIndex((one) => one === folio);
  }
}

/** Whether two states of a bead look the same. */
function same(one, other) {
  return one.r === other.r && one.look === other.look;
}
