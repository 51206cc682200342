/** Keys that a person has changed: kept in the browser, applied to whatever is pressed. */

const KEY = "align.keys";

export class Keymap {
  constructor() {
    this.changed = read();
  }

  /** The key by which an action is found in the bindings, null if the pressed key does nothing any more. */
  resolve(pressed) {
    const moved = Object.entries(this.changed).find(([, now]) => now === pressed);
    if (moved) return moved[0];
    return pressed in this.changed ? null : pressed;
  }

  /** The key under which an action now lies. */
  now(original) {
    return this.changed[original] || original;
  }

  /**
   * Put an action under another key.
   * @param {string} original its own key
   * @param {string} wanted the new one
   * @param {Array<string>} all own keys of all actions
   * @returns {string} why not, "" if it was done
   */
  change(original, wanted, all) {
    const taken = all.find((one) => one !== original && this.now(one) === wanted);
    if (taken) return `${shown(wanted)} is taken.`;
    if (wanted === original) delete this.changed[original];
    else this.changed[original] = wanted;
    localStorage.setItem(KEY, JSON.stringify(this.changed));
    return "";
  }

  /** All keys as they were. */
  reset() {
    this.changed = {};
    localStorage.removeItem(KEY);
  }
}

/** A key as people write it. */
export function shown(key) {
  const signs = { ArrowRight: "→", ArrowLeft: "←", ArrowUp: "↑", ArrowDown: "↓" };
  return key
    .split("+")
    .map((part) => signs[part] || (part.length === 1 ? part.toUpperCase() : part))
    .join("+");
}

function read() {
  try {
    const found = JSON.parse(localStorage.getItem(KEY) || "{}");
    return found && typeof found === "object" ? found : {};
  } catch {
    return {};
  }
}
