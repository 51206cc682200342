/** Two people changed the same bead: both versions side by side, and nothing overwritten. */

import { deedName } from "./deeds.js";
import { h } from "./dom.js";

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
  return h(
    "div",
    { class: "versions" },
    h("div", {}, h("h4", {}, "Theirs ", h("span", { class: "who" }, who)), version(review, one.theirs)),
    h("div", {}, h("h4", {}, "Yours ", h("span", { class: "who" }, `you ${deedName(operation.name)}`)), version(review, one.yours)),
  );
}

function version(review, bead) {
  if (!bead) return h("p", { class: "absent" }, "It does not exist in this version.");
  const [german, english] = review.model.languages;
  if (bead.text !== undefined) return h("p", { lang: bead.side === "source" ? german : english }, bead.text);
  const words = (ids) => ids.map((id) => review.model.sentence(id)?.t || "(a sentence that is not loaded)").join(" ");
  const rows = [
    ["status", bead.flagged ? `${bead.status}, flagged` : bead.status],
    ["original", h("span", { lang: german }, words(bead.source))],
    ["translation", h("span", { lang: english }, words(bead.target))],
    ["note", bead.remark],
    ["suggestion", bead.suggestion],
  ];
  return h("dl", {}, rows.filter(([, value]) => value).map(([name, value]) => [h("dt", {}, name), h("dd", {}, value)]));
}
