/** The screen of one document: beads beside the scan. */

import { BeadList, clear } from "./beads.js";
import { h, refill } from "./dom.js";
import { help } from "./help.js";
import { Keys } from "./keys.js";
import { Model } from "./model.js";
import { ScanPane } from "./scan.js";
import { position as address, remember, visit } from "./url.js";

export class Workbench {
  constructor(root) {
    this.root = root;
    this.model = new Model();
    this.cursor = -1;
    this.list = new BeadList({
      choose: (at) => this.go(at, { place: false }),
      hover: (at) => this.scan.hint(at === null ? null : this.model.beads.get(at)),
      need: (at) => this.ask({ at }),
      tools: (bead) => this.tools(bead),
    });
    this.scan = new ScanPane({
      choose: (at) => this.go(at, { scroll: false }),
      hover: (at) => this.point(at),
      need: (page) => this.ask({ at: this.model.onPage(page) }),
    });
    this.top = h("header", { class: "bar" });
    this.foot = h("footer", { class: "keys" });
    this.live = h("p", { class: "unseen", role: "status", "aria-live": "polite" });
    this.help = help(this.keyGroups());
    this.keys = new Keys(this.bindings());
    root.className = "align workbench";
    refill(root, this.top, h("main", { class: "panes" }, this.list.element, this.scan.element), this.foot, this.live, this.help);
    this.footer();
  }

  /** New data, or the first. */
  take(data, send) {
    this.send = send;
    this.data = data;
    const held = this.model.index.ids[this.cursor];
    const { other, changed } = this.model.take(data);
    this.asked = null;
    this.documents = data.documents || this.documents;
    if (data.pages) this.scan.open(data.pages);
    if (other) {
      clear(this.list);
      this.cursor = -1;
      document.title = `${data.document.number} · ${data.document.title || data.document.title_translation} · Align`;
    }
    if (other || changed) this.bar();
    this.scan.learn(this.model.beads);
    this.settle(other, held);
  }

  settle(other, held) {
    if (!this.model.count) return this.nothing();
    const wanted = other ? address().bead : held;
    let at = this.model.find(wanted);
    if (at < 0) at = other ? 0 : Math.max(0, Math.min(this.cursor, this.model.count - 1));
    this.pending ??= null;
    if (this.pending !== null) at = this.pending;
    this.go(at, { scroll: other || this.pending !== null, quiet: true });
    return undefined;
  }

  nothing() {
    const document = this.data.document;
    refill(
      this.list.list,
      h("li", { class: "empty" }, h("h2", {}, "Nothing to read yet"), h("p", {}, document.next || "Read and align this document first.")),
    );
    this.scan.show(null);
  }

  /** Make a bead the current one; ask for it first if it is not loaded. */
  go(at, { scroll = true, place = true, quiet = false } = {}) {
    const next = Math.max(0, Math.min(this.model.count - 1, at));
    const bead = this.model.beads.get(next);
    if (!bead) {
      this.pending = next;
      this.ask({ at: next });
      return;
    }
    this.pending = null;
    const moved = next !== this.cursor;
    this.cursor = next;
    this.list.show(this.model, next, { scroll, place });
    this.scan.show(bead, { scroll: moved || !quiet });
    this.count();
    if (!quiet) this.list.focus();
    this.later(() => remember(this.model.number, bead.id));
    this.ahead(next);
  }

  /** Ask early for what lies beyond the window, before the cursor gets there. */
  ahead(at) {
    for (const edge of [at + 25, at - 25]) {
      if (edge >= 0 && edge < this.model.count && !this.model.beads.has(edge)) {
        this.ask({ at: edge });
        return;
      }
    }
  }

  /** Ask the server for the beads around a position, once. */
  ask({ at, doc = this.model.number }) {
    const wish = `${doc} ${at} ${this.model.version}`;
    if (this.asked === wish) return;
    this.asked = wish;
    this.send("view", { doc, at, known: doc === this.model.number ? this.model.version : "" });
  }

  later(action) {
    clearTimeout(this.timer);
    this.timer = setTimeout(action, 120);
  }

  point(at) {
    this.list.list.querySelector(".hinted")?.classList.remove("hinted");
    if (at !== null) this.list.rows.get(at)?.element.classList.add("hinted");
    this.scan.hint(at === null ? null : this.model.beads.get(at));
  }

  bar() {
    const { document } = this.data;
    const picker = h(
      "select",
      { class: "picker", "aria-label": "Document", onchange: (event) => this.open(event.target.value) },
      this.documents.map((one) =>
        h("option", { value: one.number, selected: one.number === document.number, disabled: !one.open }, `${one.number} · ${one.title}`),
      ),
    );
    this.counter = h("span", { class: "counter", title: "bead / beads" });
    refill(
      this.top,
      picker,
      h("span", { class: "cite" }, document.shelfmark ? h("span", { lang: "de" }, document.shelfmark) : null),
      this.jump(),
      this.counter,
    );
    this.count();
  }

  jump() {
    const field = h("input", {
      type: "text",
      class: "jump",
      placeholder: "Go to bead, or Bl. 12",
      "aria-label": "Go to a bead number or a folio",
      autocomplete: "off",
      onkeydown: (event) => {
        if (event.key === "Enter") this.leap(field);
        if (event.key === "Escape") field.blur();
      },
    });
    this.field = field;
    return field;
  }

  leap(field) {
    const words = field.value.trim();
    const folio = words.match(/^(?:bl\.?|f(?:olio)?\.?)\s*0*(\d+\w?)$/i);
    const at = folio ? this.model.onFolio(folio[1]) : /^\d+$/.test(words) ? Number(words) - 1 : -1;
    if (at < 0 || at >= this.model.count) {
      field.setAttribute("aria-invalid", "true");
      this.say(folio ? `No bead stands on folio ${folio[1]}.` : `Type a bead number up to ${this.model.count}, or Bl. and a folio.`);
      return;
    }
    field.removeAttribute("aria-invalid");
    field.value = "";
    field.blur();
    this.go(at);
  }

  count() {
    if (this.counter && this.model.count) {
      this.counter.textContent = `${(this.cursor + 1).toLocaleString("en")} / ${this.model.count.toLocaleString("en")}`;
    }
  }

  open(number) {
    visit(number);
    this.ask({ at: 0, doc: number });
  }

  /** The browser went back or forward: the address decides. */
  returned() {
    const { doc, bead } = address();
    if (doc && doc !== this.model.number) this.ask({ at: 0, doc });
    else if (this.model.find(bead) >= 0) this.go(this.model.find(bead));
  }

  tools(bead) {
    const copy = h("button", { type: "button", class: "quiet", title: "Copy both texts with their citation (C)", onclick: () => this.copy(bead) }, "Copy with citation");
    return h("div", { class: "tools" }, copy);
  }

  async copy(bead = this.model.beads.get(this.cursor)) {
    if (!bead) return;
    await navigator.clipboard.writeText(citation(bead, this.data.document, this.data.cites));
    this.say("Copied: German, English and citation.");
  }

  say(words) {
    this.live.textContent = words;
    this.live.classList.add("shown");
    clearTimeout(this.quietening);
    this.quietening = setTimeout(() => this.live.classList.remove("shown"), 4000);
  }

  bindings() {
    return {
      j: () => this.go(this.cursor + 1),
      ArrowDown: () => this.go(this.cursor + 1),
      k: () => this.go(this.cursor - 1),
      ArrowUp: () => this.go(this.cursor - 1),
      Home: () => this.go(0),
      End: () => this.go(this.model.count - 1),
      "[": () => this.scan.turn(-1),
      "]": () => this.scan.turn(1),
      "+": () => this.scan.magnify(1),
      "-": () => this.scan.magnify(-1),
      0: () => this.scan.magnify(0),
      g: () => this.field?.select(),
      c: () => this.copy(),
      "?": () => this.help.showModal(),
    };
  }

  keyGroups() {
    return [
      [
        "Moving",
        [
          ["J  ↓", "next bead"],
          ["K  ↑", "bead before"],
          ["Home, End", "first bead, last bead"],
          ["G", "go to a bead number or a folio"],
        ],
      ],
      [
        "Scan",
        [
          ["[  ]", "page before, page after"],
          ["+  −", "larger, smaller"],
          ["0", "fit the width"],
          ["click", "a line leads to its bead, a bead to its lines"],
        ],
      ],
      ["Text", [["C", "copy German, English and citation"]]],
    ];
  }

  footer() {
    const key = (name, meaning) => h("span", {}, h("kbd", {}, name), " ", meaning);
    refill(
      this.foot,
      key("J", "next"),
      key("K", "before"),
      key("G", "go to"),
      key("[ ]", "page"),
      key("+ −", "zoom"),
      key("C", "copy"),
      h("button", { type: "button", class: "quiet", onclick: () => this.help.showModal() }, h("kbd", {}, "?"), " all keys and signs"),
    );
  }

  /** Taken off the page. */
  leave() {
    clearTimeout(this.timer);
    clearTimeout(this.quietening);
    this.keys.leave();
    this.list.leave();
    this.scan.leave();
  }
}

/** German, English and where they stand, as plain text. */
export function citation(bead, document, cites) {
  const folios = [...new Set(bead.s.flatMap((one) => one.f || []))];
  const join = (sentences) => sentences.map((one) => [one.l, one.t].filter(Boolean).join(" ")).join(" ");
  return [join(bead.s), join(bead.t), cites[folios.join("|")], document.cite_translation].filter(Boolean).join("\n\n");
}
