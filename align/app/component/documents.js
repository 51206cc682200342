/** The screen of all documents: what is there, how far each has come, what to do next. */

import { h, refill } from "./dom.js";

const STEPS = ["present", "read", "aligned", "reviewed", "exported"];
const STEP_NAMES = { present: "files", read: "read", aligned: "aligned", reviewed: "reviewed", exported: "exported" };
const STATE_NAMES = { done: "done", part: "in part", todo: "not yet", failed: "failed" };
const STATE_SIGNS = { done: "●", part: "◐", todo: "○", failed: "✕" };

export class Documents {
  constructor(root) {
    this.root = root;
    root.className = "align";
  }

  take(data, send, trigger) {
    this.trigger = trigger;
    this.formats = data.formats;
    document.title = `${data.collection.title || "Documents"} · Align`;
    refill(
      this.root,
      h(
        "main",
        { class: "ledger" },
        h("header", { class: "ledger-head" }, h("h1", {}, data.collection.title || "Documents"), h("p", {}, data.collection.summary)),
        this.group("", data.documents.filter((one) => one.open)),
        this.group("Not yet aligned", data.documents.filter((one) => !one.open)),
        data.documents.length ? null : this.empty(data),
      ),
    );
  }

  group(title, documents) {
    if (!documents.length) return null;
    return [title ? h("h2", { class: "ledger-group" }, title) : null, h("ol", { class: "documents" }, documents.map((one) => this.row(one)))];
  }

  empty(data) {
    return h("p", { class: "empty" }, data.collection.advice || "");
  }

  row(one) {
    return h(
      "li",
      { class: "document", dataset: { document: one.number } },
      h("div", { class: /^\d+$/.test(one.number) ? "document-number" : "document-number worded" }, one.number),
      this.about(one),
      this.journey(one),
      this.confidence(one),
      this.next(one),
    );
  }

  about(one) {
    const title = one.title || one.title_translation;
    const lang = one.title ? one.languages[0] : one.languages[1];
    const name = one.open ? h("a", { href: address(one), onclick: (event) => this.follow(event, one) }, title) : title;
    const facts = [one.date, one.shelfmark, one.folios && `Bl. ${one.folios}`].filter(Boolean);
    return h(
      "div",
      { class: "document-about" },
      h("h3", { lang }, name),
      one.title && one.title_translation ? h("p", { class: "document-translation", lang: one.languages[1] }, one.title_translation) : null,
      h("p", { class: "document-facts" }, facts.map((fact) => h("span", {}, fact))),
      one.translator ? h("p", { class: "document-facts" }, h("span", {}, `translated by ${one.translator}`)) : null,
      one.remarks.map((remark) => h("p", { class: "document-remark" }, remark)),
    );
  }

  journey(one) {
    return h(
      "ol",
      { class: "journey", "aria-label": "How far it has come" },
      STEPS.map((name) => {
        const { state, detail } = one.steps[name];
        return h(
          "li",
          { class: `step step-${state}` },
          h("span", { class: "step-sign", "aria-hidden": "true" }, STATE_SIGNS[state]),
          h("span", { class: "step-name" }, STEP_NAMES[name], h("span", { class: "unseen" }, `: ${STATE_NAMES[state]}`)),
          detail ? h("span", { class: "step-detail" }, detail) : null,
        );
      }),
    );
  }

  confidence(one) {
    if (!one.confidence) return h("div", { class: "document-confidence" });
    const most = Math.max(...one.confidence.bins, 1);
    const words = one.confidence.words;
    return h(
      "figure",
      { class: "document-confidence" },
      h(
        "div",
        { class: "histogram", role: "img", "aria-label": `Confidence: ${words}` },
        one.confidence.bins.map((count, at) =>
          h("i", { style: `height: ${count ? Math.max(6, (100 * count) / most) : 0}%`, title: `${at * 10}–${at * 10 + 10} %: ${count}` }),
        ),
      ),
      h("figcaption", {}, words),
    );
  }

  next(one) {
    return h(
      "div",
      { class: "document-next" },
      h("p", {}, coded(one.next.words)),
      one.next.command ? h("code", {}, one.next.command) : null,
      one.open ? h("a", { class: "button", href: address(one), onclick: (event) => this.follow(event, one) }, "Open") : null,
      one.open ? this.downloads(one) : null,
    );
  }

  /** The document as files of other tools, as it stands now. */
  downloads(one) {
    const link = ({ name, words, address }) => h("a", { href: `${address}/${encodeURIComponent(one.number)}/${name}`, download: "" }, words);
    return h(
      "details",
      { class: "downloads" },
      h("summary", {}, "Take away"),
      h("ul", {}, this.formats.map((format) => h("li", {}, link(format)))),
    );
  }

  /** A plain click opens the document in this window without loading the page anew. */
  follow(event, one) {
    if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    this.trigger("open", one.number);
  }

  leave() {}
}

/** Words with commands between backticks. */
function coded(words) {
  return words.split("`").map((part, at) => (at % 2 ? h("code", {}, part) : part));
}

function address(one) {
  return `review?${new URLSearchParams({ doc: one.number })}`;
}
