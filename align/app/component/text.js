/** How a sentence looks: its kind, its label, the marks on its text. */

import { h } from "./dom.js";

/** What a mark is called, for the tooltip and for screen readers. */
export const MARK_NAMES = {
  insertion: "translator’s insertion",
  gloss: "abbreviation explained",
  footnote: "footnote",
  document: "mark of the document",
  omission: "omission in the source",
  archivist: "archivist’s note",
  damage: "lost in conversion",
  join: "two paragraphs joined here",
};

export const KIND_NAMES = {
  heading: "heading",
  item: "list item",
  row: "table row",
  speaker: "speaker",
  signature: "signature",
};

/** Characters that would turn the direction of what follows; shown by name, never obeyed. */
const DIRECTION = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;

/** Typewriter quotes are shown as print has them; the text itself, also when it is copied, stays as it was typed. */
const STRAIGHT = /["']/;
const BEFORE_OPENING = /[\s([{„“”‚‘’"'–—/-]/u;

/** A sentence of the payload as a paragraph. */
export function sentence(data) {
  const name = KIND_NAMES[data.k];
  return h(
    "p",
    { class: `sentence kind-${data.k}`, title: name, dataset: { sentence: data.i } },
    data.l ? h("span", { class: "label" }, data.l, " ") : null,
    marked(data.t, data.m || []),
  );
}

/**
 * The text cut at the borders of its marks. Marks may overlap and nest.
 * @param {string} text
 * @param {Array<[string, number, number, string]>} marks name, start, end (UTF-16, end exclusive), text of the mark
 */
export function marked(text, marks) {
  const quotes = { single: 0, before: "" };
  if (!marks.length) return plain(text, quotes);
  const borders = new Set([0, text.length]);
  for (const [, start, end] of marks) borders.add(start).add(end);
  const cuts = [...borders].sort((a, b) => a - b);
  const nodes = [];
  cuts.forEach((cut, at) => {
    for (const mark of marks) if (mark[1] === cut && mark[2] === cut) nodes.push(point(mark));
    if (at + 1 === cuts.length) return;
    const inside = marks.filter(([, start, end]) => start <= cut && end >= cuts[at + 1] && end > start);
    nodes.push(stretch(text.slice(cut, cuts[at + 1]), inside, quotes));
  });
  return nodes;
}

function stretch(text, inside, quotes) {
  if (!inside.length) return plain(text, quotes);
  const names = inside.map(([name]) => name);
  const title = names.map((name) => MARK_NAMES[name] || name).join(", ");
  return h("span", { class: `mark ${names.map((name) => `mark-${name}`).join(" ")}`, title }, plain(text, quotes));
}

/** What a person or a check said, with direction marks shown by name. */
export function said(text) {
  const parts = DIRECTION.test(text) ? text.split(new RegExp(`(${DIRECTION.source})`, "u")).filter(Boolean) : [text];
  return h("span", { class: "said" }, parts.map((part) => (DIRECTION.test(part) ? control(part) : part)));
}

const SIGNS = { damage: "▯", join: "⁋" };

/** A mark of no width: a footnote's number, a lost character, a joined paragraph. */
function point([name, , , text]) {
  const label = MARK_NAMES[name] || name;
  const shown = SIGNS[name] || text || "·";
  return h("span", { class: `point point-${name}`, title: text ? `${label}: ${text}` : label }, shown);
}

/** @param {{single: number, before: string}} quotes what came before: single quotes that are open, the last character */
function plain(text, quotes) {
  const parts = DIRECTION.test(text) || STRAIGHT.test(text) ? text.split(new RegExp(`(${DIRECTION.source}|${STRAIGHT.source})`, "u")) : [text];
  return parts.filter(Boolean).map((part) => {
    const node = DIRECTION.test(part) ? control(part) : STRAIGHT.test(part) ? quote(part, quotes) : part;
    quotes.before = part.at(-1);
    return node;
  });
}

function quote(sign, quotes) {
  const opens = !quotes.before || BEFORE_OPENING.test(quotes.before);
  if (sign === '"') return h("span", { class: `quote double ${opens ? "opens" : "closes"}` }, sign);
  const name = opens ? "opens" : quotes.single ? "closes" : "apostrophe";
  quotes.single = Math.max(0, quotes.single + (opens ? 1 : -1));
  return h("span", { class: `quote single ${name}` }, sign);
}

function control(character) {
  const code = character.codePointAt(0).toString(16).toUpperCase().padStart(4, "0");
  return h("span", { class: "control", title: "direction mark in the text" }, `U+${code}`);
}
