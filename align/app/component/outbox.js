/**
 * What the person did and the server has not answered yet.
 *
 * Operations leave in the order in which they were made, all that is unanswered at once, and again after a pause without
 * an answer: the server knows each by its number. A copy of each lies in the browser's storage until it is answered, so
 * that neither a reload nor a crash loses it.
 */

const PATIENCE = 4000;

export class Outbox {
  /**
   * @param {Object} actions `send(message)` to the server, `changed()` when the number of unanswered ones changes
   */
  constructor(actions) {
    this.actions = actions;
    this.waiting = [];
    this.prefix = "";
    this.beat = 0;
    this.flying = false;
    this.unload = (event) => {
      if (this.waiting.length) event.preventDefault();
    };
    this.online = () => this.flush();
    window.addEventListener("beforeunload", this.unload);
    window.addEventListener("online", this.online);
  }

  /** Which workspace the operations belong to; what an earlier page left unanswered is taken up. */
  open(workspace) {
    if (this.prefix) return;
    this.prefix = `align.outbox.${workspace}.`;
    const left = Object.keys(localStorage)
      .filter((key) => key.startsWith(this.prefix))
      .map((key) => JSON.parse(localStorage.getItem(key)))
      .sort((one, other) => one.made - other.made);
    if (!left.length) return;
    this.waiting = left;
    this.flush();
    this.actions.changed();
  }

  /** Number of operations without an answer. */
  get size() {
    return this.waiting.length;
  }

  /**
   * Add an operation.
   * @param {{document: string, name: string, arguments: Object, base: Object}} deed
   * @returns {Object} the operation with its number
   */
  add(deed) {
    const made = performance.timeOrigin + performance.now();
    const operation = { id: number(), made, arguments: {}, base: {}, ...deed };
    this.waiting.push(operation);
    try {
      localStorage.setItem(this.prefix + operation.id, JSON.stringify(operation));
    } catch {
      // A browser without storage (private window, quota) still sends; only the copy is missing.
    }
    this.flush();
    this.actions.changed();
    return operation;
  }

  /** Send what is unanswered, unless an answer is still to be expected. */
  flush() {
    if (!this.waiting.length || this.flying) return;
    this.flying = true;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.flying = false;
      this.flush();
    }, PATIENCE);
    this.beat += 1;
    this.actions.send({ beat: this.beat, operations: this.waiting.map(({ made, ...operation }) => operation) });
  }

  /**
   * Take in answers.
   * @returns {Array<[Object, Object]>} operations that were waiting for these answers, each with its answer
   */
  take(answers) {
    const given = new Map(answers.map((answer) => [answer.id, answer]));
    const done = this.waiting.filter(({ id }) => given.has(id) && given.get(id).result !== "waiting");
    const stuck = answers.some(({ id, result }) => result === "waiting" && this.waiting.some((one) => one.id === id));
    if (!done.length) return [];
    for (const { id } of done) localStorage.removeItem(this.prefix + id);
    this.waiting = this.waiting.filter((one) => !done.includes(one));
    clearTimeout(this.timer);
    this.flying = false;
    if (stuck) this.timer = setTimeout(() => this.flush(), PATIENCE);
    else this.flush();
    this.actions.changed();
    return done.map((one) => [one, given.get(one.id)]);
  }

  leave() {
    clearTimeout(this.timer);
    window.removeEventListener("beforeunload", this.unload);
    window.removeEventListener("online", this.online);
  }
}

/** A number that nobody else chooses; `crypto.randomUUID` is missing where the page does not come over TLS or loopback. */
function number() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
