"""Our one component: its files, and how it is put on a page.

The style sheets go to the browser with the component; the scripts are ES modules that the browser loads by address
(`assets_path`), so that they can import each other. The address carries a hash of all files and never changes its
content.
"""

import functools
import hashlib
from collections.abc import Callable, Mapping
from importlib import resources
from typing import Any

ASSETS = "/workbench/assets"
NAME = "align"
STYLES = ("base.css", "documents.css", "workbench.css", "review.css")

_HTML = '<div class="align"><p class="empty">Loading the workbench …</p></div>'
_SCRIPT = """
const main = import(window.location.origin + "%s/main.js");
const excuse = (place) => () => {
  place.querySelector(".align").textContent =
    "The workbench's scripts could not be loaded. Check that `align review` is still running, then reload this page.";
};
export default function (component) {
  main.then((module) => module.render(component), excuse(component.parentElement));
  return () => main.then((module) => module.leave(component.parentElement), () => undefined);
}
"""


@functools.cache
def assets() -> Mapping[str, bytes]:
    """The component's files by name."""
    folder = resources.files("align.app").joinpath("component")
    return {item.name: item.read_bytes() for item in folder.iterdir() if item.name.endswith((".js", ".css"))}


@functools.cache
def assets_path() -> str:
    """Where the files are served; another address for other content."""
    digest = hashlib.sha256()
    for name, content in sorted(assets().items()):
        digest.update(name.encode())
        digest.update(content)
    return f"{ASSETS}/{digest.hexdigest()[:16]}"


def mount(data: Mapping[str, Any], *, key: str, listeners: Mapping[str, Callable[[], None]]) -> Any:
    """Put the component on the page.

    Args:
        data: a payload of `payload.py`.
        key: of the element; its state is `st.session_state[key]`.
        listeners: what to call when the component sends a value, by the value's name.

    Returns:
        The values that it sent, by name.
    """
    return _component()(
        key=key, data=dict(data), **{f"on_{name}_change": listener for name, listener in listeners.items()}
    )


@functools.cache
def _component() -> Any:
    import streamlit as st

    styles = "\n".join(assets()[name].decode() for name in STYLES)
    return st.components.v2.component(NAME, html=_HTML, css=styles, js=_SCRIPT % assets_path())
