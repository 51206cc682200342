/** The thread of a bead: what people said about it, and a field to answer. */

import { h } from "./dom.js";
import { said } from "./text.js";
import { writing } from "./panels.js";

/** The panel; `bead.thread` holds the comments, oldest first. */
export function thread(review, bead) {
  const close = () => review.shut();
  const keep = (text) => {
    review.shut();
    if (text.trim()) review.perform({ name: "comment", arguments: { bead: bead.id, text, answers: "" } });
  };
  const panel = writing({ title: "Say something about this bead", text: "", keep, close });
  panel.prepend(h("ol", { class: "thread" }, (bead.thread || []).map((one) => comment(review, one))));
  return panel;
}

function comment(review, one) {
  const when = new Date(one.at).toLocaleString("en-GB", { dateStyle: "medium", timeStyle: "short" });
  const settle = () => {
    review.shut();
    review.perform({ name: "settle-comment", arguments: { comment: one.id, open_again: one.settled }, base: { [one.id]: one.r } });
  };
  return h(
    "li",
    { class: one.settled ? "settled" : "" },
    h("b", {}, one.author),
    " ",
    h("span", { class: "who" }, when),
    h("p", {}, said(one.text)),
    h("button", { type: "button", class: "quiet", onclick: settle }, one.settled ? "open again" : "settle"),
  );
}
