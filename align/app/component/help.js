/** The overlay with all keys and all signs. */

import { h, refill } from "./dom.js";
import { shown } from "./keymap.js";
import { nameOf } from "./keys.js";
import { GROUPS } from "./shortcuts.js";
import { MARK_NAMES } from "./text.js";

/** Fill the dialog of a screen: keys as they now are, signs, a way to change a key, the first steps once more. */
export function help(desk) {
  const { help: dialog, keymap } = desk;
  const close = h("button", { type: "button", class: "quiet", autofocus: true, onclick: () => dialog.close() }, "Close");
  const rows = GROUPS.map(([title, keys]) =>
    group([title, keys.map(([own, meaning]) => [own.map((key) => does(desk, key, meaning)), meaning])]),
  );
  refill(
    dialog,
    h("header", {}, h("h2", {}, "Keys and signs"), h("p", { class: "hint-words" }, "Each key is a button too, for hands without a keyboard."), close),
    h("div", { class: "help-groups" }, rows, group(["Signs in the text", signs()]), changing(desk), steps(desk)),
  );
  dialog.onclick = (event) => {
    if (event.target === dialog) dialog.close();
  };
}

/** A key that can be pressed with a finger. */
function does(desk, key, meaning) {
  const name = shown(desk.keymap.now(key));
  const act = () => {
    desk.help.close();
    desk.keys.bindings[key]({});
  };
  return h("button", { type: "button", class: "quiet does", "aria-label": `${name}: ${meaning}`, onclick: act }, h("kbd", {}, name));
}

function group([title, rows]) {
  return h(
    "section",
    {},
    h("h3", {}, title),
    h("dl", {}, rows.map(([key, meaning]) => [h("dt", {}, key), h("dd", {}, meaning)])),
  );
}

/** A form that puts an action under another key. */
function changing(desk) {
  const own = GROUPS.flatMap(([, rows]) => rows.flatMap(([keys, meaning]) => keys.map((key) => [key, meaning])));
  const all = own.map(([key]) => key);
  const action = h(
    "select",
    { class: "picker", "aria-label": "What to put under another key" },
    own.map(([key, meaning]) => h("option", { value: key }, `${shown(desk.keymap.now(key))}: ${meaning}`)),
  );
  const field = h("input", { type: "text", class: "jump", readonly: true, value: "press a key here", "aria-label": "The new key" });
  const word = h("p", { class: "hint-words", role: "status" });
  field.addEventListener("keydown", (event) => {
    if (["Tab", "Escape", "Shift", "Control", "Alt", "Meta"].includes(event.key)) return;
    event.preventDefault();
    const problem = desk.keymap.change(action.value, nameOf(event), all);
    if (problem) {
      word.textContent = problem;
      return;
    }
    desk.renamed();
    help(desk);
  });
  const reset = () => {
    desk.keymap.reset();
    desk.renamed();
    help(desk);
  };
  return h(
    "section",
    { class: "changing" },
    h("h3", {}, "Change a key"),
    h("p", {}, action, " ", field),
    word,
    h("button", { type: "button", class: "quiet", onclick: reset }, "All keys as they were"),
  );
}

function steps(desk) {
  const again = () => {
    desk.help.close();
    desk.tour.again();
  };
  return h("section", {}, h("button", { type: "button", class: "quiet", onclick: again }, "Show the first steps once more"));
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
