"""Correcting an entry of the catalogue touches its lines and nothing else."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from align.collection import Entry, add_entry, change_entry, load_collection
from align.errors import CatalogueError, ConflictError, WorkspaceError

TEXT = """\
# The letters; my own remarks stand here.
[collection]
title   =   'Letters'   # with two t

[defaults]
translator = "B. Schaefer"

# the first one
[[document]]
  number = 1
  title_de = "Brief"       # so on the envelope
  date = 1973-12-06
  remarks = [
    "[[document]] is no head here",
    # "not this",
    "second",
  ]

# the second one, see [[document]] above
[[document]]
number = "02"
title_en = '''
[[document]]
a title of two lines'''
# a comment at its end

[cleaning]
stamps = []
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "collection.toml").write_bytes(TEXT.encode())
    return tmp_path


def entry(folder: Path, number: str) -> Entry:
    return load_collection(folder).entry(number)


def text(folder: Path) -> str:
    return (folder / "collection.toml").read_bytes().decode()


def change(folder: Path, number: str, **facts: object) -> Entry:
    seen = entry(folder, number)
    return change_entry(folder, seen, replace(seen, **facts)).entry(number)  # type: ignore[arg-type]


def test_a_changed_fact_changes_its_value_alone(folder: Path) -> None:
    change(folder, "1", title_de="Zweiter „Brief“")
    assert text(folder) == TEXT.replace('"Brief"       #', '"Zweiter „Brief“"       #')


def test_a_new_fact_stands_after_the_others_of_its_entry(folder: Path) -> None:
    assert change(folder, "1", shelfmark="BStU, MfS, SdM 576").shelfmark == "BStU, MfS, SdM 576"
    assert text(folder) == TEXT.replace("  ]\n\n# the second", '  ]\nshelfmark = "BStU, MfS, SdM 576"\n\n# the second')


def test_the_last_entry_keeps_the_comment_behind_it(folder: Path) -> None:
    change(folder, "2", address="https://example.org/2", remarks=("one", "two"))
    added = 'lines\'\'\'\naddress = "https://example.org/2"\nremarks = ["one", "two"]\n# a comment'
    assert text(folder) == TEXT.replace("lines'''\n# a comment", added)


def test_what_is_as_it_was_is_not_written(folder: Path) -> None:
    assert change(folder, "1").date == "1973-12-06"
    assert change(folder, "2", translator="B. Schaefer").translator == "B. Schaefer"
    assert text(folder) == TEXT


def test_a_fact_that_is_taken_away_does_not_come_back_from_the_defaults(folder: Path) -> None:
    assert change(folder, "2", translator="").translator == ""
    assert change(folder, "1", date="").date == ""


def test_line_ends_and_the_mark_of_the_file_stay(folder: Path) -> None:
    (folder / "collection.toml").write_bytes(b"\xef\xbb\xbf" + TEXT.replace("\n", "\r\n").encode())
    change(folder, "1", title_de="Karte", shelfmark="X 1")
    expected = TEXT.replace('"Brief"', '"Karte"').replace("  ]\n\n# the", '  ]\nshelfmark = "X 1"\n\n# the')
    assert (folder / "collection.toml").read_bytes() == b"\xef\xbb\xbf" + expected.replace("\n", "\r\n").encode()


def test_the_first_line_of_a_marked_file_can_be_an_entry(folder: Path) -> None:
    (folder / "collection.toml").write_bytes(b'\xef\xbb\xbf[[document]]\nnumber = "9"\n')
    change(folder, "9", date="1972")
    assert (folder / "collection.toml").read_bytes() == b'\xef\xbb\xbf[[document]]\nnumber = "9"\ndate = "1972"\n'


def test_two_entries_that_read_alike_are_kept_apart_by_their_numbers(folder: Path) -> None:
    (folder / "collection.toml").write_text('[[document]]\nnumber = 1\n[[document]]\nnumber = "2"\n')
    change(folder, "2", title_de="zwei")
    assert text(folder) == '[[document]]\nnumber = 1\n[[document]]\nnumber = "2"\ntitle_de = "zwei"\n'


def test_an_entry_at_the_end_of_a_file_without_a_line_end(folder: Path) -> None:
    (folder / "collection.toml").write_bytes(b'[[document]]\nnumber = "9"\ntitle_de = "alt"')
    change(folder, "9", title_de="neu", date="1972")
    assert text(folder) == '[[document]]\nnumber = "9"\ntitle_de = "neu"\ndate = "1972"'


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"date": "yesterday"}, "line 12: "),
        ({"address": "ftp://x"}, "is not a web address"),
        ({"languages": ("deutsch", "en")}, "Write de for German"),
    ],
)
def test_a_value_that_breaks_the_rules_changes_nothing(folder: Path, facts: dict[str, object], said: str) -> None:
    with pytest.raises(CatalogueError, match=said):
        change(folder, "1", **facts)
    assert text(folder) == TEXT


def test_an_entry_written_otherwise_is_left_to_a_person(folder: Path) -> None:
    (folder / "collection.toml").write_text('document = [{number = "1"}, {number = "2"}]\n')
    with pytest.raises(CatalogueError, match="Edit the file by hand"):
        change(folder, "1", title_de="neu")


def test_what_somebody_else_changed_is_not_overwritten(folder: Path) -> None:
    seen = entry(folder, "1")
    change(folder, "1", title_de="Annas Titel")
    with pytest.raises(ConflictError, match="title_de of document 1 since you looked: it is now “Annas Titel”"):
        change_entry(folder, seen, replace(seen, title_de="Berts Titel"))
    both = change_entry(folder, seen, replace(seen, translator="Bert")).entry("1")
    assert (both.title_de, both.translator) == ("Annas Titel", "Bert")


def test_many_at_once_lose_nothing(folder: Path) -> None:
    facts = {
        "title_de": "a",
        "title_en": "b",
        "shelfmark": "c",
        "translator": "d",
        "publisher": "e",
        "address": "https://f",
    }
    seen = entry(folder, "1")

    def write(item: tuple[str, str]) -> None:
        change_entry(folder, seen, replace(seen, **{item[0]: item[1]}))  # type: ignore[arg-type]
        add_entry(folder, Entry(""))

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(write, facts.items()))
    after = entry(folder, "1")
    assert {name: getattr(after, name) for name in facts} == facts
    assert [one.number for one in load_collection(folder).entries] == ["1", "02", "3", "4", "5", "6", "7", "8"]


def test_a_gone_entry_and_a_gone_catalogue_are_told(folder: Path) -> None:
    seen = entry(folder, "1")
    (folder / "collection.toml").write_text('[[document]]\nnumber = "2"\n')
    with pytest.raises(CatalogueError, match="has no document '1'"):
        change_entry(folder, seen, replace(seen, title_de="x"))
    (folder / "collection.toml").unlink()
    with pytest.raises(WorkspaceError, match="cannot be changed"):
        change_entry(folder, seen, replace(seen, title_de="x"))


words = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20).map(str.strip)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
@given(title=words, remarks=st.lists(words, max_size=3), second=st.booleans())
def test_any_words_come_back_and_the_other_entry_stays(
    folder: Path, title: str, remarks: list[str], second: bool
) -> None:
    (folder / "collection.toml").write_bytes(TEXT.encode())
    number, other = ("2", "1") if second else ("1", "2")
    kept = entry(folder, other)
    after = change(folder, number, title_de=title, remarks=tuple(remarks))
    assert (after.title_de, after.remarks) == (title, tuple(remarks))
    assert entry(folder, other) == kept
    head, tail = TEXT[: TEXT.index("# the first one")], TEXT[TEXT.index("# a comment at its end") :]
    assert text(folder).startswith(head)
    assert text(folder).endswith(tail)
