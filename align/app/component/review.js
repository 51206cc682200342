/**
 * Deciding: what the keys do to the current bead, what has been sent and answered, what did not fit.
 *
 * Operations that change no shape show at once. Those that change the shape of the list wait for the server's answer;
 * keys pressed meanwhile wait too, except those that decide, for nobody decides on what he has not seen.
 */

import { base, deedName, foreseen, isDecided, movedBoundary, showsAtOnce } from "./deeds.js";
import { h, refill } from "./dom.js";
import { Outbox } from "./outbox.js";
import { asking, Splitting, writing } from "./panels.js";
import { canAgain, conflictPanel } from "./conflicts.js";
import { chronicle } from "./chronicle.js";
import { dismissing } from "./dismissing.js";
import { leftovers } from "./leftovers.js";
import { asked } from "./loader.js";
import { mending } from "./mending.js";
import { thread } from "./talk.js";

const SURE = 98;

export class Review {
  /** @param {Workbench} desk */
  constructor(desk) {
    this.desk = desk;
    this.model = desk.model;
    this.outbox = new Outbox({ send: (message) => this.post(message), changed: () => desk.count() });
    this.awaited = "";
    this.typed = [];
    this.warned = "";
    this.pin = null;
    this.conflicts = [];
    this.panel = null;
    this.bench = h("div", { class: "tools" });
  }

  get bead() {
    return this.model.beads.get(this.desk.cursor);
  }

  post(message) {
    this.desk.send("outbox", { ...message, ...this.desk.where(), person: this.desk.person });
  }

  // Sending and answers -----------------------------------------------------------------------------------------------

  /** Send an operation on this document; show it at once where it changes no shape. */
  perform(deed) {
    const operation = this.outbox.add({ document: this.model.number, ...deed });
    if (showsAtOnce(operation)) this.foresee(operation);
    else this.awaited = operation.id;
    this.desk.refresh();
    return operation;
  }

  foresee(operation) {
    const at = this.model.find(operation.arguments.bead);
    const bead = this.model.beads.get(at);
    if (!bead || bead.left === operation.id) return;
    this.model.replace(at, foreseen(bead, operation, this.desk.person));
  }

  /** Take in the server's answers; gives the ids of rows that a shaping operation changed, to go there. */
  take(answers) {
    const landed = [];
    const stuck = answers.find(({ result }) => result === "waiting");
    if (stuck) this.desk.say(`Not saved yet. ${stuck.reason} It is tried again by itself.`);
    for (const [operation, answer] of this.outbox.take(answers)) {
      if (operation.id === this.awaited) this.awaited = "";
      if (answer.result === "refused") this.desk.say(answer.reason);
      if (answer.result !== "acknowledged" && showsAtOnce(operation)) this.disputed = true;
      if (answer.result === "conflict") this.clash(operation, answer);
      if (answer.result === "acknowledged" && !showsAtOnce(operation)) landed.push(...this.landing(operation, answer));
    }
    return landed;
  }

  clash(operation, answer) {
    this.conflicts.push({ operation, answer });
    const theirs = answer.conflicts[0];
    const who = theirs?.user ? `${theirs.user} ${deedName(theirs.operation)}` : "Somebody changed it";
    this.desk.say(`Not stored: ${who} before you. I goes to the conflict, which shows both.`);
  }

  landing(operation, answer) {
    if (answer.reason) this.desk.say(answer.reason);
    this.desk.walk.reshaped = !["comment", "dismiss", "settle-comment", "undo", "redo", "accept-above", "settle-orphan"].includes(operation.name);
    if (operation.name === "undo" || operation.name === "redo") return answer.changed;
    return [operation.arguments.bead, operation.arguments.first, operation.arguments.focus, ...answer.changed].filter(Boolean);
  }

  /** What the server has not answered yet is shown on top of what it sent. */
  foreseeAll() {
    for (const operation of this.outbox.waiting) {
      if (operation.document === this.model.number && showsAtOnce(operation)) this.foresee(operation);
    }
  }

  /** After the server's state is in: keys that waited for it act now. */
  settled() {
    if (this.awaited) return;
    const typed = this.typed;
    this.typed = [];
    for (const action of typed) action();
  }

  /** Whether keys must wait for an answer; the action is done after it. */
  held(action) {
    if (!this.awaited) return false;
    this.typed.push(action);
    return true;
  }

  // Deciding ----------------------------------------------------------------------------------------------------------

  accept(event) {
    const { bead } = this;
    if (event?.repeat || !bead) return;
    if (this.awaited) {
      this.desk.say("One moment: the last change is on its way. Look at it before you accept.");
      return;
    }
    const severe = bead.findings.some((finding) => finding.severity === "error");
    if (severe && !isDecided(bead) && this.warned !== bead.id) {
      this.warned = bead.id;
      this.desk.say("This bead has a severe finding. Press A once more to accept it all the same.");
      this.desk.refresh();
      return;
    }
    if (isDecided(bead) && bead.status === "accepted" && bead.reviewer !== this.desk.person) this.simple("approve");
    else if (!isDecided(bead)) this.simple("accept");
    this.desk.next();
  }

  simple(name, more = {}) {
    const { bead } = this;
    if (!bead || this.awaited) return;
    this.perform({ name, arguments: { bead: bead.id, ...more }, base: base(bead) });
  }

  reject(event) {
    if (event?.repeat || !this.bead) return;
    if (this.bead.status === "rejected") this.desk.say("This bead is rejected already. R takes that back.");
    else this.simple("reject");
  }

  /** Take a decision back without going through the history; where there is none, nothing is sent and stored. */
  reopen() {
    if (!this.bead) return;
    if (this.bead.status === "auto") this.desk.say("Nobody has decided on this bead yet: there is nothing to take back.");
    else this.simple("reopen");
  }

  omission() {
    const { bead } = this;
    if (!bead || this.awaited) return;
    const name = bead.s.length ? "mark-omission" : "mark-addition";
    this.perform({ name, arguments: { bead: bead.id }, base: base(bead) });
  }

  addition() {
    const { bead } = this;
    if (!bead || this.awaited) return;
    this.perform({ name: "mark-addition", arguments: { bead: bead.id }, base: base(bead) });
  }

  layout() {
    if (this.bead?.s.length && this.bead?.t.length) this.desk.say("Only a bead with an empty side can have lost it to the layout. Move the boundary first, so that one side is empty.");
    else this.simple("layout-dropped");
  }

  takeBack(name) {
    this.perform({ name });
  }

  // Shape -------------------------------------------------------------------------------------------------------------

  neighbour(step) {
    return this.model.beads.get(this.desk.cursor + step);
  }

  merge(step) {
    if (this.held(() => this.merge(step))) return;
    const [first, second] = step > 0 ? [this.bead, this.neighbour(1)] : [this.neighbour(-1), this.bead];
    if (!first || !second) return this.desk.say(step > 0 ? "This is the last bead: Shift+M merges it with the one before." : "This is the first bead: M merges it with the next one.");
    return this.perform({ name: "merge", arguments: { first: first.id, second: second.id }, base: base(first, second) });
  }

  swap() {
    if (this.held(() => this.swap())) return;
    const [first, second] = [this.bead, this.neighbour(1)];
    if (!first || !second) return this.desk.say("This is the last bead. Go to the one before and press T there.");
    return this.perform({ name: "swap", arguments: { first: first.id, second: second.id }, base: base(first, second) });
  }

  boundary(side, towards) {
    if (this.held(() => this.boundary(side, towards))) return;
    if (!this.bead) return;
    const below = [];
    for (let at = this.desk.cursor + 1; this.model.beads.has(at); at += 1) below.push(this.model.beads.get(at));
    const deed = movedBoundary(this.bead, below, side, towards);
    if (typeof deed === "string") this.desk.say(deed);
    else this.perform(deed);
  }

  split() {
    const { bead } = this;
    if (!bead || this.awaited) return;
    if (bead.s.length + bead.t.length < 2) return this.desk.say("A bead of one sentence cannot be cut; E cuts the sentence itself.");
    const panel = new Splitting({
      bead,
      cut: (source, target) => {
        this.shut();
        this.perform({ name: "split", arguments: { bead: bead.id, source_cut: source, target_cut: target }, base: base(bead) });
      },
      close: () => this.shut(),
      shown: (at) => this.desk.list.cut(at),
    });
    return this.show(panel.element);
  }

  // Pinpoint ----------------------------------------------------------------------------------------------------------

  /** First press marks the sentences of the original, the second those of their partner; all between is matched again. */
  pinpoint() {
    const { bead } = this;
    if (!bead || this.awaited) return;
    if (!this.pin) {
      if (!bead.s.length) return this.desk.say("Begin at a bead that has sentences of the original: go on with J and press P there.");
      this.pin = { source: bead.s.map((one) => one.i) };
      this.desk.list.pin(bead.id);
      this.desk.say("Now go to the bead with its translation and press P again. Esc leaves.");
      return this.desk.refresh();
    }
    if (!bead.t.length) return this.desk.say("This bead has no sentence of the translation; go on to the one that has.");
    const { source } = this.pin;
    this.unpin();
    const named = { document: this.model.number, source, target: bead.t.map((one) => one.i), seen: this.model.seq };
    this.desk.say("Matching what lies between again …");
    return this.perform({ name: "pin", arguments: named });
  }

  unpin() {
    this.pin = null;
    this.desk.list.pin(null);
  }

  /** Ask whether to match all that is undecided again. */
  rematch() {
    const keep = () => {
      this.desk.say("Matching the rest again …");
      this.perform({ name: "rematch", arguments: { document: this.model.number, beads: [] } });
    };
    const words = h("p", {}, "Decided beads stay as they are. Everything else is paired anew; one undo takes it back.");
    this.ask(asking({ title: "Match the pending rest again?", content: words, act: "Match again", keep }));
  }

  acceptAbove() {
    const field = h("input", { type: "number", min: 50, max: 100, step: 1, value: SURE, required: true });
    const content = h("p", {}, h("label", {}, "Accept every bead up to and with this one that is at least ", field, " % sure."));
    const note = h("p", { class: "hint-words" }, "Left out: rejected and flagged beads, and those with a severe finding. One undo takes all back.");
    const keep = () => {
      const named = { document: this.model.number, least: Number(field.value) / 100, seen: this.model.seq, until: this.bead?.id || "" };
      this.perform({ name: "accept-above", arguments: named });
    };
    this.ask(asking({ title: "Accept what is sure", content: [content, note], act: "Accept them", keep }));
  }

  ask(dialog) {
    this.desk.root.append(dialog);
    dialog.showModal();
    dialog.querySelector("input")?.select();
  }

  // Words -------------------------------------------------------------------------------------------------------------

  flag() {
    const { bead } = this;
    if (!bead || this.awaited) return;
    if (!bead.flagged) this.simple("flag");
    const looked = base(this.bead);
    const keep = (text) => {
      this.shut();
      if (text.trim() !== this.bead.remark) this.perform({ name: "remark", arguments: { bead: bead.id, text }, base: looked });
    };
    this.show(writing({ title: "Note", text: this.bead.remark, hint: "The bead is flagged; Shift+F takes the flag away.", keep, close: () => this.shut() }));
  }

  unflag() {
    if (this.bead?.flagged) this.simple("unflag");
  }

  suggest() {
    const { bead } = this;
    if (!bead) return;
    const text = bead.suggestion || bead.t.map((one) => one.t).join(" ");
    const looked = base(bead);
    const keep = (words) => {
      this.shut();
      const same = words.trim() === bead.t.map((one) => one.t).join(" ");
      if (same && !bead.suggestion) return;
      this.perform({ name: "suggest", arguments: { bead: bead.id, text: same ? "" : words }, base: looked });
    };
    const hint = "Stands beside the published translation, which is never changed. Emptied, the suggestion goes away.";
    this.show(writing({ title: "Suggested wording", text, lang: this.model.languages[1], hint, keep, close: () => this.shut() }));
  }

  mend() {
    if (this.bead && !this.awaited) this.show(mending(this, this.bead));
  }

  /** Set a finding of the bead aside. */
  dismiss() {
    const { bead } = this;
    if (!bead) return;
    if (!bead.findings.length) this.desk.say("This bead has no finding. The filter “any finding” leads to those that have.");
    else this.show(dismissing(this, bead));
  }

  /** A finding that was set aside counts again. */
  restore(bead, dismissal) {
    this.perform({ name: "restore", arguments: { dismissal: dismissal.id }, base: { [dismissal.id]: this.model.seq } });
  }

  /** What happened to the bead. */
  async history() {
    const { bead } = this;
    if (!bead) return;
    const address = `/workbench/history/${encodeURIComponent(this.model.number)}/${encodeURIComponent(bead.id)}`;
    const answer = await asked(address);
    if (this.bead?.id !== bead.id) return;
    if (answer) this.show(chronicle(this, answer.entries, address));
    else this.desk.say("The history could not be had. Check that `align review` is still running, then press H again.");
  }

  /** Decisions that no longer fit, to be looked at and settled. */
  async leftovers() {
    const answer = await asked(`/workbench/orphans/${encodeURIComponent(this.model.number)}`);
    if (!answer) this.desk.say("They could not be had. Check that `align review` is still running, then try again.");
    else if (answer.orphans.length) this.ask(leftovers(this, answer.orphans));
    else this.desk.say("Every decision fits: nothing is left over.");
  }

  talk() {
    if (this.bead) this.show(thread(this, this.bead));
  }

  // The bench: what stands open in the current bead ---------------------------------------------------------------------

  show(panel) {
    this.panel = { element: panel, bead: this.bead.id };
    this.desk.refresh();
    panel.focusField?.();
    panel.scrollIntoView({ block: "nearest" });
  }

  shut() {
    this.panel = null;
    this.desk.list.cut(null);
    this.desk.refresh();
    this.desk.list.focus();
  }

  /** Escape: close what is open. */
  leaveAll() {
    if (this.desk.tour.skip()) return this.desk.say("First steps left. ? shows them once more.");
    if (this.pin) this.desk.say("Pinpointing left. Nothing has been changed.");
    this.unpin();
    this.warned = "";
    return this.panel ? this.shut() : this.desk.refresh();
  }

  tools(bead) {
    const clash = this.shownClash(bead);
    const open = this.panel?.bead === bead.id ? this.panel.element : null;
    if (this.bench.held?.[0] === open && this.bench.held?.[1] === clash && this.bench.held?.[2] === bead.id) return this.bench;
    this.bench.held = [open, clash, bead.id];
    return refill(this.bench, clash ? conflictPanel(this, clash) : null, open, this.desk.copyButton(bead));
  }

  /** Go to the first conflict that is open. */
  nextConflict() {
    const clash = this.conflicts[0];
    if (!clash) return this.desk.say("There is no conflict: nobody has changed what you changed.");
    const ids = [...clash.answer.conflicts.map((one) => one.row), ...Object.values(clash.operation.arguments)];
    const at = ids.map((id) => (typeof id === "string" ? this.model.find(id) : -1)).find((one) => one >= 0);
    return this.desk.go(at ?? this.desk.cursor);
  }

  /** Settle the conflict that the current bead shows. */
  settle(again) {
    const clash = this.shownClash(this.bead);
    if (clash && (!again || canAgain(clash))) this.resolve(clash, again);
  }

  shownClash(bead) {
    return bead && (this.conflicts.find(({ operation, answer }) => touches(operation, answer, bead.id)) || this.strayConflict());
  }

  /** A conflict about a bead that is gone is shown wherever the person is. */
  strayConflict() {
    return this.conflicts.find(({ answer }) => answer.conflicts.every((one) => this.model.find(one.row) < 0));
  }

  /** A conflict has been looked at; `again` does the operation once more on what now stands. */
  resolve(clash, again) {
    this.conflicts = this.conflicts.filter((one) => one !== clash);
    if (again) {
      const { name, arguments: named } = clash.operation;
      const fresh = Object.fromEntries(clash.answer.conflicts.map((one) => [one.row, one.revision]));
      this.perform({ name, arguments: named, base: { ...clash.operation.base, ...fresh } });
    }
    this.desk.refresh();
    this.desk.list.focus();
  }

  leave() {
    this.outbox.leave();
  }
}

function touches(operation, answer, id) {
  return answer.conflicts.some((one) => one.row === id) || Object.values(operation.arguments).includes(id);
}
