/**
 * Fetching beads that are not there yet, a few hundred at a time, by plain requests beside Streamlit's: they neither wait
 * for a run of the script nor cause one.
 */

const MOST = 240;
/** How far around the cursor beads are kept at hand, and around each of the next beads of the walk. */
const REACH = 60;
const AROUND = [2, 3];
/** Milliseconds after which an answer that did not come is asked for again. */
const PATIENCE = 2000;

export class Loader {
  /**
   * @param {Model} model
   * @param {Object} actions `landed(answer)` with beads, `reshaped()` when the document has another shape by now
   */
  constructor(model, actions) {
    this.model = model;
    this.actions = actions;
    this.flying = null;
  }

  /** Fetch what is missing around a position and around those that follow it; the nearest first. */
  around(at, following = []) {
    this.wish = [at, following];
    if (!this.flying) this.fetch();
  }

  missing() {
    const [at, following] = this.wish;
    const wanted = [at];
    for (const next of following) for (let one = next - AROUND[0]; one <= next + AROUND[1]; one += 1) wanted.push(one);
    for (let far = 1; far <= REACH; far += 1) wanted.push(at + far, at - far);
    const { beads, count } = this.model;
    return [...new Set(wanted)].filter((one) => one >= 0 && one < count && !beads.has(one)).slice(0, MOST);
  }

  async fetch() {
    const positions = this.missing();
    const { number, shape } = this.model;
    if (!positions.length) return;
    const flight = (this.flying = new AbortController());
    const address = `/workbench/beads/${encodeURIComponent(number)}/${shape}?at=${ranges(positions)}`;
    const answer = await asked(address, flight.signal);
    if (this.flying !== flight) return;
    this.flying = null;
    if (!answer) this.again = setTimeout(() => this.flying || this.fetch(), PATIENCE);
    if (!answer || number !== this.model.number || shape !== this.model.shape) return;
    if (answer.shape !== shape) this.actions.reshaped();
    else if (answer.window.length) {
      this.actions.landed(answer);
      if (!this.flying) this.fetch();
    }
  }

  /** Another document or another shape: what is under way is of no use. */
  reset() {
    clearTimeout(this.again);
    this.flying?.abort();
    this.flying = null;
  }
}

/** What an address answers, null without an answer. */
export async function asked(address, signal) {
  try {
    const answer = await fetch(address, { signal });
    return answer.ok ? await answer.json() : null;
  } catch {
    return null;
  }
}

/** "3,10-14" for [3, 10, 11, 12, 13, 14] in any order. */
export function ranges(positions) {
  const runs = [];
  for (const one of [...positions].sort((a, b) => a - b)) {
    const last = runs.at(-1);
    if (last && last[1] === one - 1) last[1] = one;
    else runs.push([one, one]);
  }
  return runs.map(([from, to]) => (from === to ? from : `${from}-${to}`)).join(",");
}
