/** The entry: one screen for each place where the component stands. */

import { Documents } from "./documents.js";
import { Fault } from "./fault.js";
import { Workbench } from "./workbench.js";

const SCREENS = { documents: Documents, fault: Fault, workbench: Workbench };

/** Root (shadow root) -> screen. */
const screens = new WeakMap();

/** Called at every run of the script, with the arguments of Streamlit's component. */
export function render({ data, parentElement, setStateValue, setTriggerValue }) {
  const place = parentElement.querySelector(".align");
  let held = screens.get(place);
  if (!held || held.name !== data.screen) {
    held?.screen.leave();
    held = { name: data.screen, screen: new SCREENS[data.screen](place), stop: fit(place) };
    held.back = () => held.screen.returned?.();
    window.addEventListener("popstate", held.back);
    screens.set(place, held);
  }
  held.screen.take(data, setStateValue, setTriggerValue);
}

/** Called when the component is taken off the page. */
export function leave(parentElement) {
  const place = parentElement.querySelector(".align");
  const held = screens.get(place);
  if (!held) return;
  window.removeEventListener("popstate", held.back);
  held.stop();
  held.screen.leave();
  screens.delete(place);
}

/** Let the component fill the window from where it begins to the lower edge. */
function fit(place) {
  const measure = () => {
    const top = place.getBoundingClientRect().top + document.documentElement.scrollTop;
    place.style.setProperty("--room", `${Math.max(320, window.innerHeight - top)}px`);
  };
  const watch = new ResizeObserver(measure);
  watch.observe(document.documentElement);
  window.addEventListener("resize", measure);
  measure();
  return () => {
    watch.disconnect();
    window.removeEventListener("resize", measure);
  };
}
