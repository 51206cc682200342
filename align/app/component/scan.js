/**
 * The scan pane: all pages of one side under each other, the sentences of the current bead outlined, a line clickable.
 *
 * Pictures come by address and only for pages near the view. Boxes are fractions of the page times 10,000.
 */

import { h, refill, svg } from "./dom.js";
import { linesOf, pagesOf } from "./places.js";

const UNIT = 10_000;
/** Widths in pixels in which pictures are asked for; few, so that they are cached. */
const WIDTHS = [900, 1400, 2000, 2800];
const ZOOMS = [0.5, 0.67, 0.8, 1, 1.25, 1.5, 2, 2.5, 3];
/** The part of the page's width that a full line takes; it fills the strip. */
const LONGEST_LINE = 0.82;
/** Milliseconds after which pictures are loaded and lines cut out: somebody who runs through the beads reads neither. */
const LINGER = 90;
/** How far the outline stands off the print, in units of the page's height. */
const MARGIN = 22;

export class ScanPane {
  /**
   * @param {Object} actions `choose(position)` when a line was clicked, `need(page)` when the lines of a page are not
   *   known, `hover(position|null)`.
   */
  constructor(actions) {
    this.actions = actions;
    this.side = "s";
    this.sides = { s: [], t: [] };
    this.zoom = 1;
    this.pages = [];
    this.figures = new Map();
    this.spots = new Map();
    this.learnt = new Set();
    this.drawn = [];
    this.hints = [];
    this.bead = null;
    this.title = h("span", { class: "scan-title" });
    this.turner = h("button", { type: "button", class: "quiet turner", title: "Pages of the other side (V)", onclick: () => this.face() });
    this.body = h("div", { class: "scan-body", tabindex: "0", "aria-label": "Pages of the original", role: "region" });
    this.strip = h("div", { class: "strip" });
    this.element = h("section", { class: "scan", "aria-label": "Scan" }, this.bar(), this.body, this.strip);
    this.watch = new IntersectionObserver((entries) => this.seen(entries), { root: this.body, rootMargin: "60% 0px" });
    this.body.addEventListener("scroll", () => this.scrolled(), { passive: true });
    this.resize = new ResizeObserver(() => this.fitted());
    this.resize.observe(this.body);
  }

  bar() {
    const button = (sign, label, action, key) =>
      h("button", { type: "button", class: "quiet", title: `${label} (${key})`, "aria-label": label, onclick: action }, sign);
    return h(
      "header",
      { class: "scan-bar" },
      this.title,
      h(
        "span",
        { class: "scan-tools" },
        this.turner,
        button("‹", "Page before", () => this.turn(-1), "["),
        button("›", "Page after", () => this.turn(1), "]"),
        button("−", "Smaller", () => this.magnify(-1), "−"),
        button("+", "Larger", () => this.magnify(1), "+"),
        button("fit", "Fit the width", () => this.magnify(0), "0"),
        button("⤢", "The lines of the bead as large as the window", () => this.enlarge(), "Z"),
      ),
    );
  }

  /**
   * The pages of another document.
   * @param {{source: Array<Object>, target: Array<Object>}} pages of both sides; a side that is mere text has none
   */
  offer({ source, target }) {
    this.sides = { s: source, t: target };
    this.turner.hidden = !source.length || !target.length;
    if (!this.sides[this.side].length || !source.length) this.side = source.length ? "s" : "t";
    this.open();
  }

  /** Turn to the pages of the other side; gives whether there are any. */
  face() {
    const other = this.side === "s" ? "t" : "s";
    if (!this.sides[other].length) return false;
    this.side = other;
    this.open();
    this.actions.turned();
    return true;
  }

  open() {
    const pages = this.sides[this.side];
    const name = this.side === "s" ? "original" : "translation";
    this.turner.textContent = this.side === "s" ? "Translation" : "Original";
    this.body.setAttribute("aria-label", `Pages of the ${name}`);
    this.pages = pages;
    this.figures.clear();
    this.target = null;
    this.watch.disconnect();
    refill(this.body, pages.map((page) => this.figure(page)));
    this.element.hidden = pages.length === 0;
  }

  figure(page) {
    const width = page.width || 1000;
    const height = page.height || 1414;
    const layer = svg("svg", { class: "layer", viewBox: `0 0 ${UNIT} ${UNIT}`, preserveAspectRatio: "none", "aria-hidden": "true" });
    const where = page.folio ? `folio ${page.folio}, page ${page.number}` : `page ${page.number}`;
    const picture = h("img", { class: "picture", alt: `Scan of ${where}`, draggable: "false", decoding: "async" });
    const paper = h("div", { class: "paper", style: `aspect-ratio: ${width} / ${height}` }, picture, layer);
    const figure = h("figure", { class: "page", dataset: { page: page.number } }, this.caption(page), paper);
    picture.addEventListener("error", () => figure.classList.add("missing"));
    picture.addEventListener("load", () => figure.classList.remove("missing"));
    paper.addEventListener("click", (event) => this.clicked(event, page.number, paper));
    paper.addEventListener("mousemove", (event) => this.hovered(event, page.number, paper));
    paper.addEventListener("mouseleave", () => this.actions.hover(null));
    this.figures.set(page.number, { figure, paper, picture, layer, page, wanted: false });
    this.watch.observe(figure);
    return figure;
  }

  caption(page) {
    const words = page.folio ? `Bl. ${page.folio}` : this.side === "s" ? "no folio" : "";
    return h(
      "figcaption",
      {},
      h("span", { lang: "de" }, words),
      h("span", {}, `page ${page.number}`),
      page.failure ? h("span", { class: "failure" }, page.failure) : null,
    );
  }

  seen(entries) {
    for (const entry of entries) {
      const held = this.figures.get(Number(entry.target.dataset.page));
      if (!held) continue;
      held.wanted = entry.isIntersecting;
      if (!held.wanted) this.drop(held);
    }
    this.soon();
  }

  /** Load the pictures in view once the view rests: a browser asks for six things at a time, and beads come first. */
  soon() {
    clearTimeout(this.loading);
    this.loading = setTimeout(() => this.fitted(), LINGER);
  }

  /** A picture that is out of view before it came is not waited for. */
  drop(held) {
    if (!held.address || held.picture.complete) return;
    held.address = "";
    held.picture.removeAttribute("src");
  }

  load(held) {
    if (!held.page.image) return;
    const address = this.addressFor(held, this.body.clientWidth * this.zoom);
    if (held.address === address) return;
    held.address = address;
    held.picture.src = address;
  }

  /** Address of a picture that is sharp at so many CSS pixels; never a smaller one than was had already. */
  addressFor(held, across) {
    const pixels = across * Math.min(window.devicePixelRatio || 1, 2);
    held.width = Math.max(held.width || 0, WIDTHS.find((one) => one >= pixels) || WIDTHS.at(-1));
    return `${held.page.image}/${held.width}.png`;
  }

  /** Positions are no longer what they were. */
  forget() {
    this.spots.clear();
    this.learnt = new Set();
  }

  /** Which bead each line of a page belongs to: [position, bead] of some beads. */
  learn(beads) {
    for (const [position, bead] of beads) {
      if (this.learnt.has(position)) continue;
      this.learnt.add(position);
      for (const line of linesOf(bead, this.side)) {
        if (!this.spots.has(line[0])) this.spots.set(line[0], []);
        this.spots.get(line[0]).push({ position, line });
      }
    }
  }

  /** Outline a bead and bring it into view. */
  show(bead, { scroll = true } = {}) {
    this.bead = bead;
    for (const layer of this.drawn) refill(layer);
    this.drawn = [];
    clearTimeout(this.cutting);
    if (!bead) return this.tell();
    const lines = linesOf(bead, this.side);
    for (const [number, here] of byPage(lines)) {
      const layer = this.figures.get(number)?.layer;
      if (!layer) continue;
      refill(layer, outline(here));
      this.drawn.push(layer);
    }
    if (scroll) this.scrollTo(bead, lines);
    this.cutting = setTimeout(() => this.cut(lines), LINGER);
    return this.tell();
  }

  scrollTo(bead, lines) {
    const number = lines.length ? lines[0][0] : pagesOf(bead, this.side)[0];
    const held = this.figures.get(number);
    if (!held) return;
    this.target = held;
    this.soon();
    const paper = held.paper;
    const start = paper.offsetTop;
    const here = lines.filter((line) => line[0] === number);
    const top = here.length ? start + (Math.min(...here.map((l) => l[2])) / UNIT) * paper.offsetHeight : start;
    const end = here.length ? start + (Math.max(...here.map((l) => l[4])) / UNIT) * paper.offsetHeight : start;
    const view = this.body;
    const room = view.clientHeight;
    if (top < view.scrollTop + room * 0.08 || end > view.scrollTop + room * 0.85) {
      view.scrollTop = Math.max(0, top - room * 0.3);
    }
    if (here.length && this.zoom > 1) {
      const left = (Math.min(...here.map((l) => l[1])) / UNIT) * paper.offsetWidth + paper.offsetLeft;
      view.scrollLeft = Math.max(0, left - 24);
    }
  }

  /** Light outline of the bead under the pointer, in the list or on the page. */
  hint(bead) {
    for (const hint of this.hints) hint.remove();
    this.hints = [];
    if (!bead || bead === this.bead) return;
    for (const [number, here] of byPage(linesOf(bead, this.side))) {
      const hint = svg("g", { class: "hint" }, here.map((line) => rect(line, MARGIN / 2, "hint-line")));
      this.figures.get(number)?.layer.append(hint);
      this.hints.push(hint);
    }
  }

  at(event, number, paper) {
    const frame = paper.getBoundingClientRect();
    const x = ((event.clientX - frame.left) / frame.width) * UNIT;
    const y = ((event.clientY - frame.top) / frame.height) * UNIT;
    const near = (this.spots.get(number) || []).find(
      ({ line }) => x >= line[1] - 40 && x <= line[3] + 40 && y >= line[2] - MARGIN && y <= line[4] + MARGIN,
    );
    return near ? near.position : null;
  }

  clicked(event, number, paper) {
    const position = this.at(event, number, paper);
    if (position !== null) this.actions.choose(position);
    else if (!this.spots.has(number)) this.actions.need(number);
  }

  hovered(event, number, paper) {
    const position = this.at(event, number, paper);
    paper.classList.toggle("pointing", position !== null);
    this.actions.hover(position);
  }

  /** The lines of the sentence cut out and enlarged under the page. */
  cut(lines) {
    if (!lines.length) {
      this.strip.hidden = true;
      refill(this.strip);
      return;
    }
    this.strip.hidden = false;
    const left = Math.min(...lines.map((line) => line[1]));
    refill(this.strip, lines.map((line) => this.slip(line, left)));
    this.strip.scrollTop = 0;
  }

  /** One line; it stands as far to the right of the others as on the page. */
  slip(line, start) {
    const [number, left, top, right, bottom] = line;
    const held = this.figures.get(number);
    if (!held || !held.page.image) return null;
    const ratio = (held.page.height || 1414) / (held.page.width || 1000);
    const across = (right - left) / UNIT + 0.012;
    const down = (bottom - top) / UNIT + 0.006;
    const picture = h("img", {
      src: this.addressFor(held, this.strip.clientWidth / LONGEST_LINE),
      alt: "",
      draggable: "false",
      style: `width: ${100 / across}%; left: ${-((left / UNIT - 0.006) / across) * 100}%; top: ${-((top / UNIT - 0.003) / down) * 100}%`,
    });
    const indent = ((left - start) / UNIT / LONGEST_LINE) * 100;
    const style = `margin-left: ${Math.min(100 - across * 100, indent)}%; aspect-ratio: ${across} / ${down * ratio}; width: ${Math.min(100, (across / LONGEST_LINE) * 100)}%`;
    return h("div", { class: "slip", style }, picture);
  }

  /** The lines cut out over the whole width of the window, or in their place under the page. */
  enlarge() {
    this.element.classList.toggle("enlarged");
    if (this.bead) this.cut(linesOf(this.bead, this.side));
  }

  tell() {
    const lines = this.bead ? linesOf(this.bead, this.side) : [];
    const pages = this.bead ? pagesOf(this.bead, this.side) : [];
    const number = pages.length ? pages[0] : this.current();
    const page = this.figures.get(number)?.page;
    const last = this.pages.length ? this.pages.at(-1).number : 0;
    refill(
      this.title,
      page?.folio ? h("strong", { lang: "de" }, `Bl. ${page.folio}`) : null,
      page ? ` page ${page.number} of ${last}` : "",
      page?.typed ? h("span", { class: "typed", title: "typed page number" }, ` typed “${page.typed}”`) : null,
      this.onward(lines),
    );
  }

  onward(lines) {
    const numbers = [...new Set(lines.map((line) => line[0]))];
    if (numbers.length < 2) return null;
    const page = this.figures.get(numbers.at(-1))?.page;
    const words = page?.folio ? `goes on, Bl. ${page.folio}` : `goes on, page ${numbers.at(-1)}`;
    return h("button", { type: "button", class: "quiet onward", onclick: () => this.goto(numbers.at(-1)) }, words, " ›");
  }

  current() {
    const middle = this.body.scrollTop + this.body.clientHeight / 3;
    let number = this.pages[0]?.number;
    for (const [one, { figure }] of this.figures) if (figure.offsetTop <= middle) number = one;
    return number;
  }

  scrolled() {
    cancelAnimationFrame(this.frame);
    this.frame = requestAnimationFrame(() => {
      const number = this.current();
      if (number && this.figures.get(number) && !this.spots.has(number)) this.actions.need(number);
    });
  }

  goto(number) {
    const held = this.figures.get(number);
    if (held) this.body.scrollTop = held.figure.offsetTop;
  }

  turn(step) {
    this.goto(this.current() + step);
  }

  magnify(step) {
    const at = ZOOMS.findIndex((zoom) => zoom >= this.zoom - 0.001);
    this.zoom = step === 0 ? 1 : ZOOMS[Math.max(0, Math.min(ZOOMS.length - 1, at + step))];
    this.body.style.setProperty("--zoom", String(this.zoom));
    this.fitted();
    if (this.bead) this.scrollTo(this.bead, linesOf(this.bead, this.side));
  }

  fitted() {
    for (const held of this.figures.values()) if (held.wanted || held === this.target) this.load(held);
  }

  leave() {
    this.watch.disconnect();
    this.resize.disconnect();
    cancelAnimationFrame(this.frame);
    clearTimeout(this.cutting);
    clearTimeout(this.loading);
  }
}

/** Lines by the page on which they stand. */
function byPage(lines) {
  const pages = new Map();
  for (const line of lines) pages.set(line[0], [...(pages.get(line[0]) || []), line]);
  return pages;
}

function rect(line, margin, name) {
  const [, left, top, right, bottom] = line;
  return svg("rect", {
    class: name,
    x: left - margin * 1.6,
    y: top - margin,
    width: right - left + margin * 3.2,
    height: bottom - top + margin * 2,
  });
}

/** A bead on one page: a light wash over its lines and one contour around each run of lines that touch. */
function outline(lines) {
  return runs(lines).map((run) => svg("path", { class: "contour", d: contour(run) }));
}

/** Lines grouped where one follows the other closely and both overlap sideways; the gaps between them closed. */
function runs(lines) {
  const groups = [];
  for (const line of lines) {
    const grown = [...line];
    const above = groups.at(-1)?.at(-1);
    const gap = above ? grown[2] - above[4] : Infinity;
    const overlap = above ? Math.min(above[3], grown[3]) - Math.max(above[1], grown[1]) : 0;
    if (above && overlap > 0 && gap > -0.5 * (above[4] - above[2]) && gap < 2.2 * (above[4] - above[2])) {
      above[4] += gap / 2;
      grown[2] = above[4];
      groups.at(-1).push(grown);
    } else groups.push([grown]);
  }
  return groups;
}

/** Down the right-hand side, up the left-hand side. */
function contour(run) {
  const side = 1.6 * MARGIN;
  const points = [];
  run.forEach(([, , top, right, bottom], at) => {
    points.push([right + side, at === 0 ? top - MARGIN : top]);
    points.push([right + side, at === run.length - 1 ? bottom + MARGIN : bottom]);
  });
  [...run].reverse().forEach(([, left, top, , bottom], back) => {
    const at = run.length - 1 - back;
    points.push([left - side, at === run.length - 1 ? bottom + MARGIN : bottom]);
    points.push([left - side, at === 0 ? top - MARGIN : top]);
  });
  return `M${points.map((point) => point.join(" ")).join("L")}Z`;
}
