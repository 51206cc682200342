/**
 * The list of beads: a stretch around the cursor, every bead a row of number, original and translation.
 *
 * Rows are kept while their bead is unchanged, so that a move of the cursor touches two rows and builds none.
 */

import { h, idly, notIdly, refill } from "./dom.js";
import { foliosOf } from "./places.js";
import { KIND_NAMES, said, sentence } from "./text.js";

/** Rows above and below the cursor that are built at once, those that follow when nothing else is to be done, and how many
 * more when the list is scrolled to an end. */
const NEAR = [6, 14];
const REACH = 30;
const MORE = 30;
/** Rows that are kept at most on either side of the cursor. */
const MOST = 80;

export const STATUS = {
  auto: { sign: "", name: "not reviewed" },
  accepted: { sign: "✓", name: "accepted" },
  approved: { sign: "✓✓", name: "approved by two" },
  rejected: { sign: "✕", name: "rejected" },
};

export class BeadList {
  /** @param {Object} actions `choose(position)`, `hover(position|null)`, `need(position)`, `tools(bead)` -> Node|null,
   *   `restore(bead, dismissal)` */
  constructor(actions) {
    this.actions = actions;
    this.rows = new Map();
    this.from = 0;
    this.to = -1;
    this.cursor = -1;
    this.list = h("ol", { class: "beads", "aria-label": "Beads" });
    this.element = h("section", { class: "pairs", "aria-label": "Original and translation" }, this.list);
    this.element.addEventListener("scroll", () => this.scrolled(), { passive: true });
    this.list.addEventListener("click", (event) => this.clicked(event));
    this.list.addEventListener("mouseover", (event) => this.actions.hover(positionOf(event.target)));
    this.list.addEventListener("mouseleave", () => this.actions.hover(null));
  }

  /**
   * Show the beads around the cursor.
   * @param {Object} model with `beads` (position -> bead), `count`, `languages`
   * @param {number} cursor position of the current bead
   * @param {Object} options `scroll`: bring the row into view; `place`: put it where the eye is, else only if out of view
   */
  show(model, cursor, { scroll = true, place = true } = {}) {
    this.model = model;
    const active = this.element.getRootNode().activeElement;
    const focused = active && this.element.contains(active);
    const loaded = stretch(model.beads, cursor);
    const inside = cursor >= this.from && cursor <= this.to;
    const from = Math.max(loaded[0], Math.min(cursor - NEAR[0], inside ? Math.max(this.from, cursor - MOST) : cursor));
    const to = Math.min(loaded[1], Math.max(cursor + NEAR[1], inside ? Math.min(this.to, cursor + MOST) : cursor));
    this.build(from, to);
    this.mark(cursor);
    if (focused && this.element.getRootNode().activeElement !== active) this.refocus(active);
    if (scroll) this.reveal(place);
    notIdly(this.idle);
    this.idle = idly(() => this.widen());
  }

  /** Build the rows that lie further off, as far as their beads are loaded. */
  widen() {
    if (!this.rows.has(this.cursor) || !this.model.beads.has(this.cursor)) return;
    const loaded = stretch(this.model.beads, this.cursor);
    const from = Math.max(loaded[0], Math.min(this.from, this.cursor - REACH));
    const to = Math.min(loaded[1], Math.max(this.to, this.cursor + REACH));
    if (from !== this.from || to !== this.to) this.build(from, to);
    this.scrolled();
  }

  build(from, to) {
    const anchor = this.rows.get(this.cursor)?.element;
    const before = anchor?.isConnected ? anchor.offsetTop : null;
    for (const [position, row] of this.rows) {
      if (position < from || position > to) {
        row.element.remove();
        this.rows.delete(position);
      }
    }
    let previous = null;
    for (let position = from; position <= to; position += 1) {
      const element = this.row(position);
      if (previous ? previous.nextSibling !== element : this.list.firstChild !== element) {
        if (previous) previous.after(element);
        else this.list.prepend(element);
      }
      previous = element;
    }
    [this.from, this.to] = [from, to];
    if (before !== null && anchor.isConnected) this.element.scrollTop += anchor.offsetTop - before;
  }

  row(position) {
    const bead = this.model.beads.get(position);
    const held = this.rows.get(position);
    if (held && held.bead === bead) return held.element;
    const element = this.render(position, bead);
    this.greet(element, bead);
    if (held) held.element.replaceWith(element);
    if (position === this.cursor) this.make(element, bead);
    this.rows.set(position, { bead, element });
    return element;
  }

  render(position, bead) {
    const empty = !bead.s.length ? "addition" : !bead.t.length ? "omission" : "";
    const out = this.test && !this.test(position);
    const classes = ["bead", out && "left-out", empty && "null", bead.status !== "auto" && `is-${bead.status}`, bead.flagged && "is-flagged", bead.id === this.pinned && "pinned"];
    return h(
      "li",
      { class: classes.filter(Boolean).join(" "), dataset: { position, bead: bead.id }, tabindex: "-1" },
      this.gutter(position, bead),
      this.side(bead.s, "source", bead),
      this.side(bead.t, "target", bead),
      bead.findings.length || bead.dismissed.length || bead.remark || bead.suggestion ? this.notes(bead) : null,
    );
  }

  gutter(position, bead) {
    const status = STATUS[bead.status] || { sign: "", name: bead.status };
    const folios = foliosOf(bead);
    const before = this.foliosBefore(position);
    const fresh = folios.filter((folio) => !before.includes(folio));
    const kinds = [...new Set([...bead.s, ...bead.t].map((one) => KIND_NAMES[one.k]).filter(Boolean))];
    return h(
      "div",
      { class: "gutter" },
      h("p", { class: "numbers" }, h("b", {}, String(position + 1)), confidence(bead.c)),
      h(
        "p",
        { class: "type" },
        h("span", { title: "sentences of the original – of the translation" }, `${bead.s.length}–${bead.t.length}`),
        kinds.length ? ` ${kinds.join(", ")}` : null,
      ),
      status.sign ? h("p", { class: "status" }, h("b", {}, status.sign), ` ${status.name}`, NATURES[bead.nature] || "") : null,
      bead.flagged ? h("p", { class: "flag" }, "⚑ flagged") : null,
      fresh.length ? h("p", { class: "folio", lang: "de", title: "folio begins here" }, `Bl. ${fresh.join(", ")}`) : null,
    );
  }

  /** Folios of the nearest bead above that stands on any. */
  foliosBefore(position) {
    for (let at = position - 1; this.model.beads.has(at); at -= 1) {
      const folios = foliosOf(this.model.beads.get(at));
      if (folios.length) return folios;
    }
    return [];
  }

  side(sentences, name, bead) {
    const language = this.model.languages[name === "source" ? 0 : 1];
    const content = sentences.length ? sentences.map((one) => sentence(one)) : absent(name, bead);
    return h("div", { class: `side ${name}`, lang: sentences.length ? language : null }, content);
  }

  notes(bead) {
    return h(
      "div",
      { class: "notes" },
      bead.findings.map((finding) =>
        h("p", { class: `finding ${finding.severity}` }, h("b", {}, SEVERITY[finding.severity] || ""), " ", said(finding.message)),
      ),
      bead.dismissed.map((one) =>
        h(
          "p",
          { class: "finding aside" },
          h("b", {}, "Set aside:"),
          " ",
          said(one.message),
          ` ${one.user}: `,
          said(`“${one.reason}” `),
          h("button", { type: "button", class: "quiet restore", onclick: () => this.actions.restore(bead, one) }, "It counts again"),
        ),
      ),
      bead.remark ? h("p", { class: "remark" }, h("b", {}, "Note"), " ", said(bead.remark)) : null,
      bead.suggestion
        ? h("p", { class: "suggestion" }, h("b", {}, "Suggested wording"), " ", h("span", { lang: this.model.languages[1] }, said(bead.suggestion)))
        : null,
    );
  }

  mark(cursor) {
    if (this.cursor !== cursor) {
      const old = this.rows.get(this.cursor)?.element;
      if (old) {
        old.removeAttribute("aria-current");
        old.querySelector(":scope > .tools")?.remove();
      }
    }
    this.cursor = cursor;
    const row = this.rows.get(cursor);
    if (row) this.make(row.element, row.bead);
  }

  /** Make a row the current one, with what is open in it. */
  make(element, bead) {
    element.setAttribute("aria-current", "true");
    const tools = this.actions.tools(bead);
    if (tools.parentNode !== element) element.append(tools);
  }

  /** Mark the bead at which pinpointing began; null for none. */
  pin(id) {
    this.pinned = id;
    for (const { bead, element } of this.rows.values()) element.classList.toggle("pinned", bead.id === id);
  }

  /** Mark in the current row which sentences stay above a cut; null for no cut. */
  cut(at) {
    const element = this.rows.get(this.cursor)?.element;
    if (!element) return;
    [".source", ".target"].forEach((side, which) => {
      element.querySelectorAll(`${side} .sentence`).forEach((one, place) => one.classList.toggle("above", at !== null && place < at[which]));
    });
  }

  /** A row was put in place of another: the focus stays where it was, in the field or on the row. */
  refocus(active) {
    if (active.isConnected) active.focus({ preventScroll: true });
    else this.focus();
  }

  /** Who else is here, by bead. */
  company(others) {
    this.others = new Map();
    for (const { name, bead } of others) this.others.set(bead, [...(this.others.get(bead) || []), name]);
    for (const { bead, element } of this.rows.values()) this.greet(element, bead);
  }

  greet(element, bead) {
    const names = this.others?.get(bead.id) || [];
    const gutter = element.querySelector(".gutter");
    gutter.querySelector(".company")?.remove();
    if (names.length) gutter.append(h("p", { class: "company" }, `◉ ${names.join(", ")} ${names.length > 1 ? "are" : "is"} here`));
  }

  /** Draw back the beads that the walk leaves out; null for none. */
  dim(test) {
    this.test = test;
    for (const [position, { element }] of this.rows) element.classList.toggle("left-out", Boolean(test) && !test(position));
  }

  reveal(place) {
    const element = this.rows.get(this.cursor)?.element;
    if (!element) return;
    const view = this.element;
    const [top, bottom] = [element.offsetTop, element.offsetTop + element.offsetHeight];
    const out = top < view.scrollTop || bottom > view.scrollTop + view.clientHeight;
    const low = top > view.scrollTop + view.clientHeight * 0.55 || top < view.scrollTop + view.clientHeight * 0.12;
    if (out || (place && low)) view.scrollTop = Math.max(0, top - view.clientHeight * 0.28);
  }

  scrolled() {
    cancelAnimationFrame(this.frame);
    this.frame = requestAnimationFrame(() => {
      const view = this.element;
      if (!this.model || this.cursor < 0) return;
      if (view.scrollTop < 200) this.extend(-MORE);
      if (view.scrollTop + view.clientHeight > view.scrollHeight - 200) this.extend(MORE);
    });
  }

  extend(step) {
    const edge = step < 0 ? this.from : this.to;
    const wanted = Math.max(0, Math.min(this.model.count - 1, edge + step));
    if (wanted === edge || !this.model.beads.has(edge) || !this.model.beads.has(this.cursor)) return;
    const loaded = stretch(this.model.beads, edge);
    const reached = step < 0 ? Math.max(wanted, loaded[0]) : Math.min(wanted, loaded[1]);
    if (reached !== edge) this.build(Math.min(this.from, reached), Math.max(this.to, reached));
    if (reached !== wanted) this.actions.need(wanted);
  }

  clicked(event) {
    if (event.target.closest("button, a, input, textarea, select")) return;
    if (String(window.getSelection())) return;
    const position = positionOf(event.target);
    if (position !== null) this.actions.choose(position);
  }

  /** Put the keyboard's focus on the current bead, so that a screen reader says it. */
  focus() {
    this.rows.get(this.cursor)?.element.focus({ preventScroll: true });
  }

  leave() {
    cancelAnimationFrame(this.frame);
    notIdly(this.idle);
  }
}

/** What a decided bead with an empty side is. */
const NATURES = { omission: " as omission", addition: " as addition", layout: " as lost by the layout" };

const SEVERITY = { error: "Check:", warning: "Look:", info: "Hint:" };

const ABSENT = {
  source: "Not in the original: an addition of the translation",
  target: "Not in the translation: left out",
};

function absent(name, bead) {
  const words = bead.nature === "layout" ? "Dropped by the layout of the file, not left out" : ABSENT[name];
  return h("p", { class: "absent", lang: "en" }, words);
}

function confidence(value) {
  const percent = Math.floor(value * 100);
  return h(
    "span",
    { class: "confidence", title: "the aligner’s confidence" },
    h("span", { class: "gauge", "aria-hidden": "true" }, h("i", { style: `width: ${percent}%` })),
    `${percent} %`,
  );
}

function positionOf(target) {
  const row = target.closest?.(".bead");
  return row ? Number(row.dataset.position) : null;
}

/** First and last position of the loaded beads that lie without a gap around a position. */
function stretch(beads, position) {
  let [from, to] = [position, position];
  while (beads.has(from - 1)) from -= 1;
  while (beads.has(to + 1)) to += 1;
  return [from, to];
}

/** Put the rows' content anew, for example after the languages changed. */
export function clear(list) {
  list.rows.clear();
  list.from = 0;
  list.to = -1;
  refill(list.list);
}
