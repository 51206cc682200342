/** Two people changed the same bead: both versions side by side, and nothing overwritten. */

import { STATUS } from "./beads.js";
import { deedName } from "./deeds.js";
import { h } from "./dom.js";
import { said as safe } from "./text.js";

/** Whether what was meant can still be done to what now stands. */
export function canAgain({ answer }) {
  return answer.conflicts.every((one) => one.theirs);
}

/** The panel of one conflict. */
export function conflictPanel(review, clash) {
  const { operation, answer } = clash;
  return h(
    "section",
    { class: "panel conflict", role: "alert" },
    h("h3", {}, "Somebody was faster"),
    h("p", { class: "hint-words" }, "Nothing has been overwritten. Both versions, as far as they differ:"),
    answer.conflicts.map((one) => both(review, one, operation)),
    h(
      "p",
      { class: "panel-buttons" },
      h("button", { type: "button", class: "firm", onclick: () => review.resolve(clash, false) }, "Let theirs stand (1)"),
      canAgain(clash)
        ? h("button", { type: "button", class: "quiet", onclick: () => review.resolve(clash, true) }, "Do mine again (2)")
        : null,
    ),
  );
}

function both(review, one, operation) {
  const when = one.at ? new Date(one.at).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" }) : "";
  const who = one.user ? `${one.user} ${deedName(one.operation)}, ${when}` : "gone";
  const [theirs, yours] = [rows(review, one.theirs), rows(review, one.yours)];
  const alike = new Set([...theirs.keys()].filter((name) => theirs.get(name).text === yours.get(name)?.text));
  return h(
    "div",
    { class: "versions" },
    h("div", {}, h("h4", {}, "Theirs ", h("span", { class: "who" }, who)), version(theirs, alike)),
    h("div", {}, h("h4", {}, "Yours ", h("span", { class: "who" }, `you ${deedName(operation.name)}`)), version(yours, alike)),
  );
}

/** What a version says, by name: text and language. */
function rows(review, bead) {
  if (!bead) return new Map();
  const [german, english] = review.model.languages;
  if (bead.text !== undefined) return new Map([["text", { text: bead.text, lang: bead.side === "source" ? german : english }]]);
  const words = (ids) => ids.map((id) => review.model.sentence(id)?.t || "(a sentence that is not loaded)").join(" ");
  const status = STATUS[bead.status]?.name || bead.status;
  const said = [
    ["status", { text: bead.flagged ? `${status}, flagged` : status }],
    ["original", { text: words(bead.source), lang: german }],
    ["translation", { text: words(bead.target), lang: english }],
    ["note", { text: bead.remark }],
    ["suggestion", { text: bead.suggestion, lang: english }],
  ];
  return new Map(said.filter(([, { text }]) => text));
}

/** A version, without what both say. */
function version(said, alike) {
  if (!said.size) return h("p", { class: "absent" }, "It does not exist in this version.");
  const own = [...said].filter(([name]) => !alike.has(name));
  if (!own.length) return h("p", { class: "who" }, alike.size ? "as the other" : "nothing");
  return h("dl", {}, own.map(([name, { text, lang }]) => [h("dt", {}, name), h("dd", { lang }, safe(text))]));
}
