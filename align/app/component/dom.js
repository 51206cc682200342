/**
 * Building elements. Text of documents always arrives as a string child and becomes a text node: nothing in this
 * component parses markup out of data.
 */

const SVG = "http://www.w3.org/2000/svg";

/**
 * An element with attributes and children.
 * @param {string} tag
 * @param {Object} [attributes] `class`, `dataset`, `on…` listeners and properties named in PROPERTIES are set as such;
 *   null, undefined and false leave an attribute out.
 * @param {...(Node|string|null|false|Array)} children
 */
export function h(tag, attributes = {}, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

/** The same for SVG. */
export function svg(tag, attributes = {}, ...children) {
  return fill(document.createElementNS(SVG, tag), attributes, children);
}

const PROPERTIES = new Set(["value", "checked", "disabled", "hidden", "selected"]);

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "dataset") Object.assign(element.dataset, value);
    else if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (PROPERTIES.has(name)) element[name] = value;
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  append(element, children);
  return element;
}

function append(element, children) {
  for (const child of children) {
    if (child === null || child === undefined || child === false) continue;
    if (Array.isArray(child)) append(element, child);
    else element.append(child);
  }
}

/** Put new children in place of the old ones. */
export function refill(element, ...children) {
  element.replaceChildren();
  append(element, children);
  return element;
}

/** Do something when nothing else is to be done; gives what `notIdly` takes. Not every browser can be asked that. */
export function idly(action) {
  return window.requestIdleCallback ? window.requestIdleCallback(action, { timeout: 400 }) : setTimeout(action, 60);
}

/** Do not do it after all. */
export function notIdly(held) {
  if (window.cancelIdleCallback) window.cancelIdleCallback(held);
  else clearTimeout(held);
}
