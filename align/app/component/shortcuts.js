/** All keys: what they do, how they are named at the foot of the screen and in the help. */

import { h } from "./dom.js";
import { shown } from "./keymap.js";

/**
 * Key -> action, for `Keys`. Letters are in lower case; a leading "Shift+" means the key with Shift. What acts on a bead is
 * not done to the old one while the person is on the way to another.
 */
export function bindings(desk) {
  const { review, scan } = desk;
  const moving = {
    j: () => desk.next(),
    ArrowDown: () => desk.next(),
    k: () => desk.before(),
    ArrowUp: () => desk.before(),
    Home: () => desk.go(0),
    End: () => desk.go(desk.model.count - 1),
    q: () => desk.reorder(),
    g: () => desk.field?.select(),
    "/": () => desk.searching?.select(),
    "[": () => scan.turn(-1),
    "]": () => scan.turn(1),
    "+": () => scan.magnify(1),
    "-": () => scan.magnify(-1),
    0: () => scan.magnify(0),
    v: () => desk.otherSide(),
    z: () => scan.enlarge(),
    i: () => review.nextConflict(),
    u: (event) => event.repeat || review.takeBack("undo"),
    y: (event) => event.repeat || review.takeBack("redo"),
    Escape: () => review.leaveAll(),
    "?": () => desk.explain(),
  };
  const acting = {
    a: (event) => review.accept(event),
    "Shift+a": () => review.acceptAbove(),
    x: (event) => review.reject(event),
    r: () => review.reopen(),
    m: (event) => event.repeat || review.merge(1),
    "Shift+m": (event) => event.repeat || review.merge(-1),
    s: () => review.split(),
    ArrowRight: (event) => event.repeat || review.boundary("target", "down"),
    ArrowLeft: (event) => event.repeat || review.boundary("target", "up"),
    "Shift+ArrowRight": (event) => event.repeat || review.boundary("source", "down"),
    "Shift+ArrowLeft": (event) => event.repeat || review.boundary("source", "up"),
    o: () => review.omission(),
    "Shift+o": () => review.addition(),
    l: () => review.layout(),
    t: (event) => event.repeat || review.swap(),
    f: () => review.flag(),
    "Shift+f": () => review.unflag(),
    w: () => review.suggest(),
    e: () => review.mend(),
    n: () => review.talk(),
    d: () => review.dismiss(),
    h: () => review.history(),
    1: () => review.settle(false),
    2: () => review.settle(true),
    p: () => review.pinpoint(),
    "Shift+p": () => review.rematch(),
    c: () => desk.copy(),
  };
  const landed = Object.entries(acting).map(([key, act]) => [key, (event) => desk.landing(act, event)]);
  return { ...moving, ...Object.fromEntries(landed) };
}

/** Groups of the help: title, and rows of own keys and meaning. */
export const GROUPS = [
  [
    "Moving",
    [
      [["j"], "next bead (also ↓)"],
      [["k"], "bead before (also ↑)"],
      [["Home", "End"], "first bead, last bead"],
      [["q"], "least sure first, or reading order"],
      [["g"], "go to a bead number or a folio"],
      [["/"], "search both texts"],
    ],
  ],
  [
    "Deciding",
    [
      [["a"], "accept and go on; twice where a finding is severe; a second person approves"],
      [["Shift+a"], "accept all that is sure"],
      [["x"], "reject"],
      [["r"], "take a decision back"],
      [["o"], "left out of the translation (omission)"],
      [["Shift+o"], "added by the translation"],
      [["l"], "not left out: the layout dropped it"],
      [["f"], "flag, with a note"],
      [["Shift+f"], "take the flag away"],
      [["d"], "set a finding aside, with a reason"],
      [["u", "y"], "undo, redo"],
      [["i"], "go to a conflict with somebody else’s change"],
      [["1", "2"], "in a conflict: let theirs stand, do mine again"],
    ],
  ],
  [
    "Shape",
    [
      [["m", "Shift+m"], "merge with the next bead, with the one before"],
      [["s"], "cut the bead in two"],
      [["ArrowRight", "ArrowLeft"], "take the next English sentence in, give the last one away"],
      [["Shift+ArrowRight", "Shift+ArrowLeft"], "the same with the German sentences"],
      [["t"], "swap the English sides of this bead and the next"],
      [["p"], "pinpoint: mark a bead, then its partner; all between is matched again"],
      [["Shift+p"], "match all that is undecided again"],
    ],
  ],
  [
    "Words",
    [
      [["w"], "suggest a wording; the published one stays"],
      [["e"], "mend the text: a misread word, a sentence cut wrongly"],
      [["n"], "say something about the bead"],
      [["h"], "what happened to the bead"],
      [["c"], "copy German, English and citation"],
    ],
  ],
  [
    "Scan",
    [
      [["[", "]"], "page before, page after"],
      [["+", "-", "0"], "larger, smaller, fit the width"],
      [["z"], "the lines of the bead as large as the window"],
      [["v"], "the pages of the translation, if it has any"],
    ],
  ],
];

const FOOT = [
  ["a", "accept", (desk) => desk.review.accept()],
  ["j", "next", (desk) => desk.next()],
  ["k", "before", (desk) => desk.before()],
  ["m", "merge", (desk) => desk.review.merge(1)],
  ["s", "split", (desk) => desk.review.split()],
  ["ArrowLeft", "give", (desk) => desk.review.boundary("target", "up")],
  ["ArrowRight", "take", (desk) => desk.review.boundary("target", "down")],
  ["o", "omission", (desk) => desk.review.omission()],
  ["x", "reject", (desk) => desk.review.reject()],
  ["f", "flag", (desk) => desk.review.flag()],
  ["e", "mend", (desk) => desk.review.mend()],
  ["p", "pinpoint", (desk) => desk.review.pinpoint()],
  ["u", "undo", (desk) => desk.review.takeBack("undo")],
  ["y", "redo", (desk) => desk.review.takeBack("redo")],
  ["?", "all keys", (desk) => desk.explain()],
];

/** The foot of the screen: the commonest keys, each a button as well. */
export function footer(desk) {
  return h(
    "footer",
    { class: "keys" },
    FOOT.map(([key, words, act]) =>
      h(
        "button",
        { type: "button", class: "quiet", "aria-keyshortcuts": shown(desk.keymap.now(key)), onclick: () => act(desk) },
        h("kbd", {}, shown(desk.keymap.now(key))),
        ` ${words}`,
      ),
    ),
  );
}
