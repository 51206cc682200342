"""The review page under a test's hands: what is pressed, and what the store says came of it."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from align.reviewing import open_store
from align.reviewing.history import of_document
from align.reviewing.queries import pairs, thread
from tests.app.servers import serving
from tests.app.workshop import Workshop, make

Look = Callable[..., Any]
State = tuple[tuple[Any, ...], ...]
ONE_TO_TWO, TWO_TO_ONE, ADDED = 11, 12, 9
"""Positions of beads of the workshop."""


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Workshop, str]]:
    workshop = make(tmp_path_factory.mktemp("review") / "ws", rounds=12)
    with serving(workshop.folder) as address:
        yield workshop, address


@pytest.fixture(scope="module")
def window(served: tuple[Workshop, str], watching: Look) -> Any:
    return watching(f"{served[1]}/review?doc=1&order=reading")


@pytest.fixture
def desk(window: Any) -> Any:
    """The window of the tests that undo what they do: first bead, nothing open, all saved."""
    window.evaluate("document.activeElement.shadowRoot?.activeElement?.blur()")
    window.keyboard.press("Escape")
    window.wait_for_selector(".saved:not(.unsaved)")
    return window


def state(folder: Path) -> State:
    """Everything that people can change, as it stands in the store."""
    with open_store(folder) as store:
        reviewed = store.alignment("1")
        found = pairs(store, [item.id for item in reviewed.beads])
        said = {
            one: tuple((c.text, c.settled) for c, _ in thread(store, one)) for one, p in found.items() if p.comments
        }
    alignment = reviewed.alignment
    return tuple(
        (
            item.id,
            tuple(alignment.source[i].text for i in bead.source),
            tuple(alignment.target[j].text for j in bead.target),
            item.state.status.value,
            item.state.nature.value,
            item.state.flagged,
            item.state.remark,
            item.state.suggestion,
            said.get(item.id, ()),
            tuple(one.message for one in found[item.id].findings),
            tuple(one.reason for one in found[item.id].dismissed),
        )
        for item, bead in zip(reviewed.beads, alignment.beads, strict=True)
    )


def operations(folder: Path, number: str = "1") -> list[str]:
    """Names of all operations of people, oldest first."""
    with open_store(folder) as store:
        entries = of_document(store, number)
    return [e.event.operation for e in entries if e.event.operation not in ("read", "run")]


def go(page: Any, position: int) -> None:
    page.keyboard.press("g")
    page.keyboard.type(str(position + 1))
    page.keyboard.press("Enter")
    page.wait_for_selector(f'.bead[aria-current][data-position="{position}"]')


def come_as(page: Any, name: str, position: int) -> None:
    """Say who one is, and go to a bead."""
    page.wait_for_selector(".bead[aria-current]")
    page.locator(".name").fill(name)
    page.keyboard.press("Enter")
    go(page, position)


def saved(page: Any) -> None:
    page.wait_for_selector(".saved:not(.unsaved)", timeout=20_000)


def current(page: Any) -> int:
    return int(page.locator(".bead[aria-current]").get_attribute("data-position"))


def press(page: Any, keys: list[str]) -> None:
    for key in keys:
        if key.startswith("Type:"):
            page.keyboard.type(key.removeprefix("Type:"))
        elif key == "Saved":
            saved(page)
        else:
            page.keyboard.press(key)
