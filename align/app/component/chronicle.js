/** What happened to a bead, the latest first. */

import { deedName } from "./deeds.js";
import { h } from "./dom.js";
import { said } from "./text.js";

/** @param {Array<Object>} entries when, who, what, before, after, words, undone; oldest first
 * @param {string} address under which they were asked for */
export function chronicle(review, entries, address) {
  const panel = h(
    "div",
    { class: "panel", tabindex: "-1" },
    h("b", {}, "What happened to this bead"),
    h("ol", { class: "thread" }, [...entries].reverse().map((one) => line(one))),
    h("p", { class: "hint-words" }, "U takes back what you did last. The overview has the history of the whole document, to be filtered."),
    h("p", { class: "panel-buttons" }, h("button", { type: "button", class: "quiet", onclick: () => review.shut() }, "Close (Esc)"), h("a", { href: `${address}/csv`, download: "" }, "Save as a table")),
  );
  panel.addEventListener("keydown", (event) => {
    if (event.key === "Escape" || event.key === "h") review.shut();
  });
  panel.focusField = () => panel.focus();
  return panel;
}

function line({ at, user, operation, of, before, after, words, undone }) {
  const when = new Date(at).toLocaleString("en-GB", { dateStyle: "medium", timeStyle: "short" });
  const deed = of ? `${deedName(operation)}: ${deedName(of)}` : deedName(operation);
  return h(
    "li",
    { class: undone ? "settled" : "" },
    h("b", {}, user),
    ` ${deed} `,
    h("span", { class: "who" }, when, before !== after ? ` · ${before || "new"} → ${after || "gone"}` : "", undone ? " · taken back" : ""),
    words ? h("p", {}, said(words)) : null,
  );
}
