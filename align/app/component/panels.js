/** What opens inside the current bead: a note, a wording, a word to put right, a split to choose. */

import { h, refill } from "./dom.js";

/**
 * A text to write. Enter keeps it, Shift+Enter begins a new line, Escape leaves it as it was.
 * @param {{title: string, text: string, lang?: string, hint?: string, keep: function(string), close: function()}} wish
 */
export function writing({ title, text, lang, hint, keep, close }) {
  const field = h("textarea", { rows: 3, lang, "aria-label": title, maxlength: 20000 });
  field.value = text;
  field.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
    else if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      keep(field.value);
    }
  });
  const panel = h(
    "div",
    { class: "panel" },
    h("label", {}, h("b", {}, title), field),
    hint ? h("p", { class: "hint-words" }, hint) : null,
    h(
      "p",
      { class: "panel-buttons" },
      h("button", { type: "button", class: "firm", onclick: () => keep(field.value) }, "Keep (Enter)"),
      h("button", { type: "button", class: "quiet", onclick: close }, "Leave (Esc)"),
    ),
  );
  panel.focusField = () => {
    field.focus();
    field.setSelectionRange(field.value.length, field.value.length);
  };
  return panel;
}

/**
 * A choice of sentence boundaries at which a bead is cut. Arrow keys move the cuts, Enter cuts, Escape leaves.
 * @param {{bead: Object, cut: function(number, number), close: function(), shown: function(Array<number>)}} wish
 */
export class Splitting {
  constructor({ bead, cut, close, shown }) {
    this.bead = bead;
    this.cut = cut;
    this.close = close;
    this.shown = shown;
    this.at = [half(bead.s.length), half(bead.t.length)];
    if (!this.possible(...this.at)) this.at = [bead.s.length, 0];
    this.element = h("div", { class: "panel splitting", tabindex: "-1" });
    this.element.addEventListener("keydown", (event) => this.pressed(event));
    this.draw();
    this.element.focusField = () => this.element.focus();
  }

  possible(source, target) {
    const { s, t } = this.bead;
    const inside = source >= 0 && source <= s.length && target >= 0 && target <= t.length;
    return inside && source + target > 0 && source + target < s.length + t.length;
  }

  move(side, step) {
    const next = [...this.at];
    next[side] += step;
    if (this.possible(...next)) this.at = next;
    this.draw();
  }

  pressed(event) {
    const moves = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [1, -1], ArrowRight: [1, 1] };
    const act = moves[event.key];
    if (act) this.move(...act);
    else if (event.key === "Enter") this.cut(...this.at);
    else if (event.key === "Escape") this.close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  draw() {
    const [source, target] = this.at;
    const { s, t } = this.bead;
    const line = (side, count, whole, keys) =>
      h(
        "p",
        {},
        h("b", {}, side),
        ` first ${count} of ${whole} above the cut `,
        h("button", { type: "button", class: "quiet", "aria-label": `${side}: fewer`, onclick: () => this.move(side === "Original" ? 0 : 1, -1) }, keys[0]),
        h("button", { type: "button", class: "quiet", "aria-label": `${side}: more`, onclick: () => this.move(side === "Original" ? 0 : 1, 1) }, keys[1]),
      );
    refill(
      this.element,
      h("b", {}, "Cut this bead in two"),
      h("p", { class: "hint-words" }, "What is marked in the text stays above the cut."),
      line("Original", source, s.length, ["↑", "↓"]),
      line("Translation", target, t.length, ["←", "→"]),
      h(
        "p",
        { class: "panel-buttons" },
        h("button", { type: "button", class: "firm", onclick: () => this.cut(...this.at) }, "Cut (Enter)"),
        h("button", { type: "button", class: "quiet", onclick: this.close }, "Leave (Esc)"),
      ),
    );
    this.shown(this.at);
  }
}

function half(length) {
  return Math.ceil(length / 2);
}

/**
 * A dialog that asks one thing.
 * @param {{title: string, content: Node|Array, act: string, keep: function()}} wish
 */
export function asking({ title, content, act, keep }) {
  const dialog = h(
    "dialog",
    { class: "ask", "aria-label": title },
    h("h2", {}, title),
    h(
      "form",
      {
        method: "dialog",
        onsubmit: (event) => {
          if (event.submitter?.value === "keep") keep();
        },
      },
      content,
      h(
        "p",
        { class: "panel-buttons" },
        h("button", { class: "firm", value: "keep" }, act),
        h("button", { class: "quiet", value: "leave", formnovalidate: true }, "Leave"),
      ),
    ),
  );
  dialog.addEventListener("close", () => dialog.remove());
  return dialog;
}
