/**
 * The words of the current bead: which answer which, where numbers, dates and names stand.
 *
 * Asked of the server for the bead where the person stays, and kept. Words are counted over all sentences of a side, cut
 * at single blanks, as the server does it.
 */

import { h } from "./dom.js";
import { asked } from "./loader.js";

const PAUSE = 180;
const SIDES = { s: ".source", t: ".target" };

export class Words {
  constructor() {
    this.known = new Map();
  }

  /** The person stands at a bead; if he stays, its words are dressed. */
  dwell(number, bead, element) {
    clearTimeout(this.timer);
    const key = `${bead.id} ${[...bead.s, ...bead.t].map((one) => `${one.i}${one.r}`).join(" ")}`;
    if (element.dressed === key) return;
    this.timer = setTimeout(async () => {
      const details = await this.details(number, bead.id, key);
      if (details && element.isConnected && element.dressed !== key) {
        element.dressed = key;
        dress(element, details);
      }
    }, this.known.has(key) ? 0 : PAUSE);
  }

  async details(number, id, key) {
    if (!this.known.has(key)) {
      const address = `/workbench/details/${encodeURIComponent(number)}/${encodeURIComponent(id)}`;
      const answer = await asked(address);
      if (!answer) return null;
      this.known.set(key, answer);
    }
    return this.known.get(key);
  }

  leave() {
    clearTimeout(this.timer);
  }
}

/** Wrap the words of a row and let linked ones show each other. */
function dress(element, { links, figures, names }) {
  const spans = { s: new Map(), t: new Map() };
  for (const [side, selector] of Object.entries(SIDES)) {
    let number = 0;
    for (const sentence of element.querySelectorAll(`${selector} .sentence`)) number = wrap(sentence, number, spans[side]);
    for (const at of figures[side]) classify(spans[side].get(at), "figure");
    for (const at of names[side]) classify(spans[side].get(at), "proper");
  }
  const partners = { s: new Map(), t: new Map() };
  for (const [source, target] of links) {
    join(partners.s, source, target);
    join(partners.t, target, source);
  }
  for (const [side, other] of [["s", "t"], ["t", "s"]]) {
    for (const [at, found] of partners[side]) {
      const all = [...(spans[side].get(at) || []), ...found.flatMap((one) => spans[other].get(one) || [])];
      for (const span of spans[side].get(at) || []) {
        span.addEventListener("mouseenter", () => all.forEach((one) => one.classList.add("linked")));
        span.addEventListener("mouseleave", () => all.forEach((one) => one.classList.remove("linked")));
      }
    }
  }
}

function join(map, key, value) {
  if (!map.has(key)) map.set(key, []);
  map.get(key).push(value);
}

function classify(spans, name) {
  for (const span of spans || []) span.classList.add(name);
}

/**
 * Put every word of a sentence into spans of its own; a word may need several where a mark begins or ends inside it.
 * @returns {number} number of the first word of the next sentence
 */
function wrap(sentence, first, spans) {
  let number = first;
  for (const node of textNodes(sentence)) {
    const parts = node.data.split(/( )/);
    const pieces = parts.map((part) => {
      if (part === " ") {
        number += 1;
        return part;
      }
      if (!part) return "";
      const span = h("span", { class: "w" }, part);
      join(spans, number, span);
      return span;
    });
    node.replaceWith(...pieces.filter(Boolean));
  }
  return number + 1;
}

/** Text of the sentence itself: neither its label nor signs of no width. */
function textNodes(sentence) {
  const walker = document.createTreeWalker(sentence, NodeFilter.SHOW_TEXT, {
    acceptNode: (node) => (node.parentElement.closest(".label, .point") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT),
  });
  const found = [];
  while (walker.nextNode()) found.push(walker.currentNode);
  return found;
}
