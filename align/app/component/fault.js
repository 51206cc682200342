/** The screen of a fault: what happened, and what to do. */

import { h, refill } from "./dom.js";

export class Fault {
  constructor(root) {
    this.root = root;
    root.className = "align";
  }

  take(data) {
    refill(
      this.root,
      h("main", { class: "empty fault", role: "alert" }, h("h1", {}, "This cannot be shown"), h("p", {}, data.what), h("p", {}, data.advice)),
    );
  }

  leave() {}
}
