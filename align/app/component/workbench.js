/** The screen of one document: beads beside the scan. */

import { Agenda } from "./agenda.js";
import { BeadList, clear } from "./beads.js";
import { h, refill } from "./dom.js";
import { Filters } from "./filters.js";
import { help } from "./help.js";
import { Keymap } from "./keymap.js";
import { Keys } from "./keys.js";
import { asked, Loader } from "./loader.js";
import { Model } from "./model.js";
import { NameField } from "./name.js";
import { Review } from "./review.js";
import { ScanPane } from "./scan.js";
import { bindings, footer } from "./shortcuts.js";
import { Tour } from "./tour.js";
import { position as address, remember, visit } from "./url.js";
import { ORDERS, Walk } from "./walk.js";
import { Words } from "./words.js";

export class Workbench {
  constructor(root) {
    this.root = root;
    this.model = new Model();
    this.walk = new Walk(this.model);
    this.cursor = -1;
    this.pending = null;
    this.list = new BeadList({
      choose: (at) => this.go(at, { place: false }),
      hover: (at) => this.scan.hint(at === null ? null : this.model.beads.get(at)),
      need: (at) => this.loader.around(at),
      tools: (bead) => this.review.tools(bead),
      restore: (bead, dismissal) => this.review.restore(bead, dismissal),
    });
    this.scan = new ScanPane({
      choose: (at) => this.go(at, { scroll: false }),
      hover: (at) => this.point(at),
      need: (page) => this.loader.around(this.scan.side === "s" ? this.model.onPage(page) : this.model.about(page, this.scan.pages)),
      turned: () => this.turned(),
    });
    this.loader = new Loader(this.model, { landed: (answer) => this.landed(answer), reshaped: () => this.ask({}) });
    this.turn = 0;
    this.cites = {};
    this.words = new Words();
    this.filters = new Filters((test) => this.restrict(test));
    this.agenda = new Agenda((agenda, chosen) => this.filters.plan(agenda, chosen));
    this.review = new Review(this);
    this.name = new NameField((name) => {
      this.person = name;
      this.tellPlace();
    });
    this.top = h("header", { class: "bar" });
    this.keymap = new Keymap();
    this.foot = footer(this);
    this.tour = new Tour(root);
    this.live = h("p", { class: "unseen", role: "status", "aria-live": "polite" });
    this.help = h("dialog", { class: "help", "aria-label": "Keys and signs" });
    this.keys = new Keys(bindings(this), this.keymap);
    root.className = "align workbench";
    refill(root, this.top, h("main", { class: "panes" }, this.list.element, this.scan.element), this.foot, this.live, this.tour.element, this.help);
  }

  /**
   * New data, or the first. After a restart of the server the first may be meant for the screen that stood here before:
   * it lacks what that one knew, so all of it is asked for.
   */
  take(data, send) {
    this.send = send;
    this.data = data;
    const held = this.model.index.ids[this.cursor];
    const landed = this.review.take(data.answers);
    this.documents = data.documents || this.documents;
    const { other, whole, lost } = this.documents ? this.model.take(data) : { lost: true };
    this.name.take(data.person);
    this.review.outbox.open(data.workspace);
    if (lost) return this.ask({ doc: data.document.number, known: "" });
    if (data.pages) this.scan.offer(data.pages);
    this.cites = other ? data.cites : { ...this.cites, ...data.cites };
    if (whole) this.loader.reset();
    if (other) this.opened();
    this.review.foreseeAll();
    if (data.index || data.changes) this.filters.offer(this.model.index);
    this.agenda.take(this.model.number, data.session, this.model.index.ids);
    if (whole) this.scan.forget();
    this.scan.learn(data.window);
    this.settle(other, landed.length ? landed : [held], landed.length > 0);
    this.review.settled();
    if (this.review.disputed) this.recall();
    this.list.company(data.others);
    if (this.model.count) this.tour.offer();
    return this.count();
  }

  /** Beads that were fetched besides. */
  landed({ window, cites }) {
    this.model.fill(window);
    this.cites = { ...this.cites, ...cites };
    this.review.foreseeAll();
    this.scan.learn(window);
    const writing = Boolean(this.root.getRootNode().activeElement?.closest("textarea, input, select"));
    if (this.pending !== null && this.model.beads.has(this.pending)) this.go(this.pending, { quiet: writing });
    else this.list.widen();
  }

  opened() {
    clear(this.list);
    this.walk.reset();
    this.walk.order = address().order || this.walk.order;
    this.filters.value = address().only;
    this.cursor = -1;
    this.bar();
    const { number, title, title_translation: translation } = this.data.document;
    document.title = `${number} · ${title || translation} · Align`;
  }

  /** Where to stand now: where the address says, where the person was, or where an operation led. */
  settle(other, wanted, scroll) {
    if (!this.model.count) return this.nothing();
    let at = this.pending ?? -1;
    if (at < 0) at = (other ? [address().bead] : wanted).map((id) => this.model.find(id)).find((one) => one >= 0) ?? -1;
    if (at < 0) at = other ? this.walk.first() : Math.max(0, Math.min(this.cursor, this.model.count - 1));
    this.go(at, { scroll: other || scroll || this.pending !== null, quiet: true });
    return undefined;
  }

  nothing() {
    refill(
      this.list.list,
      h("li", { class: "empty" }, h("h2", {}, "Nothing to read yet"), h("p", {}, "This document has not been aligned. The page of all documents says what to do next.")),
    );
    this.scan.show(null);
  }

  /** Make a bead the current one; ask for it first if it is not loaded. */
  go(at, { scroll = true, place = true, quiet = false } = {}) {
    const next = Math.max(0, Math.min(this.model.count - 1, at));
    const bead = this.model.beads.get(next);
    if (!bead) {
      this.pending = next;
      this.loader.around(next, this.walk.upcoming(next));
      return;
    }
    this.pending = null;
    const moved = next !== this.cursor;
    if (moved && this.review.panel && this.review.panel.bead !== bead.id) this.review.panel = null;
    this.cursor = next;
    this.list.show(this.model, next, { scroll, place });
    this.scan.show(bead, { scroll: moved || !quiet });
    this.count();
    if (!quiet) this.list.focus();
    this.words.dwell(this.model.number, bead, this.list.rows.get(next).element);
    this.later(() => remember(this.model.number, bead.id));
    if (moved) this.linger();
    this.ahead(next);
  }

  /** Show the present state again after something changed without a move. */
  refresh() {
    const bead = this.model.beads.get(this.cursor);
    if (bead) {
      this.list.show(this.model, this.cursor, { scroll: false });
      this.words.dwell(this.model.number, bead, this.list.rows.get(this.cursor).element);
    }
    this.count();
  }

  /** Do something to the current bead; on the way to one that is still being fetched, nothing is done to the old one. */
  landing(act, event) {
    if (this.pending === null) act(event);
    else this.say("One moment: the bead is on its way. Look at it, then press the key again.");
  }

  next() {
    const at = this.walk.next(this.cursor);
    if (at !== null) this.go(at);
    else this.say(this.walk.order === "queue" ? "That was the last one that waits. Q goes to reading order." : "This is the last bead. Home goes to the first, Q to the least sure.");
  }

  before() {
    const at = this.walk.before(this.cursor);
    if (at !== null) this.go(at);
    else this.say(this.walk.order === "queue" ? "This is where you began. Q goes to reading order." : "This is the first bead. J goes on.");
  }

  reorder(order = this.walk.order === "queue" ? "reading" : "queue") {
    this.walk.order = order;
    this.walk.reset();
    this.chooser.value = order;
    remember(this.model.number, this.model.index.ids[this.cursor], order);
    this.say(`Walking in order: ${ORDERS[order]}.`);
    this.ahead(this.cursor);
  }

  restrict(test) {
    this.walk.only = test;
    this.walk.reset();
    this.list.dim(test);
    if (test && this.model.count && this.cursor >= 0 && !test(this.cursor)) {
      const at = this.walk.nearest(this.cursor);
      if (at !== null) this.go(at);
    }
    this.count();
  }

  /** Fetch early what lies beyond, before the cursor gets there. */
  ahead(at) {
    this.loader.around(at, this.walk.upcoming(at));
  }

  /** Ask the server for the screen: of another document, or what happened since. */
  ask({ doc = this.model.number, known = doc === this.model.number ? this.model.version : "" }) {
    this.send("view", { ...this.where(), doc, known, bead: doc === this.model.number ? this.where().bead : "" });
  }

  /** What was shown ahead of an answer did not come to be: ask how things stand. */
  recall() {
    this.review.disputed = false;
    this.model.doubt();
    this.ask({});
  }

  /** What every message says: its number (later ones have higher ones, also after a reload), where the person is, what is known here. */
  where() {
    this.turn = Math.max(this.turn + 1, Math.floor(performance.timeOrigin + performance.now()));
    const { number, version, index } = this.model;
    return { turn: this.turn, doc: number, bead: index.ids[this.pending ?? this.cursor] || "", known: version };
  }

  /** Tell the others where this person is, once he stays. */
  linger() {
    clearTimeout(this.lingering);
    this.lingering = setTimeout(() => this.tellPlace(), 2500);
  }

  tellPlace() {
    if (this.model.index.ids[this.cursor]) this.send("here", { ...this.where(), person: this.person });
  }

  /** At once if it is the first for a while, else after a pause: browsers limit how often the address may change. */
  later(action) {
    clearTimeout(this.timer);
    const since = performance.now() - (this.acted || 0);
    const act = () => {
      this.acted = performance.now();
      action();
    };
    if (since > 250) act();
    else this.timer = setTimeout(act, 120);
  }

  point(at) {
    this.list.list.querySelector(".hinted")?.classList.remove("hinted");
    if (at !== null) this.list.rows.get(at)?.element.classList.add("hinted");
    this.scan.hint(at === null ? null : this.model.beads.get(at));
  }

  bar() {
    const { document } = this.data;
    const option = (value, words, chosen, more = {}) => h("option", { value, selected: value === chosen, ...more }, words);
    const picker = h(
      "select",
      { class: "picker", "aria-label": "Document", onchange: (event) => this.open(event.target.value) },
      this.documents.map((one) => option(one.number, `${one.number} · ${one.title}`, document.number, { disabled: !one.open })),
    );
    this.chooser = h(
      "select",
      { class: "picker order", "aria-label": "Order", onchange: () => this.reorder(this.chooser.value) },
      Object.entries(ORDERS).map(([value, words]) => option(value, words, this.walk.order)),
    );
    this.counter = h("span", { class: "counter", title: "current bead / beads" });
    this.progress = h("span", { class: "counter progress" });
    this.saved = h("span", { class: "counter saved", role: "status" });
    this.left = h("button", { type: "button", class: "quiet clashes", onclick: () => this.review.leftovers() });
    this.clashes = h("button", { type: "button", class: "quiet clashes", onclick: () => this.review.nextConflict() });
    refill(
      this.top,
      picker,
      this.chooser,
      this.filters.element,
      this.searchField(),
      this.jump(),
      h("span", { class: "state" }, this.left, this.clashes, this.counter, this.progress, this.saved, this.name.element),
    );
    this.count();
  }

  searchField() {
    const field = h("input", {
      type: "search",
      class: "jump search",
      placeholder: "Search the texts",
      "aria-label": "Search both texts",
      autocomplete: "off",
      onkeydown: (event) => {
        if (event.key === "Enter") this.seek(field.value.trim());
        if (event.key === "Escape") {
          field.value = "";
          this.seek("");
          field.blur();
        }
      },
    });
    this.searching = field;
    return field;
  }

  /** Look for words; the answer restricts the walk. */
  async seek(words) {
    this.wanted = words;
    if (!words) return this.filters.found(null);
    const address = `/workbench/search/${encodeURIComponent(this.model.number)}?${new URLSearchParams({ words })}`;
    const answer = await asked(address);
    if (words !== this.wanted) return undefined;
    if (!answer) return this.say("The search got no answer. Check that `align review` is still running, then press Enter again.");
    return this.hits(words, answer.ids);
  }

  hits(words, ids) {
    this.filters.found(ids);
    if (!ids.length) return this.say(`“${words}” stands in no bead. Look for a part of a word, or press Esc in the field to leave the search.`);
    this.say(ids.length === 1 ? `“${words}” stands in 1 bead.` : `“${words}” stands in ${ids.length.toLocaleString("en")} beads.`);
    return this.searching.blur();
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
      this.say(folio ? `No bead begins on folio ${folio[1]}. Folios here: ${this.model.folios()}.` : `Type a bead number up to ${this.model.count}, or Bl. and a folio.`);
      return;
    }
    field.removeAttribute("aria-invalid");
    field.value = "";
    field.blur();
    this.go(at);
  }

  count() {
    if (!this.counter || !this.model.count) return;
    const figure = (number) => number.toLocaleString("en");
    const { decided, flagged } = this.model.tally();
    const { size } = this.review.outbox;
    this.counter.textContent = `${figure(this.cursor + 1)} / ${figure(this.model.count)}`;
    this.progress.textContent = `${figure(decided)} decided${flagged ? ` · ${figure(flagged)} flagged` : ""}`;
    this.saved.textContent = size ? `unsaved ${size}` : "saved ✓";
    this.saved.classList.toggle("unsaved", size > 0);
    this.left.hidden = !this.data.orphans;
    this.left.textContent = `${figure(this.data.orphans)} no longer fit`;
    const { length } = this.review.conflicts;
    this.clashes.hidden = !length;
    this.clashes.textContent = length === 1 ? "1 conflict" : `${length} conflicts`;
  }

  open(number) {
    visit(number);
    this.ask({ doc: number });
  }

  /** The browser went back or forward: the address decides. */
  returned() {
    const { doc, bead } = address();
    if (doc && doc !== this.model.number) this.ask({ doc });
    else if (this.model.find(bead) >= 0) this.go(this.model.find(bead));
  }

  copyButton(bead) {
    return h("button", { type: "button", class: "quiet", title: "Copy both texts with their citation (C)", onclick: () => this.copy(bead) }, "Copy with citation");
  }

  async copy(bead = this.model.beads.get(this.cursor)) {
    if (!bead) return;
    await navigator.clipboard.writeText(citation(bead, this.data.document, this.cites));
    this.say("Copied: German, English and citation.");
  }

  say(words) {
    this.live.textContent = words;
    this.live.classList.add("shown");
    clearTimeout(this.quietening);
    this.quietening = setTimeout(() => this.live.classList.remove("shown"), 4000);
  }

  /** The scan shows the other side. */
  turned() {
    this.scan.forget();
    this.scan.learn(this.model.beads);
    this.scan.show(this.model.beads.get(this.cursor) || null);
    this.say(this.scan.side === "s" ? "Pages of the original." : "Pages of the translation. V turns back.");
  }

  otherSide() {
    if (!this.scan.face()) this.say("The translation of this document is mere text: it has no pages to show.");
  }

  /** All keys and signs. */
  explain() {
    help(this);
    if (!this.help.open) this.help.showModal();
  }

  /** Keys have been changed: the foot of the screen names them anew. */
  renamed() {
    const fresh = footer(this);
    this.foot.replaceWith(fresh);
    this.foot = fresh;
  }

  /** Taken off the page. */
  leave() {
    clearTimeout(this.timer);
    clearTimeout(this.quietening);
    clearTimeout(this.lingering);
    this.loader.reset();
    this.keys.leave();
    this.review.leave();
    this.words.leave();
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
