/** The first visit: five short steps beside the screen, which stays usable all the while. */

import { h, refill } from "./dom.js";

const KEY = "align.tour";

const STEPS = [
  ["The original, the translation, the page", "Each row is a bead: German sentences and the English ones that answer them. The page shows where they stand. Click a line on the page, or press J and K.", ".pairs"],
  ["Right? Press A", "A accepts the bead and goes on to the one the aligner is least sure of. X rejects. A bead with a severe finding asks twice.", ".bead[aria-current]"],
  ["Wrong? Mend its shape", "M merges it with the next one, S cuts it in two, → takes the next English sentence in, ← gives the last one away.", ".keys"],
  ["Left out? Press O", "O says that the translation leaves it out, F flags it with a note, W suggests another wording. The published one is never changed.", ".keys"],
  ["Nothing is lost", "U takes back whatever you did, as far as you like, also tomorrow. All keys stand under ?.", ".saved"],
];

export class Tour {
  /** @param {Element} root of the screen */
  constructor(root) {
    this.root = root;
    this.at = 0;
    this.element = h("aside", { class: "tour", "aria-label": "First steps", hidden: true });
  }

  /** Begin, if this browser has not been here before. */
  offer() {
    if (this.begun || localStorage.getItem(KEY)) return;
    this.begun = true;
    this.show(0);
  }

  /** Begin again, from the help. */
  again() {
    this.begun = true;
    this.show(0);
  }

  /** Leave the steps, if they are shown; gives whether they were. */
  skip() {
    if (this.element.hidden) return false;
    this.show(STEPS.length);
    return true;
  }

  show(at) {
    this.point(null);
    this.at = at;
    this.element.hidden = at >= STEPS.length;
    if (this.element.hidden) {
      localStorage.setItem(KEY, "seen");
      return;
    }
    const [title, words, selector] = STEPS[at];
    const last = at === STEPS.length - 1;
    refill(
      this.element,
      h("p", { class: "who" }, `First steps, ${at + 1} of ${STEPS.length}`),
      h("h3", {}, title),
      h("p", {}, words),
      h(
        "p",
        { class: "panel-buttons" },
        h("button", { type: "button", class: "firm", onclick: () => this.show(at + 1) }, last ? "Begin" : "Next"),
        last ? null : h("button", { type: "button", class: "quiet", onclick: () => this.show(STEPS.length) }, "Skip (Esc)"),
      ),
    );
    this.point(this.root.querySelector(selector));
  }

  point(element) {
    this.root.querySelector(".toured")?.classList.remove("toured");
    element?.classList.add("toured");
  }
}
