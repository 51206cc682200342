/** Decisions that no longer fit after a new reading or run: kept with all they said until somebody settles each. */

import { h } from "./dom.js";
import { said } from "./text.js";

/** @param {Array<Object>} orphans id, person, decision, reason, source, target, folios, remark, suggestion */
export function leftovers(review, orphans) {
  const [german, english] = review.model.languages;
  const dialog = h("dialog", { class: "ask wide-ask", "aria-label": "Decisions that no longer fit" });
  const row = (one) => {
    const field = h("input", { type: "text", class: "jump note", placeholder: "what became of it", "aria-label": "What became of it" });
    const settle = () => {
      review.perform({ name: "settle-orphan", arguments: { orphan: one.id, note: field.value }, base: { [one.id]: review.model.seq } });
      item.remove();
      if (!list.children.length) dialog.close();
    };
    const texts = (lines, lang) => lines.map((text) => h("p", { lang }, said(text)));
    const where = one.folios.length ? ` (Bl. ${one.folios.join(", ")})` : "";
    const item = h(
      "li",
      {},
      h("p", {}, h("b", {}, `${one.person}: ${one.decision}`), where, h("span", { class: "who" }, ` ${one.reason}`)),
      texts(one.source, german),
      texts(one.target, english),
      [one.remark, one.suggestion].filter(Boolean).map((text) => h("p", { class: "who" }, said(text))),
      h("p", { class: "panel-buttons" }, field, h("button", { type: "button", class: "firm", onclick: settle }, "Settled")),
    );
    return item;
  };
  const list = h("ol", { class: "thread" }, orphans.map(row));
  dialog.append(
    h("h2", {}, "Decisions that no longer fit"),
    h("p", { class: "hint-words" }, "The text was read or aligned anew, and these found no place. Do again what still counts, then settle each; U takes back."),
    list,
    h("button", { type: "button", class: "quiet", onclick: () => dialog.close() }, "Close (Esc)"),
  );
  dialog.addEventListener("close", () => dialog.remove());
  return dialog;
}
