/**
 * What can be done to a bead: names and arguments of the operations, as the server knows them, and for those that change
 * no shape how the bead looks at once, before the server has answered.
 */

const DECIDED = new Set(["accepted", "approved"]);

export function isDecided(bead) {
  return DECIDED.has(bead.status);
}

function accepted(bead, person) {
  const nature = bead.nature || (!bead.t.length ? "omission" : !bead.s.length ? "addition" : "");
  return { ...bead, status: "accepted", reviewer: person, approver: "", nature };
}

/** What somebody did, after his name. */
const DEED_NAMES = {
  accept: "accepted",
  approve: "approved",
  "accept-above": "accepted all that was sure",
  reject: "rejected",
  reopen: "took the decision back",
  flag: "flagged",
  unflag: "took the flag away",
  remark: "wrote a note",
  suggest: "suggested a wording",
  merge: "merged",
  split: "cut the bead",
  "move-boundary": "moved a boundary",
  swap: "swapped neighbours",
  "mark-omission": "marked an omission",
  "mark-addition": "marked an addition",
  "layout-dropped": "said that the layout dropped it",
  pin: "pinpointed",
  rematch: "matched the rest again",
  "correct-word": "put a word right",
  "split-sentence": "cut a sentence",
  "join-sentences": "joined two sentences",
  comment: "said something",
  "settle-comment": "settled a question",
  dismiss: "set a finding aside",
  restore: "let a finding count again",
  undo: "took back",
  redo: "did again",
  read: "read the file",
  run: "aligned",
};

/** What an operation is called; its own name where nobody thought of one. */
export function deedName(name) {
  return DEED_NAMES[name] || name;
}

/** By operation: the bead afterwards. The server decides; this is what is shown until it answers. */
const AT_ONCE = {
  accept: (bead, _, person) => (isDecided(bead) ? bead : accepted(bead, person)),
  approve: (bead, _, person) => ({ ...bead, status: "approved", approver: person }),
  reject: (bead, _, person) => ({ ...bead, status: "rejected", reviewer: person, approver: "", nature: "" }),
  reopen: (bead) => ({ ...bead, status: "auto", reviewer: "", approver: "", nature: "" }),
  flag: (bead, { note }) => ({ ...bead, flagged: true, remark: note || bead.remark }),
  unflag: (bead) => ({ ...bead, flagged: false }),
  remark: (bead, { text }) => ({ ...bead, remark: text.trim() }),
  suggest: (bead, { text }) => ({ ...bead, suggestion: text.trim() }),
  "layout-dropped": (bead, _, person) => ({ ...accepted(bead, person), nature: "layout" }),
};

/** Whether an operation shows at once; the others change the shape of the list and wait for their answer. */
export function showsAtOnce(operation) {
  return operation.name in AT_ONCE;
}

/** The bead as it looks after an operation that shows at once. */
export function foreseen(bead, operation, person) {
  const after = AT_ONCE[operation.name](bead, operation.arguments, person);
  return { ...after, left: operation.id };
}

/** What the person saw of a bead: its revision, or the number of his own operation that left it so. */
export function seen(bead) {
  return bead.left || bead.r;
}

/** What the person saw of several rows. */
export function base(...rows) {
  return Object.fromEntries(rows.map((row) => [row.id || row.i, seen(row)]));
}

/**
 * The boundary below a bead, moved by one sentence.
 * @param {Array<Object>} below the beads after it, in order, as far as they are known
 * @param {"source"|"target"} side
 * @param {"down"|"up"} towards "down" takes the next sentence in, "up" gives the last one away
 * @returns {Object|string} the operation, or why it cannot be
 */
export function movedBoundary(bead, below, side, towards) {
  const members = side === "source" ? "s" : "t";
  const lower = towards === "down" ? below.find((one) => one[members].length) : below[0];
  if (!lower) return "There is no bead below to exchange a sentence with.";
  if (towards === "up" && !bead[members].length) return "There is no sentence on this side to give away.";
  const named = { upper: bead.id, lower: lower.id, side, towards, focus: bead.id };
  return { name: "move-boundary", arguments: named, base: base(bead, lower) };
}
