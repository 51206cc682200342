"""Faults as a screen of their own: what happened, and what to do."""

from collections.abc import Callable
from functools import wraps

from align.app.mounting import mount
from align.errors import AlignError


def telling_faults(draw: Callable[[], None]) -> Callable[[], None]:
    """Draw a page, or say why it cannot be drawn. Must stand inside `st.fragment`, which swallows exceptions."""

    @wraps(draw)
    def drawn() -> None:
        try:
            draw()
        except AlignError as fault:
            mount({"screen": "fault", "what": fault.what, "advice": fault.advice}, key="fault", listeners={})

    return drawn
