/** All keys: what they do, how they are named at the foot of the screen and in the help. */

import { h } from "./dom.js";

/** Key -> action, for `Keys`. Letters are in lower case; a leading "Shift+" means the key with Shift. */
export function bindings(desk) {
  const { review, scan } = desk;
  return {
    j: () => desk.next(),
    ArrowDown: () => desk.next(),
    k: () => desk.before(),
    ArrowUp: () => desk.before(),
    Home: () => desk.go(0),
    End: () => desk.go(desk.model.count - 1),
    a: (event) => review.accept(event),
    "Shift+a": () => review.acceptAbove(),
    x: (event) => review.reject(event),
    r: () => review.simple("reopen"),
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
    p: () => review.pinpoint(),
    "Shift+p": () => review.rematch(),
    u: (event) => event.repeat || review.takeBack("undo"),
    y: (event) => event.repeat || review.takeBack("redo"),
    q: () => desk.reorder(),
    g: () => desk.field?.select(),
    "/": () => desk.searching?.select(),
    c: () => desk.copy(),
    "[": () => scan.turn(-1),
    "]": () => scan.turn(1),
    "+": () => scan.magnify(1),
    "-": () => scan.magnify(-1),
    0: () => scan.magnify(0),
    Escape: () => review.leaveAll(),
    "?": () => desk.help.showModal(),
  };
}

/** Groups of the help: title, and rows of key and meaning. */
export const GROUPS = [
  [
    "Moving",
    [
      ["J  ↓", "next bead"],
      ["K  ↑", "bead before"],
      ["Home  End", "first bead, last bead"],
      ["Q", "least sure first, or reading order"],
      ["G", "go to a bead number or a folio"],
      ["/", "search both texts"],
    ],
  ],
  [
    "Deciding",
    [
      ["A", "accept and go on; twice where a finding is severe; a second person approves"],
      ["Shift+A", "accept all that is sure"],
      ["X", "reject"],
      ["R", "take a decision back"],
      ["O", "left out of the translation (omission)"],
      ["Shift+O", "added by the translation"],
      ["L", "not left out: the layout dropped it"],
      ["F", "flag, with a note"],
      ["Shift+F", "take the flag away"],
      ["U  Y", "undo, redo"],
    ],
  ],
  [
    "Shape",
    [
      ["M  Shift+M", "merge with the next bead, with the one before"],
      ["S", "cut the bead in two"],
      ["→  ←", "take the next English sentence in, give the last one away"],
      ["Shift+→  ←", "the same with the German sentences"],
      ["T", "swap the English sides of this bead and the next"],
      ["P", "pinpoint: mark a bead, then its partner; all between is matched again"],
      ["Shift+P", "match all that is undecided again"],
    ],
  ],
  [
    "Words",
    [
      ["W", "suggest a wording; the published one stays"],
      ["E", "mend the text: a misread word, a sentence cut wrongly"],
      ["N", "say something about the bead"],
      ["C", "copy German, English and citation"],
    ],
  ],
  [
    "Scan",
    [
      ["[  ]", "page before, page after"],
      ["+  −  0", "larger, smaller, fit the width"],
      ["click", "a line leads to its bead, a bead to its lines"],
    ],
  ],
];

const FOOT = [
  ["A", "accept", (desk) => desk.review.accept()],
  ["J", "next", (desk) => desk.next()],
  ["K", "before", (desk) => desk.before()],
  ["M", "merge", (desk) => desk.review.merge(1)],
  ["S", "split", (desk) => desk.review.split()],
  ["←", "give", (desk) => desk.review.boundary("target", "up")],
  ["→", "take", (desk) => desk.review.boundary("target", "down")],
  ["O", "omission", (desk) => desk.review.omission()],
  ["X", "reject", (desk) => desk.review.reject()],
  ["F", "flag", (desk) => desk.review.flag()],
  ["E", "mend", (desk) => desk.review.mend()],
  ["P", "pinpoint", (desk) => desk.review.pinpoint()],
  ["U", "undo", (desk) => desk.review.takeBack("undo")],
  ["Y", "redo", (desk) => desk.review.takeBack("redo")],
  ["?", "all keys", (desk) => desk.help.showModal()],
];

/** The foot of the screen: the commonest keys, each a button as well. */
export function footer(desk) {
  return h(
    "footer",
    { class: "keys" },
    FOOT.map(([key, words, act]) =>
      h("button", { type: "button", class: "quiet", "aria-keyshortcuts": key, onclick: () => act(desk) }, h("kbd", {}, key), ` ${words}`),
    ),
  );
}
