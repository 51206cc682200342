/** The agenda of a review session: named in the address, or that of the session in which the person is at work. */

import { asked } from "./loader.js";
import { position as address } from "./url.js";

export class Agenda {
  /** @param {function(Object|null, boolean)} offer called with name and ids of an agenda, and whether to walk it at once */
  constructor(offer) {
    this.offer = offer;
    this.wanted = "";
    this.known = [];
  }

  /**
   * Ask for it if it is another one than before, or if beads were made anew. What was on it stays on it while one is at
   * work, though it may no longer pass its filter: a bead shall not vanish from the walk because it was decided.
   * @param {string} number of the document
   * @param {string} attended id of the session in which the person is at work, "" for none
   * @param {string[]} ids of all beads
   */
  async take(number, attended, ids) {
    const named = address().agenda;
    const session = named || attended;
    const wanted = session ? `/workbench/agenda/${encodeURIComponent(number)}/${encodeURIComponent(session)}` : "";
    const first = wanted !== this.wanted;
    const fresh = ids.length !== this.known.length || ids.some((id, at) => id !== this.known[at]);
    if (!first && !(wanted && fresh)) return;
    [this.wanted, this.known] = [wanted, ids];
    const found = wanted ? await asked(wanted) : null;
    if (wanted !== this.wanted) return;
    if (wanted && !found) [this.wanted, this.known] = [first ? null : wanted, []]; // to be asked for again
    const before = first ? new Set() : this.listed;
    this.listed = new Set([...before, ...(found?.ids || [])]);
    if (first || this.listed.size > before.size) this.offer(found && { name: found.name, ids: this.listed }, first && Boolean(named));
  }
}
