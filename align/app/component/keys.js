/**
 * Keys of a screen, heard at the window before anybody else.
 *
 * Streamlit reruns on `r` and opens “clear cache” on `c`; no key that is pressed outside a field gets through to it.
 */

const STREAMLIT_KEYS = new Set(["r", "c", "R", "C"]);

export class Keys {
  /** @param {Object<string, function(KeyboardEvent)>} bindings by `KeyboardEvent.key`, letters in lower case */
  constructor(bindings) {
    this.bindings = bindings;
    this.down = (event) => this.pressed(event);
    this.up = (event) => this.released(event);
    window.addEventListener("keydown", this.down, { capture: true });
    window.addEventListener("keyup", this.up, { capture: true });
  }

  pressed(event) {
    if (inField(event) || event.ctrlKey || event.metaKey || event.altKey) return;
    if (STREAMLIT_KEYS.has(event.key)) event.stopImmediatePropagation();
    if (inDialog(event)) return;
    const action = this.bindings[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!action || (onButton(event) && (event.key === "Enter" || event.key === " "))) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    action(event);
  }

  released(event) {
    if (!inField(event) && STREAMLIT_KEYS.has(event.key)) event.stopImmediatePropagation();
  }

  leave() {
    window.removeEventListener("keydown", this.down, { capture: true });
    window.removeEventListener("keyup", this.up, { capture: true });
  }
}

/** Where the key was pressed, through shadow roots. */
function path(event) {
  return event.composedPath().filter((one) => one instanceof Element);
}

function inField(event) {
  return path(event).some((one) => one.isContentEditable || one.matches("textarea, select, input:not([type=checkbox]):not([type=radio])"));
}

function inDialog(event) {
  return path(event).some((one) => one.matches("dialog[open], [role=dialog]"));
}

function onButton(event) {
  return path(event).some((one) => one.matches("button, a[href], summary"));
}
