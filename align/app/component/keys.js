/**
 * Keys of a screen, heard at the window before anybody else.
 *
 * Streamlit reruns on `r` and opens “clear cache” on `c`, and takes a field inside a component for no field, because the
 * shadow root hides it. So neither letter gets through to it; the field itself still receives it.
 */

const STREAMLIT_KEYS = new Set(["r", "c", "R", "C"]);

export class Keys {
  /** @param {Object<string, function(KeyboardEvent)>} bindings by `KeyboardEvent.key`, letters in lower case,
   *   with a leading "Shift+" for a letter or a named key with Shift
   * @param {Keymap} keymap what the person has changed */
  constructor(bindings, keymap) {
    this.bindings = bindings;
    this.keymap = keymap;
    this.down = (event) => this.pressed(event);
    this.up = (event) => this.released(event);
    window.addEventListener("keydown", this.down, { capture: true });
    window.addEventListener("keyup", this.up, { capture: true });
  }

  pressed(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (STREAMLIT_KEYS.has(event.key)) event.stopImmediatePropagation();
    if (inField(event) || inPanel(event)) return;
    const action = this.bindings[this.keymap.resolve(nameOf(event))];
    if (!action || (onButton(event) && (event.key === "Enter" || event.key === " "))) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    action(event);
  }

  released(event) {
    if (STREAMLIT_KEYS.has(event.key)) event.stopImmediatePropagation();
  }

  leave() {
    window.removeEventListener("keydown", this.down, { capture: true });
    window.removeEventListener("keyup", this.up, { capture: true });
  }
}

/** The name of a pressed key: "a", "Shift+a", "ArrowLeft", "?". */
export function nameOf(event) {
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const shifted = event.shiftKey && (key !== event.key || event.key.length > 1);
  return shifted ? `Shift+${key}` : key;
}

/** Where the key was pressed, through shadow roots. */
function path(event) {
  return event.composedPath().filter((one) => one instanceof Element);
}

function inField(event) {
  return path(event).some((one) => one.isContentEditable || one.matches("textarea, select, input:not([type=checkbox]):not([type=radio])"));
}

/** A dialog or an open panel hears its keys itself. */
function inPanel(event) {
  return path(event).some((one) => one.matches("dialog[open], [role=dialog], .panel"));
}

function onButton(event) {
  return path(event).some((one) => one.matches("button, a[href], summary"));
}
