/** Who sits here: a login that the server knows, or a name chosen in this browser. It stands in the history of every bead. */

import { h } from "./dom.js";

const KEY = "align.person";

/** Pages without this field learn the name from a cookie; the server takes it for no more than a name that was chosen. */
function tell(name) {
  document.cookie = `align_person=${encodeURIComponent(name)}; path=/; max-age=31536000; samesite=strict`;
}

export class NameField {
  /** @param {function(string)} changed called with the name that counts from now on */
  constructor(changed) {
    this.changed = changed;
    this.field = h("input", { type: "text", class: "jump name", "aria-label": "Your name, for the history", title: "Your name, for the history", autocomplete: "off", maxlength: 80, spellcheck: "false" });
    this.field.addEventListener("change", () => this.choose(this.field.value));
    this.field.addEventListener("keydown", (event) => {
      if (event.key === "Enter" || event.key === "Escape") this.field.blur();
    });
    this.element = h("label", { class: "you" }, h("span", { class: "unseen" }, "You: "), this.field);
  }

  /**
   * What the server knows.
   * @param {{name: string, fixed: boolean}} person
   */
  take({ name, fixed }) {
    this.fallback = name;
    this.field.readOnly = fixed;
    const chosen = fixed ? name : localStorage.getItem(KEY) || name;
    if (this.field !== this.field.getRootNode().activeElement) this.field.value = chosen;
    if (this.value !== chosen) {
      this.value = chosen;
      if (!fixed) tell(chosen);
      this.changed(chosen);
    }
  }

  choose(words) {
    const name = words.trim().replace(/\s+/g, " ");
    if (name) localStorage.setItem(KEY, name);
    else localStorage.removeItem(KEY);
    this.value = name || this.fallback;
    this.field.value = this.value;
    tell(this.value);
    this.changed(this.value);
  }
}
