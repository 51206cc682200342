/** The overlay with all keys and all signs. */

import { h } from "./dom.js";
import { MARK_NAMES } from "./text.js";

/**
 * A dialog that lists keys and signs; closes with Escape, a click beside it, or its button.
 * @param {Array<[string, Array<[string, string]>]>} groups title and rows of key and meaning
 */
export function help(groups) {
  const close = h("button", { type: "button", class: "quiet", autofocus: true, onclick: () => dialog.close() }, "Close");
  const dialog = h(
    "dialog",
    { class: "help", "aria-label": "Keys and signs" },
    h("header", {}, h("h2", {}, "Keys and signs"), close),
    h("div", { class: "help-groups" }, groups.map(group), group(["Signs in the text", signs()])),
  );
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });
  return dialog;
}

function group([title, rows]) {
  return h(
    "section",
    {},
    h("h3", {}, title),
    h("dl", {}, rows.map(([key, meaning]) => [h("dt", {}, key), h("dd", {}, meaning)])),
  );
}

function signs() {
  const sample = (name, text) => [h("span", { class: `mark mark-${name}` }, text), MARK_NAMES[name]];
  const point = (name, text) => [h("span", { class: `point point-${name}` }, text), MARK_NAMES[name]];
  return [
    sample("insertion", "[only]"),
    sample("gloss", "HVA [Foreign Intelligence]"),
    sample("document", "[Signed]"),
    sample("omission", "[…]"),
    point("footnote", "1"),
    point("damage", "▯"),
    point("join", "⁋"),
    [h("span", { class: "w figure" }, "1964"), "number or date"],
    [h("span", { class: "w proper" }, "Chebrikov"), "name"],
    [h("span", { class: "w linked" }, "word"), "answers the word under the pointer"],
  ];
}
