/** Which beads the walk goes through: status, findings, confidence, type, person; answered from the light index. */

import { h, refill } from "./dom.js";

const BANDS = [50, 80, 95];

const STATUS_NAMES = { auto: "not reviewed", accepted: "accepted", approved: "approved by two", rejected: "rejected" };

/** The choices that this document offers: groups of [value, words, test(position)]. */
function choices(index, agenda) {
  const known = (column) => [...new Set(column.filter(Boolean))].sort();
  const status = Object.entries(STATUS_NAMES).filter(([name]) => index.status.includes(name));
  const codes = known(index.codes.flat());
  const findings = codes.map((code) => [`code:${code}`, code.replaceAll("-", " "), (at) => index.codes[at].includes(code)]);
  const some = [["finding", "any finding", (at) => index.codes[at].length > 0], ["severe", "only severe ones", (at) => index.severe[at] === 1]];
  return [
    ["Agenda", agenda ? [["agenda", agenda.name, (at) => agenda.ids.has(index.ids[at])]] : []],
    ["Status", [
      ...status.map(([name, words]) => [`status:${name}`, words, (at) => index.status[at] === name]),
      ["flagged", "flagged", (at) => index.flagged[at] === 1],
    ]],
    ["Findings", codes.length ? [...some, ...findings] : []],
    ["Confidence", BANDS.map((band) => [`below:${band}`, `below ${band} %`, (at) => index.confidence[at] < band])],
    ["Type", known(index.type).map((type) => [`type:${type}`, type.replace("-", "–"), (at) => index.type[at] === type])],
    ["Person", known(index.reviewer).map((name) => [`person:${name}`, name, (at) => index.reviewer[at] === name])],
  ].filter(([, options]) => options.length);
}

export class Filters {
  /** @param {function(function|null)} changed called with the test of a position, null for "all" */
  constructor(changed) {
    this.changed = changed;
    this.value = "";
    this.hits = null;
    this.agenda = null;
    this.element = h("select", { class: "picker filter", "aria-label": "Show only", onchange: () => this.choose(this.element.value) });
  }

  /** Offer what the document has; the present choice stays if it is still offered. */
  offer(index) {
    this.index = index;
    this.groups = choices(index, this.agenda);
    const offered = this.groups.flatMap(([, options]) => options.map(([value, words]) => `${value} ${words}`)).join(" ");
    if (offered === this.offered) return;
    this.offered = offered;
    refill(
      this.element,
      h("option", { value: "" }, "all beads"),
      this.groups.map(([name, options]) =>
        h("optgroup", { label: name }, options.map(([value, words]) => h("option", { value, selected: value === this.value }, words))),
      ),
    );
    if (!this.test()) this.value = "";
    this.element.value = this.value;
    this.tell();
  }

  choose(value) {
    this.value = value;
    this.tell();
  }

  /**
   * Offer the agenda of a review session.
   * @param {{name: string, ids: Set<string>}|null} agenda
   * @param {boolean} chosen whether the walk goes through it at once
   */
  plan(agenda, chosen) {
    this.agenda = agenda;
    if (chosen && agenda) this.value = "agenda";
    this.offer(this.index);
    this.element.value = this.value;
    this.tell();
  }

  /** Restrict the walk to the beads that a search found; null for no search. */
  found(ids) {
    this.hits = ids && new Set(ids);
    this.tell();
  }

  test() {
    return this.groups.flatMap(([, options]) => options).find(([value]) => value === this.value)?.[2] || null;
  }

  tell() {
    const [test, hits, ids] = [this.test(), this.hits, this.index.ids];
    const both = (at) => (!test || test(at)) && (!hits || hits.has(ids[at]));
    this.changed(test || hits ? both : null);
  }
}
