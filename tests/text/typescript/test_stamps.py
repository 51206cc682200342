"""Folio stamps and page numbers: data, repaired from their neighbours, never text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from align.model import Document
from align.text.typescript import clean_original
from align.text.typescript.sequences import repair
from align.text.typescript.stamps import folio_number
from tests.text.typescript.typed import cleaned, page_of, stamped, stamped_document

BODY = "Der Bäcker berichtet über die Lage der Bäckereien im Bezirk."


def test_a_stamp_on_two_lines_is_the_folio_of_every_word() -> None:
    clean = stamped_document(["000088", "000089"])
    assert dict(clean.folios) == {1: "88", 2: "89"}
    assert [place.folio for block in clean.blocks for word in block.words for place in word.places] == (
        ["88"] * 12 + ["89"] * 12
    )
    assert {piece.reason for piece in clean.furniture} == {"folio stamp"}
    assert "BStU" not in " ".join(block.text for block in clean.blocks)


@pytest.mark.parametrize("stamp", ["BStU 0012", "BSTU 000012", "BStu 0000l2", "85tU 000012", "BStU: O00012"])
def test_a_stamp_on_one_line_in_four_or_six_digits(stamp: str) -> None:
    clean = cleaned(f"{' ' * 58}{stamp}\n\n\n{BODY}")
    assert dict(clean.folios) == ({1: "12"} if not stamp.startswith("85") else {})


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("000012", 12),
        ("0012", 12),
        ("O00O12", 12),
        ("0000l2", 12),
        (". 000012", 12),
        ("2 000003", 3),
        ("00012", None),
        ("ABCDEF", None),
        ("1973", 1973),
        ("Seite", None),
    ],
)
def test_the_number_of_a_stamp_is_read_through_ocr_errors(text: str, number: int | None) -> None:
    assert folio_number(text) == number


def test_a_misread_stamp_is_repaired_and_marked() -> None:
    clean = stamped_document(["000005", "000006", "000001", "000008", "000009"])
    assert dict(clean.folios) == {1: "5", 2: "6", 3: "7", 4: "8", 5: "9"}
    assert clean.metadata["repaired_folios"] == "3"
    reasons = [piece.reason for piece in clean.furniture if piece.page == 3]
    assert "folio stamp, repaired to 7 from the pages around it" in reasons


def test_a_missing_stamp_is_inferred_between_others() -> None:
    pages = [page_of(stamped(BODY, folio=f"{n:06}"), n, head=1) for n in (1, 2, 3, 4)]
    pages[1] = page_of(BODY, 2)
    clean = clean_original(Document(tuple(pages)))
    assert clean.folios[2] == "2"
    assert clean.metadata["repaired_folios"] == "2"


def test_stamps_may_jump() -> None:
    clean = stamped_document(["000001", "000002", "000003", "000010", "000011", "000012"])
    assert list(clean.folios.values()) == ["1", "2", "3", "10", "11", "12"]
    assert "repaired_folios" not in clean.metadata


def test_a_year_alone_at_the_top_is_no_stamp() -> None:
    clean = cleaned(f"{' ' * 55}1973\n\n\n{BODY}")
    assert dict(clean.folios) == {}
    assert "1973" in " ".join(block.text for block in clean.blocks)


def test_what_the_source_says_of_its_folios_stands() -> None:
    page = page_of(BODY)
    clean = clean_original(Document((page.__class__(1, page.lines, folio="12v"),)))
    assert clean.blocks[0].words[0].places[0].folio == "12v"


def test_a_number_between_dashes_is_the_typed_page_number() -> None:
    clean = cleaned(f"{' ' * 28}- 2 -\n\n{BODY}")
    assert dict(clean.typed_numbers) == {1: "2"}
    assert [block.text for block in clean.blocks] == [BODY]


def test_a_bare_number_is_a_page_number_only_in_sequence() -> None:
    alone = cleaned(f"{' ' * 30}7\n\n{BODY}")
    assert dict(alone.typed_numbers) == {}
    assert alone.blocks[0].text.startswith("7")
    both = [page_of(f"{' ' * 30}{n}\n\n{BODY}", n, head=4) for n in (6, 7)]
    assert dict(clean_original(Document(tuple(both))).typed_numbers) == {6: "6", 7: "7"}


def test_a_page_number_misread_beyond_recognition_is_known_by_its_place() -> None:
    pages = [page_of(f"{' ' * 28}{mark}\n\n{BODY}", n, head=4) for n, mark in ((2, "- 2 -"), (3, "LER"), (4, "- 4 -"))]
    clean = clean_original(Document(tuple(pages)))
    assert dict(clean.typed_numbers) == {2: "2", 3: "3", 4: "4"}
    assert all("LER" not in block.text for block in clean.blocks)


def test_where_no_two_numbers_agree_the_position_in_the_file_decides() -> None:
    marks = {2: "- 2 -", 3: "23", 4: "LER", 5: "- 1 -"}
    pages = [page_of(f"{' ' * 28}{mark}\n\n\n\n\n{BODY}", n, head=4) for n, mark in marks.items()]
    clean = clean_original(Document(tuple(pages)))
    assert dict(clean.typed_numbers) == {2: "2", 3: "3", 4: "4", 5: "5"}
    assert " ".join(block.text for block in clean.blocks) == " ".join([BODY] * 4)


@given(st.integers(0, 500), st.integers(4, 30), st.data())
def test_one_misreading_in_a_sequence_is_always_repaired(first: int, length: int, data: st.DataObject) -> None:
    truth = {page: first + page for page in range(1, length + 1)}
    wrong = data.draw(st.integers(2, length - 1))
    misread = data.draw(st.integers(0, 999999).filter(lambda value: value != truth[wrong]))
    numbers = repair({**truth, wrong: misread}, sorted(truth))
    assert {page: number.value for page, number in numbers.items()} == truth
    assert [page for page, number in numbers.items() if number.repaired] == [wrong]


@given(st.dictionaries(st.integers(1, 60), st.integers(0, 99), max_size=30))
def test_repair_never_invents_a_number_that_no_reading_supports(readings: dict[int, int]) -> None:
    numbers = repair(readings, range(1, 61))
    offsets = {value - page for page, value in readings.items()}
    assert all(number.value - page in offsets for page, number in numbers.items())
    assert set(readings) - set(numbers) == set() or len(readings) > 1
