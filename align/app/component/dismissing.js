/** Setting a finding aside: which one, and why it does not matter. */

import { h } from "./dom.js";
import { writing } from "./panels.js";

/** The panel; with several findings one is chosen first. */
export function dismissing(review, bead) {
  const choice = h(
    "select",
    { class: "picker wide", "aria-label": "Which finding" },
    bead.findings.map((one, at) => h("option", { value: String(at) }, one.message)),
  );
  const keep = (reason) => {
    if (!reason.trim()) return review.desk.say("Say in a few words why it does not matter, so that the others know.");
    const { code, message } = bead.findings[Number(choice.value)];
    review.shut();
    return review.perform({ name: "dismiss", arguments: { bead: bead.id, code, message, reason } });
  };
  const hint = "It stays to be seen, and counts again if the check says something else of this bead.";
  const panel = writing({ title: "Why does this finding not matter?", text: "", hint, keep, close: () => review.shut() });
  if (bead.findings.length > 1) panel.prepend(h("p", {}, choice));
  return panel;
}
