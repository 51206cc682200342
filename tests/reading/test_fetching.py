"""Fetching from a publisher that is a small server on this machine, with everything that can go wrong."""

import datetime
import json
import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from email.message import Message
from email.utils import format_datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from align.collection import Entry, expand_folios, folio_ranges
from align.errors import FetchError, WorkspaceError
from align.reading import ReadingOptions, read
from align.reading.fetching import Fetched, FetchOptions, State, Visit, fetch
from align.reading.fetching.download import download
from align.reading.fetching.visit import next_address
from tests.reading.publisher import LEAVES, TRANSLATION, Answer, Publisher, Time, leaf, published

PAGE = "/document/7"


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Publisher]:
    monkeypatch.setenv("no_proxy", "*")
    with published() as publisher:
        yield publisher


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
def visit(time: Time, said: list[str]) -> Visit:
    return visitor(time, said)


def visitor(time: Time, said: list[str] | None = None, **options: object) -> Visit:
    chosen = replace(FetchOptions(timeout=2.0), **options)  # type: ignore[arg-type]
    say: Callable[[str], None] = (said if said is not None else []).append
    return Visit(chosen, sleep=time.sleep, clock=time.clock, say=say)


def entry(server: Publisher, **facts: str) -> Entry:
    return Entry("7", title_en="Note on the Harbor", address=server.base + PAGE, **facts)  # type: ignore[arg-type]


def translation(server: Publisher, folder: Path, visit: Visit) -> Fetched:
    return fetch(entry(server), folder, visit)[1]


# What comes when all goes well


def test_a_translation_is_fetched_and_can_be_read(server: Publisher, tmp_path: Path, visit: Visit) -> None:
    server.put(PAGE, TRANSLATION)
    done = translation(server, tmp_path, visit)
    assert done.state is State.FETCHED
    assert done.path == tmp_path / "translations/7.html"
    assert done.path.read_text(encoding="utf-8") == TRANSLATION
    document = read(done.path, ReadingOptions(language="en"))
    assert document.layout == "wilson-site-new"
    lines = [line.text for page in document.pages for line in page.lines]
    assert "The harbor is open. Ships come in the morning and leave at night." in lines


@pytest.mark.parametrize(
    ("body", "kind", "name"),
    [
        (b"%PDF-1.4 invented", "application/pdf", "7.pdf"),
        (b"Just a text.", "text/plain; charset=utf-8", "7.txt"),
        (TRANSLATION.encode(), "application/xhtml+xml", "7.html"),
    ],
)
def test_a_file_is_named_by_what_it_is(
    server: Publisher, tmp_path: Path, visit: Visit, body: bytes, kind: str, name: str
) -> None:
    server.put(PAGE, Answer(body, kind=kind))
    assert translation(server, tmp_path, visit).path.name == name


def test_the_requests_say_who_asks(server: Publisher, tmp_path: Path, visit: Visit) -> None:
    server.put(PAGE, TRANSLATION)
    translation(server, tmp_path, visit)
    assert all(asked.headers["User-Agent"].startswith("align/") for asked in server.asked)
    assert "one request at a time" in server.asked[0].headers["User-Agent"]


def test_what_is_there_already_is_not_asked_for(server: Publisher, tmp_path: Path, visit: Visit) -> None:
    server.put(PAGE, TRANSLATION)
    translation(server, tmp_path, visit)
    server.asked.clear()
    again = translation(server, tmp_path, visit)
    assert again.state is State.PRESENT
    assert server.asked == []


def test_a_download_address_goes_before_the_one_to_cite(server: Publisher, tmp_path: Path, visit: Visit) -> None:
    server.put("/files/7.pdf", Answer(b"%PDF-1.4 invented", kind="application/pdf"))
    done = fetch(entry(server, download=f"{server.base}/files/7.pdf"), tmp_path, visit)[1]
    assert (done.path.name, server.paths()) == ("7.pdf", ["/files/7.pdf"])


def test_a_path_in_the_entry_is_where_the_file_goes(server: Publisher, tmp_path: Path, visit: Visit) -> None:
    server.put(PAGE, TRANSLATION)
    named = replace(entry(server), translation=Path("texts/harbor.html"))
    assert fetch(named, tmp_path, visit)[1].path == tmp_path / "texts/harbor.html"
    wrong = replace(entry(server), translation=Path("texts/harbor.pdf"))
    done = fetch(wrong, tmp_path, visit)[1]
    assert done.state is State.FAILED
    assert ".html" in done.message
    assert [path.name for path in (tmp_path / "texts").iterdir()] == ["harbor.html"]


def test_without_an_address_it_says_what_to_put_where(tmp_path: Path, visit: Visit) -> None:
    unknown = Entry("6", title_en="Note", shelfmark="BStU, MfS, ZAIG 5306", publisher="Wilson Center Digital Archive")
    original, translated = fetch(unknown, tmp_path, visit)
    assert original.state is translated.state is State.UNKNOWN
    assert "BArch, MfS, ZAIG 5306" in original.message
    assert str(tmp_path / "originals/6.pdf") in original.message
    assert "“Note”" in translated.message
    assert "Wilson Center Digital Archive" in translated.message
    assert str(tmp_path / "translations/6.html") in translated.message


@pytest.mark.parametrize("charset", ["utf-8", "windows-1252"])
@pytest.mark.parametrize("declared", ["", '<meta charset="{}">'])
def test_the_encoding_that_only_the_server_tells_is_kept(
    server: Publisher, tmp_path: Path, visit: Visit, charset: str, declared: str
) -> None:
    page = f"<!DOCTYPE html><html><head>{declared.format(charset)}</head><body><p>Äußerst süß</p></body></html>"
    server.put(PAGE, Answer(page.encode(charset), kind=f"text/html; charset={charset}"))
    pages = read(translation(server, tmp_path, visit).path, ReadingOptions()).pages
    assert [line.text for page in pages for line in page.lines] == ["Äußerst süß"]


# A transcription by folio


def by_folio(server: Publisher, **facts: str) -> Entry:
    known = {"folios": "1-4", "shelfmark": "Übungsarchiv, VLN, Nr. 8", "title_de": "Notiz <über> den Hafen", **facts}
    return Entry("7", transcription=f"{server.base}/medien/notiz/blatt/{{folio}}", **known)  # type: ignore[arg-type]


def test_a_transcription_is_joined_from_its_folios(server: Publisher, tmp_path: Path, visit: Visit) -> None:
    for folio in LEAVES:
        server.put(f"/medien/notiz/blatt/{folio}", leaf(folio))
    done = fetch(by_folio(server), tmp_path, visit)[0]
    assert done.state is State.FETCHED
    assert done.message == "No transcription on folio 3."
    document = read(done.path, ReadingOptions())
    assert document.layout == "mediathek"
    assert document.metadata["title"] == "Notiz <über> den Hafen"
    assert document.metadata["shelfmark"] == "Übungsarchiv, VLN, Nr. 8"
    assert [(page.folio, [line.text for line in page.lines]) for page in document.pages] == [
        ("1", ["Notiz über den Hafen vom 4. 5. 1972.", "Der Hafen ist offen. Schiffe kommen", "am Morgen."]),
        ("2", ["Sie fahren in der Nacht."]),
        ("3", []),
        ("4", ["Ende der Notiz."]),
    ]


def test_nothing_that_runs_comes_with_a_transcription(server: Publisher, tmp_path: Path, visit: Visit) -> None:
    for folio in LEAVES:
        server.put(f"/medien/notiz/blatt/{folio}", leaf(folio))
    page = fetch(by_folio(server), tmp_path, visit)[0].path.read_text(encoding="utf-8")
    assert "x()" not in page
    assert "scan.jpg" not in page


def test_an_interrupted_transcription_goes_on_where_it_stopped(server: Publisher, tmp_path: Path, time: Time) -> None:
    for folio in ("1", "2", "4"):
        server.put(f"/medien/notiz/blatt/{folio}", leaf(folio))
    first = fetch(by_folio(server), tmp_path, visitor(time))[0]
    assert first.state is State.FAILED
    assert "/blatt/3" in first.message
    server.put("/medien/notiz/blatt/3", leaf("3"))
    server.asked.clear()
    assert fetch(by_folio(server), tmp_path, visitor(time))[0].state is State.FETCHED
    assert server.paths() == ["/medien/notiz/blatt/3", "/medien/notiz/blatt/4"]


def test_pages_by_position_are_asked_for_by_position(server: Publisher, tmp_path: Path, visit: Visit) -> None:
    for page, folio in (("1", "1"), ("2", "4")):
        server.put(f"/medien/notiz/seite/{page}", leaf(folio))
    wanted = replace(by_folio(server), transcription=f"{server.base}/medien/notiz/seite/{{page}}", folios="88-89")
    done = fetch(wanted, tmp_path, visit)[0]
    assert [page.folio for page in read(done.path, ReadingOptions()).pages] == ["88", "89"]


def test_pages_without_any_transcription_are_a_failure(server: Publisher, tmp_path: Path, visit: Visit) -> None:
    for folio in ("1", "2"):
        server.put(f"/medien/notiz/blatt/{folio}", leaf("3"))
    done = fetch(by_folio(server, folios="1-2"), tmp_path, visit)[0]
    assert done.state is State.FAILED
    assert "No transcription was found" in done.message
    assert not (tmp_path / "originals").exists()


@pytest.mark.parametrize("folios", ["", "front", "9-1", "1-99999"])
def test_folios_that_are_not_known_are_said_before_anything_is_asked(
    server: Publisher, tmp_path: Path, visit: Visit, folios: str
) -> None:
    done = fetch(by_folio(server, folios=folios), tmp_path, visit)[0]
    assert done.state is State.FAILED
    assert 'folios = "1-19"' in done.message
    assert server.asked == []


@given(st.sets(st.integers(1, 300), min_size=1, max_size=40))
def test_expanding_folios_undoes_drawing_them_together(numbers: set[int]) -> None:
    folios = tuple(str(number) for number in sorted(numbers))
    assert expand_folios(folio_ranges(folios)) == folios


# Manners


def test_one_request_at_a_time_with_pauses(server: Publisher, tmp_path: Path, visit: Visit, time: Time) -> None:
    for folio in LEAVES:
        server.put(f"/medien/notiz/blatt/{folio}", leaf(folio))
    fetch(by_folio(server), tmp_path, visit)
    assert server.most_at_once == 1
    assert len(server.asked) == 5
    assert time.waits == [3.0] * 4


def test_a_publishers_wish_for_longer_pauses_is_met(
    server: Publisher, tmp_path: Path, visit: Visit, time: Time
) -> None:
    server.put("/robots.txt", Answer(b"User-agent: *\nCrawl-delay: 11\n", kind="text/plain"))
    server.put(PAGE, TRANSLATION)
    translation(server, tmp_path, visit)
    assert time.waits == [11.0]


@pytest.mark.parametrize(
    ("rules", "allowed"),
    [
        ("User-agent: *\nDisallow: /document/\n", False),
        ("User-agent: *\nDisallow: /*/7$\n", False),
        ("User-agent: align\nDisallow: /\nUser-agent: *\nDisallow:\n", False),
        ("User-agent: *\nDisallow: /document/\nAllow: /document/7\n", True),
        ("User-agent: other\nDisallow: /\n", True),
        ("", True),
    ],
)
def test_the_rules_for_robots_are_kept(
    server: Publisher, tmp_path: Path, visit: Visit, *, rules: str, allowed: bool
) -> None:
    server.put("/robots.txt", Answer(rules.encode(), kind="text/plain"))
    server.put(PAGE, TRANSLATION)
    done = translation(server, tmp_path, visit)
    assert (done.state is State.FETCHED) is allowed
    assert (server.paths() == [PAGE]) is allowed
    assert allowed or "robots.txt" in done.message


def test_rules_that_moved_are_followed(server: Publisher, tmp_path: Path, visit: Visit) -> None:
    server.put("/robots.txt", Answer(status=301, headers={"Location": "/rules.txt"}))
    server.put("/rules.txt", Answer(b"User-agent: *\nDisallow: /\n", kind="text/plain"))
    assert "robots.txt" in translation(server, tmp_path, visit).message
    assert PAGE not in server.paths()


@pytest.mark.parametrize(
    "answer", [Answer(status=500), Answer(status=429), Answer(drop=True), Answer(b"x" * 99, cut=9)]
)
def test_rules_that_cannot_be_read_forbid_everything(
    server: Publisher, tmp_path: Path, visit: Visit, answer: Answer
) -> None:
    server.put("/robots.txt", answer)
    server.put(PAGE, TRANSLATION)
    done = translation(server, tmp_path, visit)
    assert done.state is State.FAILED
    assert "It was tried 4 times." in done.message
    assert server.paths() == []


def test_a_redirect_within_the_publishers_host_is_followed(server: Publisher, tmp_path: Path, visit: Visit) -> None:
    server.put(PAGE, Answer(status=301, headers={"Location": "/document/note-on-the-harbor"}))
    server.put("/document/note-on-the-harbor", TRANSLATION)
    assert translation(server, tmp_path, visit).state is State.FETCHED


@pytest.mark.parametrize(
    "location",
    [
        "http://example.org/document/7",
        "http://127.0.0.1:9/x",
        "file:///etc/passwd",
        "https://127.0.0.1/x",
        "//10.0.0.1/",
        "",
        "http://127.0.0.1:99999/",
        "http://[::1/",
    ],
)
def test_a_redirect_that_leads_away_is_not_followed(
    server: Publisher, tmp_path: Path, visit: Visit, location: str
) -> None:
    server.put(PAGE, Answer(status=302, headers={"Location": location} if location else {}))
    done = translation(server, tmp_path, visit)
    assert done.state is State.FAILED
    assert server.paths()[:1] == [PAGE]
    assert "leads" in done.message


def test_a_redirect_may_lead_to_letters_of_any_alphabet(server: Publisher, tmp_path: Path, visit: Visit) -> None:
    raw = "/dokument/gespräch ü".encode().decode("latin-1")
    server.put(PAGE, Answer(status=301, headers={"Location": raw}))
    server.put("/dokument/gespr%C3%A4ch%20%C3%BC", TRANSLATION)
    assert translation(server, tmp_path, visit).state is State.FETCHED


def test_an_address_may_hold_letters_of_any_alphabet(server: Publisher, tmp_path: Path, visit: Visit) -> None:
    server.put("/dokument/gespr%C3%A4ch?seite=1%202", TRANSLATION)
    known = Entry("7", address=f"{server.base}/dokument/gespräch?seite=1%202#unten")
    assert fetch(known, tmp_path, visit)[1].state is State.FETCHED


def test_a_redirect_to_a_forbidden_page_is_not_followed(server: Publisher, tmp_path: Path, visit: Visit) -> None:
    server.put("/robots.txt", Answer(b"User-agent: *\nDisallow: /private\n", kind="text/plain"))
    server.put(PAGE, Answer(status=302, headers={"Location": "/private/7"}))
    server.put("/private/7", TRANSLATION)
    assert "robots.txt" in translation(server, tmp_path, visit).message
    assert server.paths() == [PAGE]


@pytest.mark.parametrize(
    ("address", "location", "follows"),
    [
        ("http://x.org/a", "https://x.org/a", True),
        ("https://www.x.org/a", "https://x.org/b", True),
        ("https://x.org/a", "https://www.x.org/a", True),
        ("https://x.org/a", "http://x.org/a", False),
        ("http://x.org:8080/a", "https://x.org/a", False),
        ("https://x.org/a", "https://x.org.example.net/a", False),
        ("https://x.org/a", "https://cdn.x.org/a", False),
    ],
)
def test_a_redirect_may_only_get_safer(*, address: str, location: str, follows: bool) -> None:
    headers = Message()
    headers["Location"] = location
    answer = SimpleNamespace(headers=headers)
    if follows:
        assert next_address(address, answer) == location  # type: ignore[arg-type]
    else:
        with pytest.raises(FetchError, match="leads away"):
            next_address(address, answer)  # type: ignore[arg-type]


def test_redirects_in_a_circle_end(server: Publisher, tmp_path: Path, visit: Visit) -> None:
    server.put(PAGE, Answer(status=302, headers={"Location": PAGE}))
    assert "without end" in translation(server, tmp_path, visit).message
    assert len(server.paths()) == 6


# What goes wrong


@pytest.mark.parametrize(
    ("answer", "word"),
    [
        (Answer(status=404), "There is no page"),
        (Answer(status=403), "not given to programs"),
        (Answer(status=418), "answers 418"),
        (Answer(b"\x89PNG\r\n", kind="image/png"), "not a text but image/png"),
        (Answer(TRANSLATION.encode(), kind=""), "not a text"),
        (Answer(TRANSLATION.encode(), kind="application/pdf"), "says that it is pdf, but its content is html"),
        (Answer(b"\x89PNG\r\n\x1a\n\x00\x00", kind="text/html"), "a picture"),
        (Answer(b"", kind="text/html"), "empty"),
        (Answer(b"x", headers={"Content-Encoding": "gzip"}), "packed"),
    ],
)
def test_what_is_not_a_text_is_refused_at_once(
    server: Publisher, tmp_path: Path, visit: Visit, answer: Answer, word: str
) -> None:
    server.put(PAGE, answer)
    done = translation(server, tmp_path, visit)
    assert done.state is State.FAILED
    assert word in done.message
    assert server.paths() == [PAGE]
    assert list((tmp_path / "translations").iterdir()) == []


@pytest.mark.parametrize("length", [True, False])
def test_a_file_that_is_too_large_is_not_fetched(
    server: Publisher, tmp_path: Path, time: Time, *, length: bool
) -> None:
    server.put(PAGE, Answer(b"<html>" + b"x" * 500_000, length=length))
    done = fetch(entry(server), tmp_path, visitor(time, largest=100_000))[1]
    assert "more than 100,000 bytes" in done.message
    parts = list((tmp_path / "translations").glob(".7.part"))
    assert sum(path.stat().st_size for path in parts) <= 100_000


def test_a_busy_publisher_is_given_the_time_it_asks_for(
    server: Publisher, tmp_path: Path, visit: Visit, time: Time, said: list[str]
) -> None:
    server.put(PAGE, Answer(status=429, headers={"Retry-After": "17"}), Answer(TRANSLATION.encode()))
    assert translation(server, tmp_path, visit).state is State.FETCHED
    assert time.waits == [3.0, 17.0]
    assert said == [f"{server.base}{PAGE} answers 429 (Too Many Requests). Waiting 17 s."]


def test_the_time_may_be_given_as_a_date(server: Publisher, tmp_path: Path, visit: Visit, time: Time) -> None:
    now = datetime.datetime.now(datetime.UTC).replace(microsecond=0)
    later = format_datetime(now + datetime.timedelta(seconds=40), usegmt=True)
    server.put(PAGE, Answer(status=503, headers={"Retry-After": later}), Answer(TRANSLATION.encode()))
    assert translation(server, tmp_path, visit).state is State.FETCHED
    assert 35 <= time.waits[1] <= 41


@pytest.mark.parametrize("nonsense", ["soon", "-5", "Thu, 04 May 2023 10:00:00 -0000"])
def test_a_time_that_makes_no_sense_counts_as_none(
    server: Publisher, tmp_path: Path, visit: Visit, time: Time, nonsense: str
) -> None:
    server.put(PAGE, Answer(status=503, headers={"Retry-After": nonsense}), Answer(TRANSLATION.encode()))
    assert translation(server, tmp_path, visit).state is State.FETCHED
    assert time.waits == [3.0, 5.0]


def test_a_publisher_that_asks_for_an_hour_is_left_alone(server: Publisher, tmp_path: Path, visit: Visit) -> None:
    server.put(PAGE, Answer(status=429, headers={"Retry-After": "3600"}))
    server.put("/document/8", TRANSLATION)
    done = translation(server, tmp_path, visit)
    assert "wait 60 min" in done.message
    other = fetch(Entry("8", address=f"{server.base}/document/8"), tmp_path, visit)[1]
    assert other.state is State.FAILED
    assert server.paths() == [PAGE]


def test_a_fault_of_the_server_is_tried_again_with_growing_waits(
    server: Publisher, tmp_path: Path, visit: Visit, time: Time
) -> None:
    server.put(PAGE, Answer(status=500), Answer(status=502), Answer(drop=True), Answer(TRANSLATION.encode()))
    assert translation(server, tmp_path, visit).state is State.FETCHED
    assert time.waits == [3.0, 5.0, 10.0, 20.0]


def test_a_page_that_stays_broken_does_not_spoil_the_next(server: Publisher, tmp_path: Path, visit: Visit) -> None:
    server.put(PAGE, Answer(status=500))
    server.put("/document/8", TRANSLATION)
    done = translation(server, tmp_path, visit)
    assert "tried 4 times" in done.message
    assert fetch(Entry("8", address=f"{server.base}/document/8"), tmp_path, visit)[1].state is State.FETCHED


def test_a_publisher_that_is_not_there_is_asked_no_more(tmp_path: Path, time: Time, server: Publisher) -> None:
    visit = visitor(time)
    gone = [Entry(number, address=f"http://127.0.0.1:1/{number}") for number in ("1", "2")]
    first, second = (fetch(one, tmp_path, visit)[1] for one in gone)
    assert "cannot be reached" in first.message
    waited = len(time.waits)
    assert "cannot be reached" in second.message
    assert len(time.waits) == waited == 3


def test_both_sides_are_tried_even_if_one_fails(server: Publisher, tmp_path: Path, visit: Visit) -> None:
    server.put(PAGE, TRANSLATION)
    original, translated = fetch(replace(by_folio(server), address=server.base + PAGE), tmp_path, visit)
    assert (original.state, translated.state) == (State.FAILED, State.FETCHED)


# Broken connections

LONG = b"<!DOCTYPE html><html><body>" + b"".join(b"<p>Line %05d.</p>\n" % n for n in range(20_000)) + b"</body></html>"


@pytest.mark.parametrize("headers", [{"ETag": '"a1"'}, {"Last-Modified": "Thu, 04 May 2023 10:00:00 GMT"}])
def test_a_broken_download_goes_on_where_it_broke_off(
    server: Publisher, tmp_path: Path, visit: Visit, headers: dict[str, str]
) -> None:
    server.put(PAGE, Answer(LONG, headers=headers, cut=150_000), Answer(LONG, headers=headers))
    assert translation(server, tmp_path, visit).path.read_bytes() == LONG
    assert server.asked[-1].headers["Range"] == "bytes=150000-"
    assert server.asked[-1].headers["If-Range"] in headers.values()
    assert [path.name for path in (tmp_path / "translations").iterdir()] == ["7.html"]


def test_the_next_visit_goes_on_where_the_last_one_broke_off(server: Publisher, tmp_path: Path, time: Time) -> None:
    server.put(PAGE, Answer(LONG, headers={"ETag": '"a1"'}, cut=150_000))
    assert fetch(entry(server), tmp_path, visitor(time, attempts=1))[1].state is State.FAILED
    assert not (tmp_path / "translations/7.html").exists()
    server.put(PAGE, Answer(LONG, headers={"ETag": '"a1"'}))
    assert fetch(entry(server), tmp_path, visitor(time))[1].path.read_bytes() == LONG
    assert server.asked[-1].headers["Range"] == "bytes=150000-"


def test_a_page_that_changed_in_between_is_fetched_anew(server: Publisher, tmp_path: Path, visit: Visit) -> None:
    server.put(
        PAGE, Answer(LONG, headers={"ETag": '"old"'}, cut=150_000), Answer(LONG[::-1], headers={"ETag": '"new"'})
    )
    changed = LONG.replace(b"Line", b"Zeile")
    server.answers[PAGE][1] = Answer(changed, headers={"ETag": '"new"'})
    assert translation(server, tmp_path, visit).path.read_bytes() == changed


def test_another_part_than_the_one_asked_for_is_not_appended(server: Publisher, tmp_path: Path, visit: Visit) -> None:
    server.range_shift = 1
    server.put(PAGE, Answer(LONG, headers={"ETag": '"a1"'}, cut=150_000), Answer(LONG, headers={"ETag": '"a1"'}))
    assert "another part" in translation(server, tmp_path, visit).message
    assert not (tmp_path / "translations/7.html").exists()


@pytest.mark.parametrize("headers", [{}, {"ETag": 'W/"weak"'}])
def test_without_a_validator_the_download_begins_anew(
    server: Publisher, tmp_path: Path, visit: Visit, headers: dict[str, str]
) -> None:
    server.put(PAGE, Answer(LONG, headers=headers, cut=150_000), Answer(LONG, headers=headers))
    assert translation(server, tmp_path, visit).path.read_bytes() == LONG
    assert "Range" not in server.asked[-1].headers


def test_a_part_that_no_longer_fits_is_thrown_away(server: Publisher, tmp_path: Path, visit: Visit) -> None:
    part = tmp_path / ".7.part"
    part.write_bytes(b"y" * 1000)
    (tmp_path / ".7.part.json").write_text(json.dumps({"address": server.base + PAGE, "validator": '"a1"'}))
    server.put(PAGE, Answer(status=416), Answer(TRANSLATION.encode()))
    assert download(visit, server.base + PAGE, tmp_path / "7").read_text(encoding="utf-8") == TRANSLATION


def test_a_page_that_ends_in_the_middle_without_saying_so_is_not_kept(
    server: Publisher, tmp_path: Path, visit: Visit
) -> None:
    server.put(PAGE, Answer(LONG, length=False, cut=100_000), Answer(LONG, length=False))
    assert translation(server, tmp_path, visit).path.read_bytes() == LONG
    assert len(server.paths()) == 2


@pytest.mark.parametrize("body", [b"", b"<html>"])
def test_a_server_that_falls_silent_is_not_waited_for_for_ever(
    server: Publisher, tmp_path: Path, time: Time, body: bytes
) -> None:
    server.put(PAGE, Answer(body, headers={"Content-Length": "9"}, length=False, stall=0.6))
    done = fetch(entry(server), tmp_path, visitor(time, attempts=2, timeout=0.2))[1]
    assert "broke off (timed out). It was tried 2 times." in done.message


def test_a_file_has_a_limit_of_time(server: Publisher, tmp_path: Path, time: Time) -> None:
    server.put(PAGE, Answer(status=503, headers={"Retry-After": "100"}))
    done = fetch(entry(server), tmp_path, visitor(time, longest=150))[1]
    assert "more than 150 s" in done.message


def test_a_folder_that_cannot_be_written_to_is_said(server: Publisher, tmp_path: Path, visit: Visit) -> None:
    (tmp_path / "translations").touch()
    server.put(PAGE, TRANSLATION)
    with pytest.raises(WorkspaceError, match="cannot be"):
        translation(server, tmp_path, visit)


def test_a_full_disk_leaves_what_was_there(
    server: Publisher, tmp_path: Path, visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    server.put(PAGE, TRANSLATION)
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(WorkspaceError, match="No space left"):
        translation(server, tmp_path, visit)
    assert not (tmp_path / "translations/7.html").exists()


def test_only_the_web_is_asked(visit: Visit, tmp_path: Path) -> None:
    with pytest.raises(FetchError, match="file:"):
        download(visit, "file:///etc/hostname", tmp_path / "x")
