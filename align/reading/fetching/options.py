"""How politely, how long and how much to fetch."""

from dataclasses import dataclass

from align import __version__


@dataclass(frozen=True, slots=True)
class FetchOptions:
    """What can be chosen about fetching.

    Attributes:
        pause: seconds between two requests to one publisher, at least; its robots.txt may ask for more.
        timeout: seconds without a byte after which a connection counts as broken.
        patience: seconds that a publisher may ask to wait ("Retry-After", "Crawl-delay") before that is an error.
        longest: seconds for one file, waiting and trying again included.
        largest: bytes of one file.
        attempts: how often a broken connection or a busy publisher is tried, in all; at least 1.
        agent: what the requests say of themselves; its first word is the name that a robots.txt may address.
    """

    pause: float = 3.0
    timeout: float = 30.0
    patience: float = 120.0
    longest: float = 900.0
    largest: int = 50_000_000
    attempts: int = 4
    agent: str = f"align/{__version__} (translation alignment workbench; started by a person, one request at a time)"
